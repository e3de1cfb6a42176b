"""Decide with whom goods go: the cheapest service that keeps the promise. Source: C12, DLV-5."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from makegood.core.decision import Decision, Figure, Statement, allow, needs_info, refuse, say
from makegood.core.money import Money
from makegood.core.statements import Article
from makegood.domains.ordering.policy.orders import OrderMoney, may_ship
from makegood.domains.ordering.policy.quotes import clause
from makegood.domains.ordering.ports import Parcel, Rate


@dataclass(frozen=True, slots=True)
class Way:
    """A service that a carrier offered for goods: its price, and the day on which it arrives."""

    carrier: str
    code: str
    service: str
    price: Money
    arrives_on: date


@dataclass(frozen=True, slots=True)
class CompareFacts:
    """An order and what of it is to go, with what carriers asked for it.

    `booked` are pieces that wait in a carriage already, `promised_on` is the day that was promised
    for the last of the goods; `away` are carriers that do not answer.
    """

    order: OrderMoney
    pieces: Mapping[str, int]
    booked: Mapping[str, int]
    parcel: Parcel
    promised_on: date | None
    offered: tuple[Way, ...]
    away: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CarriageFacts:
    """A carriage: how far it is, with what was offered for it and when.

    `is_moved` when its order goes elsewhere since; `is_awaited` when its label is on its way.
    """

    number: str
    order: str
    pieces: Mapping[str, int]
    is_moved: bool
    state: str
    is_awaited: bool
    offered: tuple[Way, ...]
    asked_at: datetime
    promised_on: date | None
    needs_signature: bool
    carrier: str


@dataclass(frozen=True, slots=True)
class BookingFacts:
    """A carriage with its order, and the pieces of it that wait in other carriages."""

    carriage: CarriageFacts
    order: OrderMoney
    booked: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class LeavingFacts:
    """An order of which goods are to leave; `stopped` are lots of theirs that may not.

    `missing` are articles of which fewer are in the warehouse than would leave it; `unreleased` is
    one that may not leave yet, and from which day on it may.
    """

    order: OrderMoney
    is_known: bool
    stopped: tuple[str, ...]
    missing: tuple[str, ...]
    carriage: CarriageFacts | None
    unreleased: tuple[str, date] | None = None


def is_parted(order: OrderMoney, pieces: Mapping[str, int]) -> bool:
    """Whether only a part of an order would leave whose goods are wanted all at once."""
    return order.ships_complete and any(
        line.quantity - line.shipped > pieces.get(line.number, 0)
        for line in order.lines
        if line.is_goods
    )


def may_carry(parcel: Parcel, rate: Rate) -> bool:
    """Whether we let a service bring a parcel: no lithium by air, no appliance by one alone."""
    flies_with_lithium = parcel.has_lithium and rate.by_air
    return not flies_with_lithium and (rate.by_two or not parcel.has_appliance)


def may_compare(facts: CompareFacts, today: date) -> Decision:
    """Whether the carriers may be compared for these goods, and what they ask."""
    unfit = _may_not_go(facts.order, facts.pieces, facts.booked)
    if unfit is not None:
        return refuse("policy_denied", says=[unfit])
    rule = clause("DLV-5", today)
    away = [say(rule, "silent", carrier=one) for one in facts.away]
    if not facts.offered:
        return refuse("policy_denied", says=[*away, say(rule, "nobody")])
    told_of = [_of_way(one, "rate", today) for one in sorted(facts.offered, key=_by_price)]
    best, sentence = chosen(facts.offered, facts.promised_on)
    signed = [say(rule, "signature")] if facts.parcel.needs_signature else []
    return allow(
        clauses=[rule], says=[*told_of, *away, _of_way(best, sentence, today), *signed],
        figures=[Figure(name="freight", amount=best.price)],
    )  # fmt: skip


def chosen(offered: Sequence[Way], promised_on: date | None) -> tuple[Way, str]:
    """The cheapest that keeps the promise, else the fastest, and the sentence that says so."""
    in_time = [one for one in offered if promised_on is None or one.arrives_on <= promised_on]
    if in_time:
        return min(in_time, key=_by_price), "cheapest"
    return min(offered, key=lambda one: (one.arrives_on, one.price.cents)), "fastest"


def may_book(booking: BookingFacts, service: str, *, now: datetime, today: date) -> Decision:
    """Whether a carriage may be booked: once, for goods that may go, and at a price of lately."""
    facts, rule = booking.carriage, clause("DLV-5", today)
    if facts.state != "compared":
        return refuse("policy_denied", says=[_of_carriage(facts, "carriage_booked")])
    if facts.is_moved:
        return refuse("policy_denied", says=[_of_carriage(facts, "carriage_elsewhere")])
    unfit = _may_not_go(booking.order, facts.pieces, booking.booked)
    if unfit is not None:
        return refuse("policy_denied", says=[unfit])
    if now - facts.asked_at > timedelta(hours=rule.whole("rates_hold_hours")):
        return refuse("policy_denied", says=[say(rule, "old")])
    offered = {one.code: one for one in facts.offered}
    if service and service not in offered:
        told = say(rule, "no_such_service", services=", ".join(sorted(offered)))
        return needs_info("service", says=[told], options=tuple(sorted(offered)))
    way, sentence = best_of(facts, service)
    signed = [say(rule, "signature")] if facts.needs_signature else []
    return allow(
        clauses=[rule], says=[_of_way(way, sentence, today), *signed],
        figures=[Figure(name="freight", amount=way.price)],
    )  # fmt: skip


def best_of(facts: CarriageFacts, service: str) -> tuple[Way, str]:
    """The service that is named, else the one that the clause chooses."""
    if service:
        return next(one for one in facts.offered if one.code == service), "named"
    return chosen(facts.offered, facts.promised_on)


def may_label(facts: CarriageFacts) -> Decision:
    """Whether a label is kept for a carriage: while it waits for one, and to void a late one."""
    is_late = facts.state == "voided" and facts.is_awaited
    return allow() if is_late else _in_state(facts, "booked")


def may_void(facts: CarriageFacts) -> Decision:
    """Whether a carriage may be given up: until its goods have left."""
    return _in_state(facts, "compared", "booked", "labelled")


def may_leave(
    facts: LeavingFacts, shipment: str, pieces: Mapping[str, int], named: tuple[object, ...]
) -> Decision:
    """Whether pieces of an order may leave as a shipment: of no stopped lot, and with whom.

    A carriage is one of the same order, and has its label; without one the carrier, the tracking
    number and the promised day are `named`, and beside one no other carrier is.
    """
    if facts.stopped:
        lot = facts.stopped[0]
        told = say(f"lot:{lot}", "ordering.lot_stopped", lot=lot)
        return refuse("policy_denied", says=[told])
    may = may_ship(shipment, facts.order, pieces, is_known=facts.is_known)
    if may.code is not None:
        return may
    if is_parted(facts.order, pieces):
        told = say(facts.order.ref, "ordering.ships_complete", number=facts.order.number)
        return refuse("policy_denied", says=[told])
    if facts.unreleased:
        sku, day = facts.unreleased
        told = say(clause("ORD-13", day), "not_yet", goods=Article(sku), day=day)
        return refuse("policy_denied", says=[told])
    if facts.missing:
        sku = facts.missing[0]
        told = say(f"product:{sku}", "ordering.not_there", sku=sku)
        return refuse("policy_denied", says=[told])
    if facts.carriage is None:
        told = say(facts.order.ref, "ordering.carrier_needed")
        return may if all(named) else needs_info("carriage", says=[told])
    if named[0] not in ("", facts.carriage.carrier):
        return refuse("policy_denied", says=[_of_carriage(facts.carriage, "carriage_of_two")])
    return _may_take(facts.carriage, facts.order, pieces)


def _may_take(carriage: CarriageFacts, order: OrderMoney, pieces: Mapping[str, int]) -> Decision:
    """Whether goods leave with a carriage: of their order, with its label, made for just them."""
    if carriage.order != order.number:
        return refuse("policy_denied", says=[_of_carriage(carriage, "carriage_of_other")])
    may = _in_state(carriage, "labelled")
    if may.code is not None:
        return may
    if carriage.is_moved:
        return refuse("policy_denied", says=[_of_carriage(carriage, "carriage_elsewhere")])
    goods = {line.number for line in order.lines if line.is_goods}
    packed = {number: count for number, count in pieces.items() if number in goods}
    if packed != dict(carriage.pieces):
        return refuse("policy_denied", says=[_of_carriage(carriage, "carriage_holds_other")])
    return may


def _may_not_go(
    order: OrderMoney, pieces: Mapping[str, int], booked: Mapping[str, int]
) -> Statement | None:
    """Why pieces of an order may not be given to a carrier, if so; `booked` wait with another."""
    if order.holds:
        return _of_order(order, "held")
    if order.is_cancelled or not pieces:
        return _of_order(order, "in_carriages" if booked else "nothing_to_pick")
    for number, asked in pieces.items():
        line = next((one for one in order.lines if one.number == number), None)
        left = line.quantity - line.shipped - booked.get(number, 0) if line else 0
        if asked > left:
            return say(
                f"order_line:{number}", "ordering.too_many", line=number, asked=asked, left=left
            )
    return _of_order(order, "ships_complete") if is_parted(order, pieces) else None


def _of_order(order: OrderMoney, sentence: str) -> Statement:
    return say(order.ref, f"ordering.{sentence}", number=order.number)


def _of_carriage(facts: CarriageFacts, sentence: str) -> Statement:
    return say(f"carriage:{facts.number}", f"ordering.{sentence}", carriage=facts.number)


def _in_state(facts: CarriageFacts, *states: str) -> Decision:
    if facts.state in states:
        return allow()
    return refuse("policy_denied", says=[_of_carriage(facts, f"carriage_is_{facts.state}")])


def _of_way(way: Way, sentence: str, today: date) -> Statement:
    return say(
        clause("DLV-5", today), sentence,
        carrier=way.carrier, service=way.service, price=way.price, day=way.arrives_on,
    )  # fmt: skip


def _by_price(way: Way) -> tuple[int, date, str]:
    return way.price.cents, way.arrives_on, way.code
