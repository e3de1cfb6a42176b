"""Record that a bank takes a payment back: from now on nothing is refunded beside it."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow, refuse, say
from makegood.core.money import Amount, Money
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.billing import queries
from makegood.domains.billing.models import Chargeback, Payment
from makegood.domains.billing.policy import clause


class RecordChargebackAsk(Ask):
    """Which payment, how much of it, and the bank's reference and reason."""

    payment: Ref[Payment] = Field(description="The payment taken back.", examples=["P-5003"])
    amount: Amount = Field(description="How much of it.", examples=["815.94"])
    reference: str = Field(
        min_length=3, max_length=80, description="The bank's reference.", examples=["DP-77120"]
    )
    reason: str = Field(max_length=200, description="The reason given.", examples=["not as shown"])


@dataclass(frozen=True, slots=True)
class DisputedFacts:
    """The payment, and whether the bank's reference is known already."""

    payment: str
    paid: Money
    is_captured: bool
    is_known: bool


class ChargebackRecorded(Result):
    """The chargeback."""

    chargeback: str


@register
class RecordChargeback(Operation[RecordChargebackAsk, DisputedFacts, ChargebackRecorded]):
    """Record a chargeback, which stops refunds on that order until it is decided."""

    name = "billing.record_chargeback"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: RecordChargebackAsk) -> DisputedFacts:
        row = Payment.objects.select_for_update().filter(number=ask.payment).first()
        if row is None:
            raise NotFound("payment", ask.payment)
        known = Chargeback.objects.filter(reference=ask.reference).exists()
        return DisputedFacts(row.number, row.amount, row.captured_at is not None, known)

    def decide(self, ask: RecordChargebackAsk, facts: DisputedFacts) -> Decision:
        about = f"payment:{facts.payment}"
        if facts.is_known:
            return refuse("policy_denied", says=[say(about, "billing.chargeback_known")])
        if not facts.is_captured or ask.amount > facts.paid:
            told = say(about, "billing.chargeback_above", paid=facts.paid)
            return refuse("policy_denied", says=[told])
        return allow(says=[say(clause("REF-5", self.today))])

    def execute(
        self, ask: RecordChargebackAsk, facts: DisputedFacts, decision: Decision
    ) -> ChargebackRecorded:
        row = Chargeback.objects.create(
            number=next_number("CB"), payment=Payment.objects.get(number=facts.payment),
            amount_cents=ask.amount.cents, currency=ask.amount.currency, reference=ask.reference,
            reason=ask.reason, opened_at=self.now, opened_by=self.actor.name,
        )  # fmt: skip
        self.record(f"chargeback:{row.number}")
        evidence, key = {"chargeback": row.number}, f"evidence:{row.number}"
        self.later("aftersales.prepare_evidence", evidence, at=self.now, key=key)
        return ChargebackRecorded(chargeback=row.number)

    def verify(
        self, ask: RecordChargebackAsk, facts: DisputedFacts, result: ChargebackRecorded
    ) -> None:
        waiting = queries.chargeback(result.chargeback)
        ensure(waiting is not None and waiting.is_open, "its refunds wait for the bank")
