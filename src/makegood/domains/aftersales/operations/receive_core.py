"""Receive a core: the faulty piece is back, so the hold is let go, or the charge taken back."""

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
from makegood.domains.aftersales import crediting, policy, queries
from makegood.domains.aftersales.models import Exchange, lock_exchange, open_on
from makegood.domains.aftersales.operations import book_all, settle_exchange
from makegood.domains.aftersales.policy import ExchangeRecord
from makegood.domains.catalog.queries import salvage, unit_cost
from makegood.domains.ordering.models import StockReserve


class ReceiveCoreAsk(Ask):
    """Which exchange the faulty piece belongs to, and its serial number."""

    exchange: Ref[Exchange] = Field(description="The exchange.", examples=["EX-1001"])
    serial: str = Field(
        description="The serial number of what came back.", examples=["SN-C-40817"], max_length=40
    )


class CoreReceived(Result):
    """What came of it: what goes back to the card, if it had been charged."""

    exchange: str
    refund: Money


@register
class ReceiveCore(Operation[ReceiveCoreAsk, ExchangeRecord, CoreReceived]):
    """Take in the faulty piece of an exchange, and settle what secured it."""

    name = "aftersales.receive_core"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: ReceiveCoreAsk) -> ExchangeRecord:
        return lock_exchange(ask.exchange)

    def decide(self, ask: ReceiveCoreAsk, facts: ExchangeRecord) -> Decision:
        return policy.may_receive_core(facts, serial=ask.serial, today=self.today)

    def execute(
        self, ask: ReceiveCoreAsk, facts: ExchangeRecord, decision: Decision
    ) -> CoreReceived:
        number, subject = facts.number, f"exchange:{facts.number}"
        is_reversed = bool(decision.figures)
        owed = open_on(facts.order, facts.party, facts.total) if is_reversed else facts.total
        posted = crediting.core_postings(
            facts, cost=unit_cost(facts.sku), salvage=salvage(facts.sku), receivable=owed,
            is_reversed=is_reversed,
        )  # fmt: skip
        book_all(self, posted, about=subject, memo=number)
        row = Exchange.objects.get(number=number)
        row.core_received_at, row.core_received_by = self.now, self.actor.name
        row.reversed_at = self.now if is_reversed else None
        row.cancelled_at, row.cancelled_by = None, ""
        if facts.is_held and (is_reversed or facts.charged_on is None):
            row.hold_released_at = self.now
            self.queue(kind="payment.release", key=f"release:{number}", payload=row.wire())
        row.save()
        if facts.shipped_on is None:
            StockReserve.keep(subject, facts.sku, 1, self.now)
        self.release_promise("take_back", subject)
        refund = settle_exchange(
            self, facts, owed=owed, is_reversed=is_reversed, notice="core_received",
            says=decision.says,
        )  # fmt: skip
        return CoreReceived(exchange=number, refund=refund)

    def verify(self, ask: ReceiveCoreAsk, facts: ExchangeRecord, result: CoreReceived) -> None:
        card = queries.exchange_card(facts.number)
        ensure(card.core_received_at == self.now, "the faulty piece is here now")
        is_kept = facts.is_held and facts.charged_on is not None and card.reversed_at is None
        ensure(card.is_held == is_kept, "nothing is held but for a charge that stands unpaid")
