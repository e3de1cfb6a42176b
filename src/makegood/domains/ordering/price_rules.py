"""Say which rows of the price tables count for an article, a customer and a day. Source: C10."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from makegood.core.money import Money
from makegood.handbook import NotInHandbook, Row, book


class Kind(StrEnum):
    """What takes something off a price, in the order in which it does."""

    CONTRACT = "contract"
    DEALER = "dealer"
    VOLUME = "volume"
    PROMO = "promo"
    BUNDLE = "bundle"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class Rule:
    """A row that takes something off a line: down to a price of one piece, or by a percentage.

    `combines` is whether another rule may count beside it; `code` what the customer has to name.
    """

    kind: Kind
    id: str
    combines: bool
    percent: Decimal = Decimal(0)
    price: Money | None = None
    code: str = ""

    def takes_off(self, left: Money, quantity: int) -> Money:
        """What it takes off what is left of a line; below zero when it is no help."""
        if self.price is not None:
            return left - self.price * quantity
        return left.percent(self.percent)


@dataclass(frozen=True, slots=True)
class Bundle:
    """Goods that are cheaper together: by a percentage of them all, or one of them free.

    A kit costs its own `price` instead.
    """

    id: str
    goods: tuple[str, ...]
    percent: Decimal
    free: str
    price: Money | None = None


def rules_for(
    sku: str, quantity: int, *, customer: str, codes: Collection[str], on: date
) -> tuple[Rule, ...]:
    """Each rule that counts for a line by itself, in the order in which discounts come."""
    goods = (sku, str(book().catalogue.product(sku).kind))
    found = [*_contract(goods, customer, on), *_dealer(goods, customer, on)]
    found += _volume(goods, quantity, on)
    return (*found, *_promotions(goods, codes, on))


def combines(rules: Sequence[Rule]) -> bool:
    """Whether these rules may count for one line: one agreement, and none that stands alone."""
    agreed = [rule for rule in rules if rule.kind in (Kind.CONTRACT, Kind.DEALER)]
    return len(agreed) <= 1 and (len(rules) <= 1 or all(rule.combines for rule in rules))


def bundles_of(skus: Collection[str], on: date) -> tuple[Bundle, ...]:
    """Each bundle whose goods are all there."""
    found = (
        Bundle(row.id, tuple(row.text("goods").split()), row.decimal("percent"), row.text("free"))
        for row in book().table("bundles", on=on).rows
        if _holds(row, on)
    )
    return tuple(one for one in (*found, *_kits(on)) if set(one.goods) <= set(skus))


def is_dealer(customer: str, on: date) -> bool:
    """Whether a customer buys to sell again."""
    return bool(book().table("dealers", on=on).find(customer=customer))


def _kits(on: date) -> Iterator[Bundle]:
    for kit in book().catalogue.kits():
        try:
            listed = book().prices.price(kit.sku, on)
        except NotInHandbook:  # a kit that is not sold yet, or no more
            continue
        price = Money.parse(str(listed.amount))
        yield Bundle(listed.id, kit.made_of, Decimal(0), "", price)


def _contract(goods: tuple[str, ...], customer: str, on: date) -> Iterator[Rule]:
    for row in book().table("contract_prices", on=on).find(customer=customer):
        if row.text("goods") in goods and _holds(row, on):
            price = Money.parse(str(row.decimal("price")))
            yield Rule(Kind.CONTRACT, row.id, bool(row["combines"]), price=price)


def _dealer(goods: tuple[str, ...], customer: str, on: date) -> Iterator[Rule]:
    if is_dealer(customer, on):
        for row in book().table("dealer_discounts", on=on).rows:
            if row.text("goods") in goods:
                yield _percentage(Kind.DEALER, row)


def _volume(goods: tuple[str, ...], quantity: int, on: date) -> list[Rule]:
    """The row of the most pieces that are reached; those of fewer pieces no longer count."""
    reached = [
        (row["pieces"], row)
        for row in book().table("volume_discounts", on=on).rows
        if row.text("goods") in goods and isinstance(row["pieces"], int)
        and row["pieces"] <= quantity
    ]  # fmt: skip
    most = max(reached, key=lambda one: one[0], default=None)
    return [_percentage(Kind.VOLUME, most[1])] if most else []


def _promotions(goods: tuple[str, ...], codes: Collection[str], on: date) -> Iterator[Rule]:
    for row in book().table("promotions", on=on).rows:
        code = row.text("code")
        if row.text("goods") in goods and _holds(row, on) and (not code or code in codes):
            yield _percentage(Kind.PROMO, row, code)


def _percentage(kind: Kind, row: Row, code: str = "") -> Rule:
    return Rule(kind, row.id, bool(row["combines"]), percent=row.decimal("percent"), code=code)


def _holds(row: Row, on: date) -> bool:
    first, until = row["first_day"], row["until_day"]
    return isinstance(first, date) and isinstance(until, date) and first <= on < until
