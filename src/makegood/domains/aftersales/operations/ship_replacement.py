"""Ship a replacement: the new piece leaves, is registered, and the faulty one is waited for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.core.statements import Article
from makegood.domains.aftersales import operations as acts
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import Exchange, Unit, lock_exchange, unit_facts
from makegood.domains.aftersales.policy import ExchangeRecord, UnitFacts
from makegood.domains.catalog.queries import product, unit_cost
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.domains.ledger import postings
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.models import Entry
from makegood.domains.ordering.models import StockReserve


class ShipReplacementAsk(Ask):
    """Which exchange, the new piece, and how to follow it."""

    exchange: Ref[Exchange] = Field(description="The exchange.", examples=["EX-1001"])
    serial: str = Field(
        description="The serial number of the new piece.", examples=["SN-C-40911"], min_length=4,
        max_length=40,
    )  # fmt: skip
    tracking: str = Field("", description="To follow it.", examples=["QP55030999"], max_length=60)


@dataclass(frozen=True, slots=True)
class ShipFacts:
    """The exchange, the piece whose warranty goes on, and whether there is a new one to send."""

    record: ExchangeRecord
    unit: UnitFacts | None
    is_there: bool


class ReplacementShipped(Result):
    """The new piece, and the last day for the faulty one where it went ahead."""

    exchange: str
    serial: str
    core_due_on: date | None


@register
class ShipReplacement(Operation[ShipReplacementAsk, ShipFacts, ReplacementShipped]):
    """Send a replacement under warranty, book it, and register it in place of the other."""

    name = "aftersales.ship_replacement"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: ShipReplacementAsk) -> ShipFacts:
        record = lock_exchange(ask.exchange)
        unit = unit_facts(record.serial) if record.serial else None
        is_there = StockReserve.may_leave(f"exchange:{record.number}", record.sku)
        return ShipFacts(record, unit, is_there)

    def decide(self, ask: ShipReplacementAsk, facts: ShipFacts) -> Decision:
        is_large = product(facts.record.sku).large_appliance
        return policy.may_ship(
            facts.record, is_large=is_large, is_there=facts.is_there, today=self.today
        )

    def execute(
        self, ask: ShipReplacementAsk, facts: ShipFacts, decision: Decision
    ) -> ReplacementShipped:
        record, number = facts.record, facts.record.number
        subject, is_ahead = f"exchange:{number}", record.kind == "advance"
        books = postings.exchange_shipped_ahead if is_ahead else postings.replaced_under_warranty
        posting = books(unit_cost(record.sku), party=record.party, about=subject)
        entry = Entry.of(posting, source=f"{subject}:shipped", on=self.today, memo=number)
        due = policy.core_due(self.today) if is_ahead else None
        Exchange.objects.filter(number=number).update(
            shipped_at=self.now, shipped_by=self.actor.name, new_serial=ask.serial,
            tracking=ask.tracking, core_due_on=due,
        )  # fmt: skip
        if facts.unit is not None:
            Unit.objects.create(**acts.successor_of(facts.unit, ask.serial, self.today))
            self.record(f"unit:{ask.serial}")
        if is_ahead:
            which = {"exchange": number}
            for act, at in acts.core_timers(self.today):
                self.later(f"aftersales.{act}_core", which, at=at, key=f"{act}:{number}")
        StockReserve.leave(subject, record.sku, self.now)
        self.call_off(f"free:{number}")
        self.keep_promise("exchange", subject)
        notice = acts.letter_about(
            subject, record.party, "replacement_shipped", decision.says, number=number,
            item=Article(record.sku), tracking=ask.tracking or "–",
        )  # fmt: skip
        self.run(SendNotice, notice)
        self.record(f"entry:{entry.number}")
        self.record(subject)
        return ReplacementShipped(exchange=number, serial=ask.serial, core_due_on=due)

    def verify(self, ask: ShipReplacementAsk, facts: ShipFacts, result: ReplacementShipped) -> None:
        card = queries.exchange_card(ask.exchange)
        ensure(card.new_serial == ask.serial, "the new piece is on record")
        posted = ledger.debited_by(f"exchange:{ask.exchange}:shipped")
        ensure(posted == unit_cost(card.sku), "and booked at its cost")
