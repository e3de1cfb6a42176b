"""Remind a customer of a return whose goods have not come."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import Return, lock_return
from makegood.domains.aftersales.operations import letter
from makegood.domains.aftersales.telling import ret
from makegood.domains.conversations.operations.send_notice import SendNotice


class RemindReturnAsk(Ask):
    """Which return is still open."""

    return_number: Ref[Return] = Field(description="The return.", examples=["R-2001"])


class ReturnReminded(Result):
    """The return whose customer was reminded."""

    return_number: str


@register
class RemindReturn(Operation[RemindReturnAsk, policy.ReturnRecord, ReturnReminded]):
    """Tell a customer that a return is still open and when it ends."""

    name = "aftersales.remind_return"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: RemindReturnAsk) -> policy.ReturnRecord:
        return lock_return(ask.return_number)

    def decide(self, ask: RemindReturnAsk, facts: policy.ReturnRecord) -> Decision:
        return policy.may_go_on(facts, today=self.today)

    def execute(
        self, ask: RemindReturnAsk, facts: policy.ReturnRecord, decision: Decision
    ) -> ReturnReminded:
        number, subject = facts.number, f"return:{facts.number}"
        told = ret(10, "reminder", self.today, return_number=number, last_day=facts.expires_on)
        self.tell(told)
        Return.objects.filter(number=number).update(reminded_at=self.now)
        self.run(SendNotice, letter(number, facts.party, "return_reminder", [told]))
        self.record(subject)
        return ReturnReminded(return_number=number)

    def verify(
        self, ask: RemindReturnAsk, facts: policy.ReturnRecord, result: ReturnReminded
    ) -> None:
        card = queries.return_card(facts.number)
        ensure(card.reminded_at == self.now, "the customer was reminded now")
