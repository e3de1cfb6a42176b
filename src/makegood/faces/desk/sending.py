"""Say what can be done with goods before they leave, and with the carriage that brings them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from makegood.domains.ordering.queries import (
    CarriageCard,
    ClaimCard,
    HoldCard,
    OrderCard,
    SearchCard,
)
from makegood.faces.desk.offering import Offer
from makegood.faces.desk.spelling import words
from makegood.faces.desk.strings import _

Carried = CarriageCard | ClaimCard | SearchCard
"""What is between us and a carrier: goods that it takes, looks for, or owes us something for."""


def on_carried(here: Callable[..., Offer], card: Carried) -> Iterator[Offer]:
    """On a claim or a search that waits: what the carrier says; on a carriage: its next step."""
    if isinstance(card, CarriageCard):
        yield from on_carriage(here, card)
    elif isinstance(card, SearchCard):
        if not card.ended_on:
            yield here("ordering.end_search", _("Tell what came of it"), search=card.number)
    elif card.answered_at is None:
        text = _("Record what the carrier answered")
        yield here("ordering.record_claim_answer", text, claim=card.number)


def on_carriage(here: Callable[..., Offer], card: CarriageCard) -> Iterator[Offer]:
    """On a carriage: book its carrier, let its goods leave, or give it up."""
    it = {"carriage": card.number}
    if card.state == "compared":
        text = _("Book a carrier for {carriage}").format(carriage=card.number)
        yield here("ordering.book_carriage", text, **it)
    if card.state == "labelled":
        text = _("Record that {carriage} left").format(carriage=card.number)
        yield here("ordering.record_shipment", text, order=card.order, **it)
    if card.state in ("compared", "booked", "labelled"):
        text = _("Give up {carriage}").format(carriage=card.number)
        yield here("ordering.void_carriage", text, **it)


def sought(searches: Iterable[SearchCard]) -> Mapping[str, str]:
    """The searches that go on, by their parcels."""
    return {one.shipment: one.number for one in searches if not one.ended_on}


def on_parcels(
    here: Callable[..., Offer], card: OrderCard, sought: Mapping[str, str]
) -> Iterator[Offer]:
    """On what has left of an order: it came, or it is looked for, or that ended."""
    for one in (parcel for parcel in card.shipments if not parcel.undone_as):
        if one.number in sought:
            text = _("Tell what came of the search for {shipment}").format(shipment=one.number)
            yield here("ordering.end_search", text, search=sought[one.number])
        elif not one.turned_back_as:
            text = _("Look for {shipment}").format(shipment=one.number)
            yield here("ordering.report_missing", text, order=card.number, shipment=one.number)
        if one.turned_back_as:
            text = _("Take in {shipment} again").format(shipment=one.number)
            yield here("ordering.take_in_parcel", text, shipment=one.number)
        elif one.delivered_at is None:
            text = _("Record that {shipment} comes back").format(shipment=one.number)
            yield here("ordering.record_turned_back", text, shipment=one.number)
            text = _("Correct the address of {shipment}").format(shipment=one.number)
            yield here("ordering.correct_address", text, order=card.number, shipment=one.number)
        if one.delivered_at is None:
            text = _("Record that {shipment} was delivered").format(shipment=one.number)
            yield here("ordering.record_delivery", text, shipment=one.number)


def before_it_leaves(
    here: Callable[..., Offer], card: OrderCard, holds: Iterable[HoldCard]
) -> Iterator[Offer]:
    """What has not left is found in the warehouse, held, and let go on again."""
    it = {"order": card.number}
    for one in holds:
        if one.released_at is None:
            text = _("Let it go on ({reason})").format(reason=words(one.kind).lower())
            yield here("ordering.release_hold", text, kind=one.kind, **it)
    if card.state in ("allocated", "picking", "part_shipped"):
        yield here("ordering.compare_carriers", _("Compare the carriers"), **it)
    if card.state in ("confirmed", "allocated", "picking", "part_shipped"):
        yield here("ordering.allocate_order", _("Find where its goods come from"), **it)
        yield here("ordering.hold_order", _("Put it on hold"), **it)
        yield here("ordering.send_delay_notice", _("Tell them it leaves later"), **it)
    if card.state in ("confirmed", "allocated", "on_hold", "picking", "part_shipped"):
        yield here("ordering.cancel_order", _("Cancel it, or a part of it"), **it)
        yield here("ordering.change_day", _("Bring it on another day"), **it)
        yield here("ordering.record_choice", _("Take their answer to a delay"), **it)
        yield from _of_lines(here, card)
    if card.state == "allocated":
        yield here("ordering.amend_order", _("Change what is ordered, or where it goes"), **it)
        yield here("ordering.pick_order", _("Note that it is packed"), **it)


def _of_lines(here: Callable[..., Offer], card: OrderCard) -> Iterator[Offer]:
    """What is done with a single line of which goods wait."""
    waiting = [one for one in card.lines if one.is_goods and one.quantity > one.shipped]
    if any(one.quantity - one.shipped > 1 for one in waiting):
        line = next(one.number for one in waiting if one.quantity - one.shipped > 1)
        yield here("ordering.split_line", _("Send a part of a line first"), line=line)
    if waiting and card.state in ("confirmed", "allocated", "on_hold", "part_shipped"):
        yield here("ordering.expedite_order", _("Send it faster"), order=card.number)
        yield here("ordering.substitute", _("Send another article instead"), line=waiting[0].number)
