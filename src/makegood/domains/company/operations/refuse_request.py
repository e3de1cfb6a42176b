"""Turn down what somebody with less authority asked for, and say why."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.models import ApprovalRequest
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.company.policy import RequestFacts, may_refuse_request
from makegood.domains.company.queries import letter_to_asker, request_card, request_facts


class RefuseRequestAsk(Ask):
    """Which request, and why not."""

    request: Ref[ApprovalRequest] = Field(description="The request.", examples=["AP-101"])
    reason: str = Field(
        description="Why not, as the asker is told.",
        examples=["The box was never opened, so no allowance is due."],
        min_length=3,
        max_length=400,
    )


class RequestRefused(Result):
    """Which request was turned down."""

    request: str


@register
class RefuseRequest(Operation[RefuseRequestAsk, RequestFacts, RequestRefused]):
    """Turn down a request, with the reason; whoever asked may also take it back."""

    name = "company.refuse_request"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: RefuseRequestAsk) -> RequestFacts:
        return request_facts(ask.request, self.actor)

    def decide(self, ask: RefuseRequestAsk, facts: RequestFacts) -> Decision:
        return may_refuse_request(facts=facts, today=self.today)

    def execute(
        self, ask: RefuseRequestAsk, facts: RequestFacts, decision: Decision
    ) -> RequestRefused:
        row = ApprovalRequest.objects.get(number=ask.request)
        row.decided_at, row.decided_by = self.now, self.actor.name
        row.approved, row.note = False, ask.reason
        row.save()
        self.record(f"approval:{row.number}")
        letter = letter_to_asker(row, "request_refused", reason=ask.reason)
        if letter and not facts.is_own_request:
            self.queue(kind=letter[0], payload=letter[1], key=f"refused:{row.number}")
        return RequestRefused(request=row.number)

    def verify(self, ask: RefuseRequestAsk, facts: RequestFacts, result: RequestRefused) -> None:
        card = request_card(result.request)
        ensure(card.approved is False and not card.is_open, "the request is answered with no")
