"""Credit a gift that came back: its price goes on the store credit of who was given it."""

from __future__ import annotations

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import lock_return
from makegood.domains.aftersales.operations import letter
from makegood.domains.aftersales.operations.issue_credit import PayReturnAsk, credited, settled
from makegood.domains.billing.operations.issue_store_credit import (
    IssueStoreCredit,
    IssueStoreCreditAsk,
)
from makegood.domains.conversations.operations.send_notice import SendNotice


class GiftCredited(Result):
    """What was credited, and what is on the store credit now."""

    return_number: str
    credit: Money
    balance: Money


@register
class CreditGift(Operation[PayReturnAsk, policy.ReturnRecord, GiftCredited]):
    """Put what a gift cost on the store credit of who brought it back; the giver gets nothing."""

    name = "aftersales.credit_gift"
    needs = Needs(level=V0, standing=internal(), authority="refund", automated=True)
    retention = "orders_7y"

    def gather(self, ask: PayReturnAsk) -> policy.ReturnRecord:
        return lock_return(ask.return_number, amount=ask.amount)

    def decide(self, ask: PayReturnAsk, facts: policy.ReturnRecord) -> Decision:
        return policy.may_credit_gift(facts, ask.amount, today=self.today)

    def execute(
        self, ask: PayReturnAsk, facts: policy.ReturnRecord, decision: Decision
    ) -> GiftCredited:
        number, subject = facts.number, f"return:{facts.number}"
        total = decision.figure("refund")
        payable = credited(self, facts, total)
        given = IssueStoreCreditAsk(
            party=facts.party, amount=payable, source=f"{subject}:gift", reason=f"Return {number}"
        )
        balance = self.run(IssueStoreCredit, given).balance
        settled(self, number)
        told = [policy.gift("credited", self.today, amount=payable, return_number=number)]
        self.tell(told[0])
        self.run(SendNotice, letter(number, facts.party, "gift_credited", told))
        self.record(subject)
        return GiftCredited(return_number=number, credit=payable, balance=balance)

    def verify(self, ask: PayReturnAsk, facts: policy.ReturnRecord, result: GiftCredited) -> None:
        card = queries.return_card(facts.number)
        ensure(card.state == "refunded", "the return is credited")
        ensure(card.refunds == (), "and nothing goes to who paid")
