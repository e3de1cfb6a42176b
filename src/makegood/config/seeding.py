"""Bring Northvale to life: its customers and orders, each recorded on the day it happened.

Everything goes through operations, so that the record, the ledger and the journal are those of
a company that really did it. A second run finds each act done already and changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from pydantic import JsonValue

from makegood.config.dealing import claim_history, dealer_history
from makegood.config.past import SEEDER, Happening, SeedRefused, happening, live_through
from makegood.core import clock, effects
from makegood.handbook import OrderSeed, PartySeed, StaffSeed, book
from makegood.handbook.orders import (
    InvoiceSeed,
    PaperSeed,
    ScanSeed,
    ShipmentSeed,
    TenderSeed,
    VisitSeed,
)

__all__ = [
    "SEEDER",
    "Happening",
    "SeedRefused",
    "Seeded",
    "live_through",
    "order_history",
    "seed",
    "seed_claims",
    "seed_only",
]

_TENDERS = {"card": "card", "gift_card": "gift", "store_credit": "store_credit", "bank": "ach"}
_COUNTED = time(7, 30)
_ORDERED, _PAID_DOWN, _SHIPPED, _PAID = time(9), time(9, 15), time(10), time(11)
_SCANNED, _DELIVERED, _VISITED, _INVOICED = time(12), time(14), time(16), time(17)


@dataclass(frozen=True, slots=True)
class Seeded:
    """How many parties and orders the company begins with."""

    parties: int
    orders: int


def seed() -> Seeded:
    """Load all customers and orders of the handbook, oldest first; once, however often asked."""
    people = book().people
    past = [_colleague(one) for one in book().company.staff] + list(_stock())
    past += [party_history(party) for party in people.parties]
    for order in people.orders:
        past += order_history(order)
    for dealer in people.dealers:
        past += dealer_history(dealer, _first_day_of_the_rules())
    live_through(past)
    return Seeded(len(people.parties), len(people.orders))


def seed_claims() -> None:
    """Load the dealers' claims of the handbook, each letter delivered on its own day.

    A company that tries the demo finds claims in every state; one that begins has none.
    """
    past = [one for claim in book().people.dealer_claims for one in claim_history(claim)]
    for one in sorted(past, key=lambda happening: happening.at):
        live_through([one])
        with clock.standing_at(one.at):
            while effects.deliver_one():
                continue


def seed_only(*, parties: Iterable[str] = (), orders: Iterable[str] = ()) -> None:
    """Load some customers and orders by their numbers, as a test or a tour needs them."""
    people = book().people
    past = [party_history(people.party(number)) for number in parties]
    for number in orders:
        past += order_history(people.order(number))
    live_through(past)


def order_history(order: OrderSeed) -> Iterator[Happening]:
    """Everything that happened to an order: taken, paid, shipped, seen, delivered, visited."""
    yield happening(
        order.ordered_on, _ORDERED, "ordering.import_order", order.number, _order(order)
    )
    for tender in order.tenders:
        yield from _payment(order, tender)
    for shipment in order.shipments:
        yield happening(
            shipment.shipped_on, _SHIPPED, "ordering.record_shipment", shipment.number,
            _shipment(order, shipment),
        )  # fmt: skip
        for place, scan in enumerate(shipment.scans):
            yield from _scan(shipment, scan, place)
        if shipment.delivered_on is not None:
            yield happening(
                shipment.delivered_on, _DELIVERED, "ordering.record_delivery", shipment.number,
                _delivery(order, shipment),
            )  # fmt: skip
    for visit in order.visits:
        yield _visit(order, visit)
    for invoice in order.invoices:
        yield _invoice(order, invoice)
    for paper in order.papers:
        yield _paper(order, paper)


def _colleague(one: StaffSeed) -> Happening:
    ask = one.model_dump(mode="json", exclude_none=True)
    return happening(
        _first_day_of_the_rules(), time(7), "company.register_staff", one.username, ask
    )


def _stock() -> Iterator[Happening]:
    on = _first_day_of_the_rules()
    for row in book().table("opening_stock", on=on).rows:
        sku, pieces = row.text("sku"), row["pieces"]
        ask: dict[str, JsonValue] = {"sku": sku, "on_hand": pieces if type(pieces) is int else 0}
        yield happening(on, _COUNTED, "ordering.record_stock", sku, ask)


def party_history(party: PartySeed) -> Happening:
    """How a customer came to be known."""
    history: dict[str, JsonValue] = party.model_dump(
        mode="json", exclude={"kind", "name", "language", "situation"}
    )
    ask: dict[str, JsonValue] = {
        "kind": party.kind,
        "name": party.name,
        "language": party.language,
        "history": history,
    }
    on = max(party.since, _first_day_of_the_rules())
    return happening(on, time(8), "parties.register_party", party.number, ask)


def _first_day_of_the_rules() -> date:
    """No act can be decided before it; what was before it comes with the party's history."""
    clauses = book().clauses.values()
    return min(version.in_force.start for versions in clauses for version in versions)


def _order(order: OrderSeed) -> dict[str, JsonValue]:
    return {
        "number": order.number,
        "party": order.party,
        "account": order.account,
        "channel": order.channel,
        "po_number": order.po_number or "",
        "ship_to": order.ship_to.model_dump(mode="json"),
        "lines": [
            {
                "sku": line.sku,
                "quantity": line.quantity,
                "unit_price": str(line.unit_price),
                "discount": str(line.discount),
                "discount_reason": line.discount_reason or "",
                "tax": str(line.tax),
            }
            for line in order.lines
        ],
        "tax": str(order.tax),
        "total": str(order.total),
    }


def _payment(order: OrderSeed, tender: TenderSeed) -> Iterator[Happening]:
    deposit = tender.purpose == "deposit"
    kind = _TENDERS[tender.kind]
    if kind in ("gift", "store_credit"):
        loaded: dict[str, JsonValue] = {
            "code": tender.token,
            "amount": str(tender.amount),
            "reason": "Sold in a store before",
        }
        yield happening(tender.on, _ORDERED, "billing.load_gift_card", tender.number, loaded)
    ask: dict[str, JsonValue] = {
        "number": tender.number,
        "order": order.number,
        "party": order.party,
        "amount": str(tender.amount),
        "tender": kind,
        "purpose": "deposit" if deposit else "order",
        "token": tender.token,
        "last4": tender.last4,
    }
    if kind in ("card", "ach"):
        ask["captured_reference"] = f"seed-{tender.number}"
    at = _PAID_DOWN if deposit else _PAID
    yield happening(tender.on, at, "billing.take_payment", tender.number, ask)


def _shipment(order: OrderSeed, shipment: ShipmentSeed) -> dict[str, JsonValue]:
    return {
        "order": order.number,
        "number": shipment.number,
        "carrier": shipment.carrier,
        "tracking": shipment.tracking,
        "promised_on": shipment.promised_on.isoformat(),
        "lines": [
            {
                "line": f"{order.number}/{packed.line}",
                "quantity": packed.quantity,
                "serials": list(packed.serials),
            }
            for packed in shipment.lines
        ],
    }


def _scan(shipment: ShipmentSeed, scan: ScanSeed, place: int) -> Iterator[Happening]:
    if scan.event == "delivered":
        return
    ask: dict[str, JsonValue] = {
        "shipment": shipment.number,
        "event": scan.event,
        "place": scan.place,
    }
    at = clock.at_local(scan.on, _SCANNED) + timedelta(minutes=place)
    yield Happening(at, "ordering.record_scan", ask, f"scan:{shipment.number}/{place}")


def _delivery(order: OrderSeed, shipment: ShipmentSeed) -> dict[str, JsonValue]:
    places = [scan.place for scan in shipment.scans if scan.event == "delivered"]
    return {
        "shipment": shipment.number,
        "place": places[-1] if places else order.ship_to.locality,
        "note": shipment.delivery_note or "",
        "damage_noted": shipment.damage_noted,
    }


def _visit(order: OrderSeed, visit: VisitSeed) -> Happening:
    line = f"{order.number}/{visit.line}"
    ask: dict[str, JsonValue] = {"line": line, "installed": visit.installed, "note": visit.note}
    return happening(visit.on, _VISITED, "ordering.record_visit", line, ask)


def _invoice(order: OrderSeed, invoice: InvoiceSeed) -> Happening:
    billed: JsonValue = {
        "sku": order.line(invoice.line).sku, "quantity": invoice.quantity,
        "price": str(invoice.unit_price), "tax": str(invoice.tax),
    }  # fmt: skip
    ask: dict[str, JsonValue] = {
        "order": order.number, "number": invoice.number, "dated_on": invoice.on.isoformat(),
        "lines": [billed], "total": str(invoice.total),
    }  # fmt: skip
    return happening(invoice.on, _INVOICED, "aftersales.record_invoice", invoice.number, ask)


def _paper(order: OrderSeed, paper: PaperSeed) -> Happening:
    lines: list[JsonValue] = [
        {
            "sku": line.sku, "quantity": line.quantity, "buyer_part": line.buyer_part,
            "price": None if line.unit_price is None else str(line.unit_price),
        }
        for line in paper.lines
    ]  # fmt: skip
    ask: dict[str, JsonValue] = {
        "order": order.number, "kind": paper.kind, "own_number": paper.number,
        "dated_on": paper.on.isoformat(), "packages": paper.packages, "lines": lines,
    }  # fmt: skip
    filed_on = max(paper.on, order.ordered_on)
    number = f"{order.number}/{paper.number}"
    return happening(filed_on, _INVOICED, "aftersales.file_paper", number, ask)
