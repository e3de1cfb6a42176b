"""Record that a bank took a payment back unpaid: it is owed again, with its fee."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.billing import policy, queries
from makegood.domains.billing.models import Payment, Purpose
from makegood.domains.billing.policy import AccountPayment
from makegood.domains.billing.putting import lock_payment, take_off
from makegood.domains.conversations.operations.send_notice import SendNotice, SendNoticeAsk
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import (
    ORDER_DEPOSITS,
    TRADE_RECEIVABLE,
    Posting,
    bank_fee_charged,
    payment_returned,
    returned_payment_fee,
)


class RecordReturnedPaymentAsk(Ask):
    """Which payment did not hold, why, and what our bank charges us."""

    payment: Ref[Payment] = Field(description="The payment.", examples=["P-7001"])
    reason: str = Field(
        min_length=3, max_length=200, description="What the bank says.", examples=["no funds"]
    )
    bank_fee: Money = Field(
        default_factory=Money.zero,
        description="What our bank charges us for it; nothing when empty.",
        examples=["12.00"],
    )


class PaymentReturned(Result):
    """The payment, and what is owed for it again."""

    payment: str
    owed_again: Money


@register
class RecordReturnedPayment(Operation[RecordReturnedPaymentAsk, AccountPayment, PaymentReturned]):
    """Put back what a payment had paid, charge its fee once, and tell the customer."""

    name = "billing.record_returned_payment"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: RecordReturnedPaymentAsk) -> AccountPayment:
        return lock_payment(ask.payment)[1]

    def decide(self, ask: RecordReturnedPaymentAsk, facts: AccountPayment) -> Decision:
        return policy.may_return(facts, self.today)

    def execute(
        self, ask: RecordReturnedPaymentAsk, facts: AccountPayment, decision: Decision
    ) -> PaymentReturned:
        row = Payment.objects.get(number=facts.number)
        take_off(self, row, row.amount)
        row.returned_at, row.return_reason = self.now, ask.reason
        row.save(update_fields=["returned_at", "return_reason"])
        for name, posting in self._postings(row, max(ask.bank_fee, Money.zero())).items():
            memo = f"Payment {row.number} returned: {ask.reason}"
            entry = Entry.of(posting, source=f"{row.ref}:{name}", on=self.today, memo=memo)
            self.record(f"entry:{entry.number}")
        says = policy.returned(row.amount, self.today)
        letter = SendNoticeAsk.about(row.ref, to=row.party, notice="payment_returned", says=says)
        self.run(SendNotice, letter)
        self.record(row.ref)
        return PaymentReturned(payment=row.number, owed_again=row.amount)

    def _postings(self, row: Payment, bank_fee: Money) -> dict[str, Posting]:
        fee = policy.amount_in(policy.clause("PMT-3", self.today), "fee")
        owed = ORDER_DEPOSITS if row.purpose == Purpose.DEPOSIT else TRADE_RECEIVABLE
        whose = {"party": row.party, "about": row.about}
        made = {
            "returned": payment_returned(row.amount, receivable=owed, **whose),
            "fee": returned_payment_fee(fee, party=row.party, about=f"fee:{row.number}"),
            "bank_fee": bank_fee_charged(bank_fee, about=row.ref),
        }
        return {name: posting for name, posting in made.items() if posting.lines}

    def verify(
        self, ask: RecordReturnedPaymentAsk, facts: AccountPayment, result: PaymentReturned
    ) -> None:
        seen = queries.payment(facts.number)
        ensure(seen is not None and seen.state == "returned", "the payment did not hold")
        posted = ledger.debited_by(f"payment:{facts.number}:returned")
        ensure(posted == facts.amount, "it is owed again, once")
