"""Keep parcels that came back, and find the returns that may be in them (C19, blind receipt)."""

from __future__ import annotations

from collections.abc import Collection

from django.db import models
from django.db.models import Q, QuerySet

from makegood.core.outcome import NotFound
from makegood.domains.aftersales.models.facts import lock_return
from makegood.domains.aftersales.models.holding import hold_orders
from makegood.domains.aftersales.models.rows import Return
from makegood.domains.aftersales.policy import ReturnRecord
from makegood.domains.aftersales.policy.parcels import Clues, MatchFacts, ParcelFacts
from makegood.domains.ordering.models import Piece, SalesOrder
from makegood.domains.parties.queries import find_parties, party_card


class Parcel(models.Model):
    """A parcel that came back: what could be read on it and in it, and when its returns were known.

    `party` is whose it is, once an order, a serial number or a return tells it.
    """

    ref_kind = "parcel"

    number = models.CharField(max_length=32, unique=True)
    party = models.CharField(max_length=32, blank=True, default="", db_index=True)
    sender = models.CharField(max_length=120, blank=True, default="")
    order = models.CharField(max_length=32, blank=True, default="")
    serial = models.CharField(max_length=40, blank=True, default="")
    tracking = models.CharField(max_length=60, blank=True, default="")
    grams = models.PositiveIntegerField(null=True)
    taken_in_at = models.DateTimeField()
    taken_in_by = models.CharField(max_length=80)
    matched_at = models.DateTimeField(null=True)
    matched_by = models.CharField(max_length=80, blank=True, default="")


def look_for_returns(clues: Clues) -> ParcelFacts:
    """The returns that a parcel may be of, locked, by the surest of its clues that finds any.

    Return numbers are surest, then the label's tracking number, a serial number, an order, and
    last a name, which is never enough by itself. NotFound for a return that is not there.
    """
    if clues.returns:
        return _found("returns", clues.returns)
    for by, rows in (
        ("tracking", Return.objects.filter(tracking=clues.tracking)),
        ("serial", _of_lines(Q(serial=clues.serial) | Q(picked_serial=clues.serial))),
        ("order", Return.objects.filter(line__order__number=clues.order)),
        ("name", _of_name(clues.sender)),
    ):
        if not getattr(clues, "sender" if by == "name" else by):
            continue
        if numbers := _awaited(rows):
            return _found(by, numbers)
    return ParcelFacts("", (), _owner(clues))


def lock_parcel(number: str, returns: Collection[str]) -> MatchFacts:
    """A parcel, locked, with the returns that are in it; NotFound when one is not there."""
    row = Parcel.objects.select_for_update().filter(number=number).first()
    if row is None:
        raise NotFound("parcel", number)
    return MatchFacts(number, row.grams, row.matched_at is not None, _locked(returns))


def _found(by: str, numbers: Collection[str]) -> ParcelFacts:
    records = _locked(numbers)
    owners = {one.party for one in records}
    return ParcelFacts(by, records, owners.pop() if len(owners) == 1 else "")


def _locked(numbers: Collection[str]) -> tuple[ReturnRecord, ...]:
    hold_orders(Q(lines__returns__number__in=numbers))
    return tuple(lock_return(one) for one in sorted(set(numbers)))


def _awaited(rows: QuerySet[Return]) -> list[str]:
    """Those of them whose goods did not come; one that ran out counts where none is open."""
    waiting = rows.filter(received_at=None, cancelled_at=None, refunded_at=None)
    open_ones = waiting.filter(expired_at=None)
    return list((open_ones if open_ones.exists() else waiting).values_list("number", flat=True))


def _of_lines(which: Q) -> QuerySet[Return]:
    pieces = Piece.objects.filter(which)
    return Return.objects.filter(line__in=pieces.values("shipped_line__line"))


def _of_name(sender: str) -> QuerySet[Return]:
    named = [one.number for one in find_parties(sender) if one.name.casefold() == sender.casefold()]
    return Return.objects.filter(party__in=named)


def _owner(clues: Clues) -> str:
    """Whose parcel it is when no return of theirs is open: by a serial number or an order.

    Nobody's, where it may be a gift that comes back: whoever gave it hears nothing of that.
    """
    piece = Piece.objects.filter(serial=clues.serial).select_related("shipped_line__line__order")
    if clues.serial and (sold := piece.first()) is not None:
        line = sold.shipped_line.line
        given = Return.objects.filter(line=line, is_gift=True)
        return "" if given.exists() else _unless_another_sent(line.order.party, clues)
    order = SalesOrder.objects.filter(number=clues.order).first() if clues.order else None
    if order is None or Return.objects.filter(line__order=order, is_gift=True).exists():
        return ""
    return _unless_another_sent(order.party, clues)


def _unless_another_sent(buyer: str, clues: Clues) -> str:
    """The buyer, unless another name stands on the parcel as who sent it."""
    name, sender = party_card(buyer).name, clues.sender
    same = " ".join(sender.split()).casefold() == " ".join(name.split()).casefold()
    return buyer if same or not sender.strip() else ""
