"""Work out what a return pays back: goods, tax, delivery and fee, each piece its share (C17, C19).

Pure: amounts and facts in, amounts out. Tax goes back as it was charged, never recomputed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from makegood.core.deadlines import months_after
from makegood.core.money import Money, allocate
from makegood.domains.ordering.policy import share_of_pieces
from makegood.handbook import book


@dataclass(frozen=True, slots=True)
class Terms:
    """What a return credits and keeps; the refund is the credits less the fee."""

    goods: Money
    tax: Money
    delivery: Money
    delivery_tax: Money
    fee: Money

    @property
    def credited_goods(self) -> Money:
        """What is credited without tax."""
        return self.goods + self.delivery

    @property
    def credited_tax(self) -> Money:
        """The tax that is credited."""
        return self.tax + self.delivery_tax

    @property
    def delivery_with_tax(self) -> Money:
        """What the customer gets back of the delivery, with its tax."""
        return self.delivery + self.delivery_tax

    @property
    def gross(self) -> Money:
        """All that is credited, before the fee."""
        return self.credited_goods + self.credited_tax

    @property
    def refund(self) -> Money:
        """What the customer gets back."""
        return self.gross - self.fee


@dataclass(frozen=True, slots=True)
class SoldLine:
    """An order line as it was sold: its money, and its share of the order's delivery.

    `sealed_for` is why it does not come back once opened: hygiene, consumable or software.
    """

    quantity: int
    net: Money
    tax: Money
    delivery: Money
    delivery_tax: Money
    is_large: bool
    sealed_for: str = ""
    has_refrigerant: bool = False

    def is_collected(self, rule: ReasonRule) -> bool:
        """Whether we collect it: what may not travel as a parcel, and what is large and on us."""
        return self.has_refrigerant or (self.is_large and rule.our_fault)


@dataclass(frozen=True, slots=True)
class Bundled:
    """What a bundle took off a line, and off the rest of it; whether the rest is kept.

    `reprices_rest` is whether it was told at the sale that the rest costs its own price then.
    """

    own: Money
    rest: Money
    rest_is_kept: bool
    reprices_rest: bool


def net_of_bundle(net: Money, bundled: Bundled) -> Money:
    """What of a line's price counts when it comes back: its share, as it was sold. Source: AC17.2.

    Only where that was told at the sale, the rest loses its share of the discount: the first
    piece pays for it, and what comes back last gets back what it then cost.
    """
    if not bundled.reprices_rest:
        return net
    if bundled.rest_is_kept:
        return max(net - bundled.rest, Money.zero(net.currency))
    return net + bundled.own


@dataclass(frozen=True, slots=True)
class ReasonRule:
    """What the company decided about a reason: whose fault, the window, the delivery, freight."""

    reason: str
    our_fault: bool
    fee_applies: bool
    window_applies: bool
    delivery_refunded: bool
    freight_paid_by: str


def rule_for(reason: str, today: date) -> ReasonRule:
    """The rule for a reason in force on a day, from the table return_reasons."""
    row = book().table("return_reasons", on=today).row(reason=reason)
    return ReasonRule(
        reason=reason,
        our_fault=bool(row["our_fault"]),
        fee_applies=bool(row["fee_applies"]),
        window_applies=bool(row["window_applies"]),
        delivery_refunded=bool(row["delivery_refunded"]),
        freight_paid_by=row.text("freight_paid_by"),
    )


def fee_depends_on_opening(sold: SoldLine, rule: ReasonRule) -> bool:
    """Whether the fee depends on an opened box: for a large appliance, where a fee applies."""
    return sold.is_large and rule.fee_applies


def terms_of(
    sold: SoldLine, rule: ReasonRule, *, taken: int, count: int, opened: bool, today: date
) -> Terms:
    """What returning `count` pieces pays back, when `taken` pieces came back before them.

    The fee is RET-4's share of the goods' price, rounded half-up once. Source: AC17.1 (121.37 of
    809.10), AC19.3.
    """

    def share(whole: Money) -> Money:
        return share_of_pieces(whole, sold.quantity, before=taken, count=count)

    goods, nothing = share(sold.net), Money.zero(sold.net.currency)
    percent = book().clause("RET-4", on=today).decimal("fee_percent")
    has_fee = opened and fee_depends_on_opening(sold, rule)
    return Terms(
        goods=goods,
        tax=share(sold.tax),
        delivery=share(sold.delivery) if rule.delivery_refunded else nothing,
        delivery_tax=share(sold.delivery_tax) if rule.delivery_refunded else nothing,
        fee=goods.percent(percent) if has_fee else nothing,
    )


def delivery_share(delivery: Money, goods: Mapping[str, Money], line: str) -> Money:
    """A line's share of the order's delivery by the price of its goods. Source: AC19.3."""
    weights: Sequence[int] = [amount.cents for amount in goods.values()]
    if line not in goods or not sum(weights):
        return Money.zero(delivery.currency)
    return dict(zip(goods, allocate(delivery, weights), strict=True))[line]


def last_day_to_change_mind(delivered_on: date, today: date) -> date:
    """The last day on which a change of mind is taken back: day 30 counts. Source: AC19.1."""
    return delivered_on + timedelta(days=book().clause("RET-2", on=today).whole("days"))


def last_day_for_a_fault(delivered_on: date, today: date) -> date:
    """The last day on which a fault is taken back: the same day of the month, or its last."""
    months = book().clause("RET-6", on=today).whole("fault_months")
    return months_after(delivered_on, months)


def open_until(authorised_on: date) -> date:
    """The last day on which goods may arrive for a return. Source: RET-10, AC19.6."""
    clause = book().clause("RET-10", on=authorised_on)
    return authorised_on + timedelta(days=clause.whole("expires_after"))


def reminder_on(authorised_on: date) -> date:
    """The day on which a customer is reminded of goods that did not come. Source: AC19.6."""
    clause = book().clause("RET-10", on=authorised_on)
    return authorised_on + timedelta(days=clause.whole("reminder_on_day"))
