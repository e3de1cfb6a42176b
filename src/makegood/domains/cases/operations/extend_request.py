"""Extend a request: an answer that takes long is told to take longer, inside the first month."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.cases import policy
from makegood.domains.cases import requesting as acts
from makegood.domains.cases.models import PrivacyRequest
from makegood.domains.cases.policy import RequestFacts
from makegood.domains.cases.queries import privacy_request_card


class ExtendRequestAsk(Ask):
    """Which request, and why it takes longer."""

    request: Ref[PrivacyRequest] = Field(description="The request.", examples=["PV-1001"])
    reason: str = Field(
        min_length=1, max_length=400, description="Why it takes longer; the customer reads it.",
        examples=["Your records go back to many shops."],
    )  # fmt: skip


class RequestExtended(Result):
    """The request, and by when it is answered now."""

    request: str
    due_on: date


@register
class ExtendRequest(Operation[ExtendRequestAsk, RequestFacts, RequestExtended]):
    """Take more time for a request, once, and tell the person so with the reason."""

    name = "cases.extend_request"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "customer_7y"

    def gather(self, ask: ExtendRequestAsk) -> RequestFacts:
        return acts.gather_privacy_request(ask.request)

    def decide(self, ask: ExtendRequestAsk, facts: RequestFacts) -> Decision:
        return policy.may_extend(facts, self.today)

    def execute(
        self, ask: ExtendRequestAsk, facts: RequestFacts, decision: Decision
    ) -> RequestExtended:
        row = PrivacyRequest.objects.get(number=facts.number)
        row.extended_to, row.extended_at = policy.extended_to(facts.received_on), self.now
        row.save(update_fields=["extended_to", "extended_at"])
        acts.promise_answer(self, row, row.extended_to, decision.says[0])
        acts.tell_person(self, row, "request_extended", decision.says, reason=ask.reason)
        self.record(f"privacy_request:{row.number}")
        return RequestExtended(request=row.number, due_on=row.extended_to)

    def verify(self, ask: ExtendRequestAsk, facts: RequestFacts, result: RequestExtended) -> None:
        card = privacy_request_card(facts.number)
        ensure(card.state == "extended" and card.due_on == result.due_on, "it has more time")
