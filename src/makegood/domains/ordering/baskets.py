"""Say what a price is asked for: articles line by line, the customer, the place. Source: C10, C11.

Pure. A line is its number: an order may have two of one article, and an entry without a number is
a line that nobody has yet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from makegood.handbook import book

DELIVERY = "DELIVERY"


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many pieces of an article; `line` is the order line that they stand on, once there is.

    `listed_on` is the day whose list gives the price, where it was not sold yet on the day for
    which all else is priced.
    """

    sku: str
    quantity: int
    line: str = ""
    listed_on: date | None = None


@dataclass(frozen=True, slots=True)
class ByHand:
    """A discount that a person grants, and why."""

    percent: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Exemption:
    """A certificate that frees from tax, and the last day on which it does."""

    certificate: str
    until: date


@dataclass(frozen=True, slots=True)
class Basket:
    """All that a price depends on, beside the day and the handbook.

    `delivery` is the order line on which its delivery stands, where it costs something.
    """

    customer: str
    wanted: tuple[Wanted, ...]
    region: str
    locality: str
    codes: tuple[str, ...] = ()
    by_hand: ByHand | None = None
    exemption: Exemption | None = None
    is_delivered: bool = True
    is_on_account: bool = False
    delivery: str = ""


def opened(wanted: Iterable[Wanted]) -> tuple[Wanted, ...]:
    """The same with each kit as the goods that it is made of: they are priced, kept and sent.

    Source: C11 (kits).
    """
    found: list[Wanted] = []
    for one in wanted:
        known = book().catalogue.products.get(one.sku)
        parts = known.made_of if known else ()
        found += [replace(one, sku=part) for part in parts] or [one]
    return tuple(found)


def kits_in(skus: Collection[str]) -> tuple[str, ...]:
    """The kits of which all goods are there."""
    kits = book().catalogue.kits()
    return tuple(kit.sku for kit in kits if set(kit.made_of) <= set(skus))


def each_article_once(basket: Basket) -> Basket:
    """The same without line numbers: all pieces of an article together, as they are priced."""
    whole: dict[str, Wanted] = {}
    for one in basket.wanted:
        before = whole.get(one.sku, replace(one, quantity=0, line=""))
        whole[one.sku] = replace(before, quantity=before.quantity + one.quantity)
    return replace(basket, wanted=tuple(whole.values()), delivery="")


def numbered(basket: Basket, lines: Iterable[tuple[str, str]]) -> Basket:
    """The same with each entry that has no line yet on the first free one of its article.

    `lines` are (number, stock number) of all that stands of an order.
    """
    taken = {one.line for one in basket.wanted}
    free = [one for one in lines if one[0] not in taken]
    wanted = []
    for one in basket.wanted:
        own = next((line for line in free if line[1] == one.sku and not one.line), None)
        if own is not None:
            free.remove(own)
        wanted.append(replace(one, line=own[0]) if own else one)
    brought = next((number for number, sku in free if sku == DELIVERY), "")
    return replace(basket, wanted=tuple(wanted), delivery=brought)


def with_pieces(basket: Basket, line: str, pieces: int) -> Basket:
    """The same with so many pieces of a line."""
    wanted = (replace(one, quantity=pieces) if one.line == line else one for one in basket.wanted)
    return replace(basket, wanted=tuple(wanted))


def parted(basket: Basket, line: str, pieces: int, other: str) -> Basket:
    """The same with only so many pieces on a line, and the rest of them on another beside it."""
    wanted: list[Wanted] = []
    for one in basket.wanted:
        if one.line != line:
            wanted.append(one)
            continue
        wanted.append(replace(one, quantity=pieces))
        wanted.append(replace(one, quantity=one.quantity - pieces, line=other))
    return replace(basket, wanted=tuple(wanted))


def rejoined(basket: Basket, line: str, pieces: int, other: str) -> Basket:
    """The same with all pieces on a line again, and none on the other that was split from it."""
    wanted = (
        replace(one, quantity=pieces) if one.line == line else one
        for one in basket.wanted
        if one.line != other
    )
    return replace(basket, wanted=tuple(wanted))


def replaced(
    basket: Basket, line: str, stays: int, sku: str, listed_on: date | None = None
) -> Basket:
    """The same with only so many pieces on a line, and another article for the rest of them."""
    wanted: list[Wanted] = []
    for one in basket.wanted:
        if one.line != line:
            wanted.append(one)
            continue
        wanted += [replace(one, quantity=stays)] if stays else []
        wanted.append(Wanted(sku, one.quantity - stays, listed_on=listed_on))
    return replace(basket, wanted=tuple(wanted))


def with_exemption(basket: Basket, exemption: Exemption | None) -> Basket:
    """The same with another certificate, or none."""
    return replace(basket, exemption=exemption)


def with_codes(basket: Basket, codes: frozenset[str]) -> Basket:
    """The same with only those of its codes."""
    return replace(basket, codes=tuple(code for code in basket.codes if code in codes))
