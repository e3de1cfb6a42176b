"""Put money that waits on an account to what is open there."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, say
from makegood.core.money import Money, sum_of
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.billing import policy, queries
from makegood.domains.billing.models import Payment
from makegood.domains.billing.operations import OrderNumber
from makegood.domains.billing.policy import AccountPayment
from makegood.domains.billing.printing import item_word
from makegood.domains.billing.putting import lock_payment, put


class ApplyPaymentAsk(Ask):
    """Which payment, and what the payer wants paid first."""

    payment: Ref[Payment] = Field(description="The payment that waits.", examples=["P-7001"])
    first: list[OrderNumber] = Field(
        [], max_length=20, description="The orders paid first.", examples=[["O-1043"]]
    )


class PaymentApplied(Result):
    """What was put to open items, and what still waits."""

    payment: str
    put: Money
    waits: Money


@register
class ApplyPayment(Operation[ApplyPaymentAsk, AccountPayment, PaymentApplied]):
    """Put what waits of a payment to what its payer owes."""

    name = "billing.apply_payment"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: ApplyPaymentAsk) -> AccountPayment:
        return lock_payment(ask.payment)[1]

    def decide(self, ask: ApplyPaymentAsk, facts: AccountPayment) -> Decision:
        return policy.may_apply(facts, self.today)

    def execute(
        self, ask: ApplyPaymentAsk, facts: AccountPayment, decision: Decision
    ) -> PaymentApplied:
        row, rule = Payment.objects.get(number=facts.number), policy.clause("PMT-1", self.today)
        parts = put(self, row, [f"order:{order}" for order in ask.first])
        for part in parts:
            self.tell(say(rule, "put", amount=part.amount, item=item_word(part.about)))
        waits = queries.unapplied_of(facts.number)
        if waits:
            self.tell(say(rule, "left", amount=waits))
        self.record(row.ref)
        return PaymentApplied(
            payment=facts.number, put=sum_of([part.amount for part in parts]), waits=waits
        )

    def verify(self, ask: ApplyPaymentAsk, facts: AccountPayment, result: PaymentApplied) -> None:
        ensure(result.put + result.waits == facts.unapplied, "no cent is lost or made")
        owed = sum_of([item.owed for item in facts.items])
        ensure(queries.owed_by(facts.party) == owed - result.put, "that much less is owed")
