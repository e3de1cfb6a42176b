"""Explain what of an order's money stays with us once something of it came back."""

from __future__ import annotations

from collections.abc import Sequence

from makegood.core.money import Money
from makegood.domains.aftersales.queries import ReturnCard
from makegood.domains.ordering.queries import OrderCard
from makegood.faces.desk.strings import _

Part = tuple[str, Money]


def stays(card: OrderCard, returns: Sequence[ReturnCard], total: Money) -> tuple[Part, ...]:
    """Each part of what stays, with tax; they come to `total`. Nothing where nothing came back."""
    paid_back = [one for one in returns if one.refunded_at]
    if not paid_back:
        return ()
    credited: dict[str, Money] = {}
    zero = total - total
    for one in paid_back:
        number = one.line.number
        credited[number] = credited.get(number, zero) + one.goods + one.tax
    kept = [
        (line.title_in("en"), line.net + line.tax - credited.get(line.number, zero))
        for line in card.lines
    ]
    for one in paid_back:
        kept.append((_("Fee kept for return {number}").format(number=one.number), one.fee))
        kept.append((_("Delivery paid back"), -one.delivery))
    explained = sum((amount for _label, amount in kept), start=zero)
    kept.append((_("Not paid, or moved for another reason"), total - explained))
    return tuple((label, amount) for label, amount in kept if amount)
