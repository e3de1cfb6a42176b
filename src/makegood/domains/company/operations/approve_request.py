"""Agree to what somebody with less authority asked for, and have it done on today's facts."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0, Actor
from makegood.core.decision import Decision
from makegood.core.models import ApprovalRequest
from makegood.core.operation import Ask, Needs, Operation, Result, who_approves
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register, registry
from makegood.core.standing import staff_only
from makegood.domains.company.policy import RequestFacts, may_approve_request
from makegood.domains.company.queries import (
    approval_by,
    letter_to_asker,
    request_card,
    request_facts,
)


class ApproveRequestAsk(Ask):
    """Which request, and what there is to say about it."""

    request: Ref[ApprovalRequest] = Field(description="The request.", examples=["AP-101"])
    note: str | None = Field(
        None, description="What the asker should know.", examples=["Fine."], max_length=400
    )


class RequestApproved(Result):
    """Which act was done for the request."""

    request: str
    operation: str
    act: str


@register
class ApproveRequest(Operation[ApproveRequestAsk, RequestFacts, RequestApproved]):
    """Agree to a request of somebody else; what was asked is done if it still holds today."""

    name = "company.approve_request"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"
    offered_to = staticmethod(who_approves)

    def gather(self, ask: ApproveRequestAsk) -> RequestFacts:
        return request_facts(ask.request, self.actor)

    def decide(self, ask: ApproveRequestAsk, facts: RequestFacts) -> Decision:
        return may_approve_request(facts=facts, today=self.today)

    def execute(
        self, ask: ApproveRequestAsk, facts: RequestFacts, decision: Decision
    ) -> RequestApproved:
        row = ApprovalRequest.objects.get(number=ask.request)
        done = self.run_approved(
            registry.get(row.operation),
            row.ask,
            asker=Actor.model_validate(row.asker),
            approval=approval_by(self.actor, row),
        )
        row.decided_at, row.decided_by = self.now, self.actor.name
        row.approved, row.note = True, ask.note or ""
        row.result_act = done.act
        row.save()
        self.record(f"approval:{row.number}")
        letter = letter_to_asker(row, "request_approved", note=row.note)
        if letter:
            self.queue(kind=letter[0], payload=letter[1], key=f"approved:{row.number}")
        return RequestApproved(request=row.number, operation=row.operation, act=done.act)

    def verify(self, ask: ApproveRequestAsk, facts: RequestFacts, result: RequestApproved) -> None:
        card = request_card(result.request)
        ensure(card.approved is True and not card.is_open, "the request is answered with yes")
        ensure(card.decided_by != card.asker, "somebody else answered it")
