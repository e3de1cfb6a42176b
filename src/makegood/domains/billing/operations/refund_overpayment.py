"""Give back what was paid on account beyond what is owed."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.billing import policy, queries
from makegood.domains.billing.models import Payment, Tender
from makegood.domains.billing.operations import open_refund, promise_refund
from makegood.domains.billing.operations.send_refund_leg import SendRefundLeg, SendRefundLegAsk
from makegood.domains.billing.policy import AccountPayment
from makegood.domains.billing.putting import cash_drawer, last_held, lock_payment
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import overpayment_owed
from makegood.domains.parties.queries import died_by


class RefundOverpaymentAsk(Ask):
    """Which payment was too much."""

    payment: Ref[Payment] = Field(description="The payment.", examples=["P-7001"])


class OverpaymentRefunded(Result):
    """The refund and how much it is."""

    refund: str
    amount: Money


@register
class RefundOverpayment(Operation[RefundOverpaymentAsk, AccountPayment, OverpaymentRefunded]):
    """Send back what of a payment nobody owed, the way it came."""

    name = "billing.refund_overpayment"
    needs = Needs(level=V0, standing=internal(), authority="refund", automated=True)
    retention = "ledger_7y"

    def gather(self, ask: RefundOverpaymentAsk) -> AccountPayment:
        return lock_payment(ask.payment)[1]

    def decide(self, ask: RefundOverpaymentAsk, facts: AccountPayment) -> Decision:
        return policy.may_give_back(facts, self.today)

    def execute(
        self, ask: RefundOverpaymentAsk, facts: AccountPayment, decision: Decision
    ) -> OverpaymentRefunded:
        about, much = f"payment:{facts.number}", facts.unapplied
        owed = overpayment_owed(much, party=facts.party, about=about)
        source = f"{about}:overpaid:{self.act}"
        entry = Entry.of(owed, source=source, on=self.today, memo=f"Overpaid: {facts.number}")
        self.record(f"entry:{entry.number}")
        paid = Payment.objects.filter(number=facts.number)
        held = last_held(paid, self.today, is_over=True)
        row = open_refund(
            self, order="", party=facts.party, source=about, reason="Overpayment", total=much,
            held=held,
        )  # fmt: skip
        by_hand = facts.tender == Tender.CASH and died_by(facts.party) is None
        leg = SendRefundLegAsk(
            refund=Ref(row.number), payment=Ref(facts.number), amount=much,
            drawer=cash_drawer(self, much) if by_hand else "",
        )  # fmt: skip
        promise_refund(self, row, [self.run(SendRefundLeg, leg).tender], held)
        return OverpaymentRefunded(refund=row.number, amount=much)

    def verify(
        self, ask: RefundOverpaymentAsk, facts: AccountPayment, result: OverpaymentRefunded
    ) -> None:
        ensure(not queries.unapplied_of(facts.number), "nothing of it waits any more")
        seen = queries.refund(result.refund)
        ensure(seen is not None and seen.total == facts.unapplied, "it goes back whole")
