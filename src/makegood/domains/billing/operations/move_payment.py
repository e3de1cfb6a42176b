"""Move a payment that was posted to the wrong order or account to the right one."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.billing import policy, queries
from makegood.domains.billing.models import Payment, Purpose
from makegood.domains.billing.operations import OrderNumber
from makegood.domains.billing.policy import AccountPayment
from makegood.domains.billing.putting import lock_account, lock_payment, put, take_off
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import ORDER_DEPOSITS, TRADE_RECEIVABLE, payment_moved
from makegood.domains.parties.models import Party


class MovePaymentAsk(Ask):
    """Which payment, and where it belongs."""

    payment: Ref[Payment] = Field(description="The payment.", examples=["P-7001"])
    to_party: Ref[Party] = Field(description="Whose payment it is.", examples=["C-6"])
    to_order: OrderNumber | None = Field(
        None, description="The order it pays; empty for the account.", examples=["O-1041"]
    )


class PaymentMoved(Result):
    """The payment and where it is now."""

    payment: str
    party: str
    order: str


@register
class MovePayment(Operation[MovePaymentAsk, AccountPayment, PaymentMoved]):
    """Take a payment off where it does not belong, and let it pay where it does."""

    name = "billing.move_payment"
    needs = Needs(level=V0, standing=staff_only(), authority="adjustment", automated=False)
    retention = "ledger_7y"

    def gather(self, ask: MovePaymentAsk) -> AccountPayment:
        _, facts = lock_payment(ask.payment)
        lock_account(ask.to_party)
        if not Party.objects.filter(number=ask.to_party).exists():
            raise NotFound("party", ask.to_party)
        return facts

    def decide(self, ask: MovePaymentAsk, facts: AccountPayment) -> Decision:
        return policy.may_move(
            facts, to_party=ask.to_party, to_order=ask.to_order or "", today=self.today
        )

    def execute(
        self, ask: MovePaymentAsk, facts: AccountPayment, decision: Decision
    ) -> PaymentMoved:
        row = Payment.objects.get(number=facts.number)
        take_off(self, row, row.amount)
        party, about = row.party, row.about
        row.party, row.order, row.apply_to = ask.to_party, ask.to_order or "", []
        row.save(update_fields=["party", "order", "apply_to"])
        if (party, about) != (row.party, row.about):
            held = ORDER_DEPOSITS if row.purpose == Purpose.DEPOSIT else TRADE_RECEIVABLE
            posting = payment_moved(
                row.amount, party=party, about=about, to_party=row.party, to_about=row.about,
                account=held,
            )  # fmt: skip
            memo = f"Payment {row.number} moved from {about} of {party}"
            source = f"{row.ref}:moved:{self.act}"
            entry = Entry.of(posting, source=source, on=self.today, memo=memo)
            self.record(f"entry:{entry.number}")
        if not row.order:
            put(self, row, [], but=about)  # which is owed again, but not by this payment
        self.record(row.ref)
        return PaymentMoved(payment=row.number, party=row.party, order=row.order)

    def verify(self, ask: MovePaymentAsk, facts: AccountPayment, result: PaymentMoved) -> None:
        there = [one.number for one in queries.payments_of(ask.to_order or "")]
        ensure(not ask.to_order or facts.number in there, "the right order is paid by it")
        left = [one.number for one in queries.payments_of(facts.order)]
        is_same = facts.order in ("", ask.to_order)  # only who paid it was wrong
        ensure(is_same or facts.number not in left, "the wrong one no longer is")
