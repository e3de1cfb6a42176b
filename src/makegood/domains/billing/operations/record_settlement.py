"""Record that money arrived: a payment with us, or a part of a refund with the customer."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.billing import queries
from makegood.domains.billing.models import Payment, RefundLeg, Tender
from makegood.domains.billing.policy import SettlementFacts, may_settle
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import Posting, card_refund_settled, card_settled


class RecordSettlementAsk(Ask):
    """Which payment or leg of a refund, and what the provider kept for it."""

    movement: str = Field(
        pattern=r"^(P-[0-9]+|RF-[0-9]+/[0-9]+)$",
        description="The payment, or the leg of a refund.",
        examples=["RF-3001/2"],
    )
    fee: Money = Field(
        default_factory=Money.zero, description="The provider's fee; none when empty.",
        examples=["0.00"],
    )  # fmt: skip


class SettlementRecorded(Result):
    """The movement that is settled now."""

    movement: str


@register
class RecordSettlement(Operation[RecordSettlementAsk, SettlementFacts, SettlementRecorded]):
    """Record that the provider settled a movement of money, and keep the promise made of it."""

    name = "billing.record_settlement"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: RecordSettlementAsk) -> SettlementFacts:
        kind = RefundLeg if "/" in ask.movement else Payment
        row = kind.objects.select_for_update().filter(number=ask.movement).first()
        if row is None:
            raise NotFound(kind.ref_kind, ask.movement)
        refund = row.refund.number if isinstance(row, RefundLeg) else ""
        return SettlementFacts(
            number=row.number, tender=row.tender, amount=row.amount,
            is_settled=row.settled_at is not None,
            is_failed=row.failed_at is not None,
            is_open=isinstance(row, Payment) and row.captured_at is None,
            refund=refund,
        )  # fmt: skip

    def decide(self, ask: RecordSettlementAsk, facts: SettlementFacts) -> Decision:
        return may_settle(facts, fee=ask.fee)

    def execute(
        self, ask: RecordSettlementAsk, facts: SettlementFacts, decision: Decision
    ) -> SettlementRecorded:
        if not facts.is_settled:
            kind = RefundLeg if facts.refund else Payment
            kind.objects.filter(number=facts.number).update(settled_at=self.now)
            if facts.tender == Tender.CARD:  # only cards pass through the clearing account
                memo = f"Settled: {facts.number}"
                posting, source = _posting(ask, facts), _source(facts)
                posted = Entry.of(posting, source=source, on=self.today, memo=memo)
                self.record(f"entry:{posted.number}")
        if facts.refund:
            self.record(f"refund:{facts.refund}")
            seen = queries.refund(facts.refund)
            if seen and seen.state == "settled":
                self.keep_promise("refund", f"refund:{facts.refund}")
        return SettlementRecorded(movement=facts.number)

    def verify(
        self, ask: RecordSettlementAsk, facts: SettlementFacts, result: SettlementRecorded
    ) -> None:
        posted = ledger.entries_of(_source(facts))
        ensure(len(posted) == (facts.tender == Tender.CARD), "it is settled in the books once")


def _source(facts: SettlementFacts) -> str:
    return f"{'refund' if facts.refund else 'payment'}:{facts.number}:settled"


def _posting(ask: RecordSettlementAsk, facts: SettlementFacts) -> Posting:
    about = _source(facts).rpartition(":")[0]
    if facts.refund:
        return card_refund_settled(facts.amount, about=about)
    return card_settled(facts.amount, fee=ask.fee, about=about)
