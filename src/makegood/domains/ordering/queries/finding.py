"""Find which order or line a customer's words can mean, among this customer's own records."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TypeVar

from makegood.domains.ordering.queries.cards import LineCard, OrderCard
from makegood.domains.ordering.queries.orders import orders_of

CardT = TypeVar("CardT")


def lines_of(party: str) -> tuple[LineCard, ...]:
    """The order lines of a party, those of the newest order first."""
    return tuple(line for order in orders_of(party) for line in order.lines)


def returnable_lines(party: str) -> tuple[LineCard, ...]:
    """The goods that a party received and did not send back."""
    return tuple(line for line in lines_of(party) if line.returnable)


def find_lines(
    party: str,
    *,
    number: str | None = None,
    order: str | None = None,
    skus: Collection[str] = (),
    dates: Collection[date] = (),
    ordinal: int | None = None,
    other_than: Collection[str] = (),
    returnable_only: bool = False,
    to_send_only: bool = False,
) -> tuple[LineCard, ...]:
    """The lines of this party that words can mean: one is grounded, several are a question.

    What is named is looked for among this party's own records only. `ordinal` counts from 1 in
    the order listed, -1 is the last; `other_than` are lines named before. Source: DESIGN 4.
    """
    found = returnable_lines(party) if returnable_only else lines_of(party)
    if number is not None:
        return tuple(line for line in found if line.number == number)
    kept = [
        line
        for line in found
        if order in (None, line.order)
        and (not skus or line.sku in skus)
        and (not dates or {line.ordered_on, line.delivered_on} & set(dates))
        and line.number not in other_than
        and not (to_send_only and line.shipped >= line.quantity)
    ]
    return _nth(kept, ordinal)


def find_orders(
    party: str,
    *,
    number: str | None = None,
    skus: Collection[str] = (),
    dates: Collection[date] = (),
    ordinal: int | None = None,
    other_than: Collection[str] = (),
    to_send_only: bool = False,
) -> tuple[OrderCard, ...]:
    """The orders of this party that words can mean, the newest first; `ordinal` counts so."""
    kept = [
        order
        for order in orders_of(party)
        if number in (None, order.number)
        and (not skus or {line.sku for line in order.lines} & set(skus))
        and (not dates or order.ordered_on in dates)
        and order.number not in other_than
        and not (to_send_only and all(line.shipped >= line.quantity for line in order.lines))
    ]
    return _nth(kept, ordinal)


def _nth(found: Sequence[CardT], ordinal: int | None) -> tuple[CardT, ...]:
    if ordinal is None:
        return tuple(found)
    place = ordinal if ordinal < 0 else ordinal - 1
    return (found[place],) if -len(found) <= place < len(found) and ordinal else ()
