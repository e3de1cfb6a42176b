"""Cancel a return: the customer keeps the goods after all."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.promises import open_promises
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.aftersales import exchanging, policy, queries
from makegood.domains.aftersales.models import Return, lock_return
from makegood.domains.aftersales.operations import letter
from makegood.domains.conversations.operations.send_notice import SendNotice


class CancelReturnAsk(Ask):
    """Which return is not to happen."""

    return_number: Ref[Return] = Field(description="The return.", examples=["R-2001"])


class ReturnCancelled(Result):
    """The return that is cancelled."""

    return_number: str


@register
class CancelReturn(Operation[CancelReturnAsk, policy.ReturnRecord, ReturnCancelled]):
    """Cancel a return whose goods have not arrived; nothing is refunded."""

    name = "aftersales.cancel_return"
    needs = Needs(level=V2, standing=holder("returns"), authority=None, automated=True)
    retention = "orders_7y"

    def gather(self, ask: CancelReturnAsk) -> policy.ReturnRecord:
        return lock_return(ask.return_number)

    def decide(self, ask: CancelReturnAsk, facts: policy.ReturnRecord) -> Decision:
        return policy.may_cancel(facts, today=self.today)

    def execute(
        self, ask: CancelReturnAsk, facts: policy.ReturnRecord, decision: Decision
    ) -> ReturnCancelled:
        number, subject = facts.number, f"return:{facts.number}"
        Return.objects.filter(number=number).update(
            cancelled_at=self.now, cancelled_by=self.actor.name
        )
        self.call_off(f"remind:{number}")
        self.call_off(f"expire:{number}")
        self.release_promise("return_label", subject)
        self.release_promise("pick_up", subject)
        exchanging.give_up_new(self, number)
        self.queue(kind="carrier.void", payload={"return_number": number}, key=f"void:{number}")
        self.run(SendNotice, letter(number, facts.party, "return_cancelled", decision.says))
        self.record(subject)
        return ReturnCancelled(return_number=number)

    def verify(
        self, ask: CancelReturnAsk, facts: policy.ReturnRecord, result: ReturnCancelled
    ) -> None:
        card = queries.return_card(facts.number)
        ensure(card.state == "cancelled", "the return is cancelled")
        ensure(not card.refunds, "and nothing was refunded")
        ensure(not open_promises(f"return:{facts.number}"), "and nothing is promised for it")
