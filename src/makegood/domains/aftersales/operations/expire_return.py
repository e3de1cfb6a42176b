"""End a return whose goods never came."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.promises import open_promises
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.aftersales import exchanging, policy, queries
from makegood.domains.aftersales.models import Return, lock_return
from makegood.domains.aftersales.operations import letter
from makegood.domains.aftersales.telling import ret
from makegood.domains.conversations.operations.send_notice import SendNotice


class ExpireReturnAsk(Ask):
    """Which return has run out."""

    return_number: Ref[Return] = Field(description="The return.", examples=["R-2001"])


class ReturnExpired(Result):
    """The return that has ended."""

    return_number: str


@register
class ExpireReturn(Operation[ExpireReturnAsk, policy.ReturnRecord, ReturnExpired]):
    """End a return for which nothing arrived, and tell the customer."""

    name = "aftersales.expire_return"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: ExpireReturnAsk) -> policy.ReturnRecord:
        return lock_return(ask.return_number)

    def decide(self, ask: ExpireReturnAsk, facts: policy.ReturnRecord) -> Decision:
        return policy.may_expire(facts, today=self.today)

    def execute(
        self, ask: ExpireReturnAsk, facts: policy.ReturnRecord, decision: Decision
    ) -> ReturnExpired:
        number, subject = facts.number, f"return:{facts.number}"
        told = (
            ret(10, "expired", self.today, return_number=number, last_day=facts.expires_on),
            ret(10, "instead_new", self.today),
        )
        for sentence in told:
            self.tell(sentence)
        Return.objects.filter(number=number).update(expired_at=self.now)
        self.call_off(f"remind:{number}")
        self.release_promise("return_label", subject)
        self.release_promise("pick_up", subject)
        exchanging.give_up_new(self, number)
        self.queue(kind="carrier.void", payload={"return_number": number}, key=f"void:{number}")
        self.run(SendNotice, letter(number, facts.party, "return_expired", told))
        self.record(subject)
        return ReturnExpired(return_number=number)

    def verify(
        self, ask: ExpireReturnAsk, facts: policy.ReturnRecord, result: ReturnExpired
    ) -> None:
        ensure(queries.return_card(facts.number).state == "expired", "the return has ended")
        ensure(not open_promises(f"return:{facts.number}"), "and nothing is promised for it")
