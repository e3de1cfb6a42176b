"""Decide what may be recorded of an order, and share its money out by pieces (C10, C11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from makegood.core.decision import Decision, allow, refuse, say
from makegood.core.money import Money, allocate, sum_of
from makegood.domains.ledger import postings
from makegood.domains.ledger.postings import Posting


@dataclass(frozen=True, slots=True)
class LineState:
    """An order line: its money, how far its pieces are, and whether it is labour."""

    number: str
    sku: str
    is_goods: bool
    is_labour: bool
    quantity: int
    shipped: int
    delivered: int
    net: Money
    tax: Money
    unit_cost: Money


@dataclass(frozen=True, slots=True)
class OrderMoney:
    """An order with what its shipments used of its deposit; `ref` is "order:O-1041".

    `lines` are those that still stand; `holds` is why it may not go on, if so; `has_died` says
    that whoever ordered it is dead, as we were told.
    """

    pk: int
    number: str
    ref: str
    party: str
    account: str
    total: Money
    deposit_used: Money
    lines: tuple[LineState, ...]
    is_delivered: bool = True
    is_cancelled: bool = False
    is_picked: bool = False
    holds: tuple[str, ...] = ()
    terms: str = ""
    ships_complete: bool = False
    has_died: bool = False


@dataclass(frozen=True, slots=True)
class Invoice:
    """What is billed with a shipment, and what the goods in it cost us.

    `pieces` are those of each line that is billed; `is_last` when no goods are left to ship.
    """

    pieces: Mapping[str, int]
    goods: Money
    labour: Money
    tax: Money
    cost: Money
    is_last: bool

    @property
    def total(self) -> Money:
        """The whole amount with tax."""
        return self.goods + self.labour + self.tax


@dataclass(frozen=True, slots=True)
class BilledShare:
    """Pieces of a line that are billed, and their share of its price and its tax."""

    line: str
    pieces: int
    net: Money
    tax: Money


def share_of_pieces(whole: Money, quantity: int, *, before: int, count: int) -> Money:
    """The share of `count` pieces after the first `before`; all shares sum to the whole exactly.

    Source: AC11.1 (69.68 and 69.67 of 139.35).
    """
    return sum_of(allocate(whole, [1] * quantity)[before : before + count], whole.currency)


def invoice(lines: Sequence[LineState], shipped: Mapping[str, int]) -> Invoice:
    """What a shipment of these pieces bills; with the last goods goes what is no goods.

    Source: C11 (only shipped lines are invoiced).
    """
    last = all(
        line.shipped + shipped.get(line.number, 0) >= line.quantity
        for line in lines
        if line.is_goods
    )
    pieces = {
        line.number: line.quantity - line.shipped
        if last and not line.is_goods
        else shipped.get(line.number, 0)
        for line in lines
    }
    billed = [(line, pieces[line.number]) for line in lines if pieces[line.number]]
    net = {line.number: _share(line.net, line, count) for line, count in billed}
    zero = Money.zero(lines[0].net.currency)
    return Invoice(
        pieces={line.number: count for line, count in billed},
        goods=sum((net[line.number] for line, _ in billed if not line.is_labour), zero),
        labour=sum((net[line.number] for line, _ in billed if line.is_labour), zero),
        tax=sum((_share(line.tax, line, count) for line, count in billed), zero),
        cost=sum((line.unit_cost * count for line, count in billed), zero),
        is_last=last,
    )


def billed_by_line(lines: Sequence[LineState], pieces: Mapping[str, int]) -> list[BilledShare]:
    """What a shipment bills of each line: its pieces' share of the price and of the tax."""
    return [
        BilledShare(
            line.number, pieces[line.number], _share(line.net, line, pieces[line.number]),
            _share(line.tax, line, pieces[line.number]),
        )
        for line in lines
        if pieces.get(line.number)
    ]  # fmt: skip


def beyond(bill: Invoice, lines: Sequence[LineState], sold: Money, taxed: Money) -> Invoice:
    """What a shipment adds to the books where more was billed before than has left so far.

    `sold` and `taxed` are what stands on the books as billed for the order and was not taken back
    by a return invoice: an invoice sent before the goods billed them already.
    """
    zero = Money.zero(sold.currency)
    left = [(_first(line.net, line), _first(line.tax, line)) for line in lines]
    ahead = max(zero, sold - sum((net for net, _ in left), zero))
    tax_ahead = max(zero, taxed - sum((tax for _, tax in left), zero))
    labour_ahead = max(zero, ahead - bill.goods)
    return replace(
        bill,
        goods=bill.goods - min(ahead, bill.goods),
        labour=bill.labour - min(labour_ahead, bill.labour),
        tax=bill.tax - min(tax_ahead, bill.tax),
    )


def _first(whole: Money, line: LineState) -> Money:
    """The share of the pieces that left before."""
    return share_of_pieces(whole, line.quantity, before=0, count=line.shipped)


def _share(whole: Money, line: LineState, count: int) -> Money:
    return share_of_pieces(whole, line.quantity, before=line.shipped, count=count)


def deposit_for(left: Money, used: Money, total: Money, invoiced: Money, *, last: bool) -> Money:
    """What of an order's deposit pays a shipment: its share by value, the rest with the last.

    `left` and `used` make up the deposit. Source: C11, AC11.1 (215.24 and 193.74 of 408.98).
    """
    if last or not total:
        return min(left, invoiced)
    share = allocate(left + used, [invoiced.cents, total.cents - invoiced.cents])[0]
    return min(share, left)


def postings_of(
    bill: Invoice, deposit: Money, party: str, about: str
) -> tuple[tuple[str, Posting], ...]:
    """The entries of a shipment by name: its invoice, its cost, the deposit. Source: C18, W1."""
    made = (
        (
            "invoice",
            postings.shipment_invoiced(
                goods=bill.goods, services=bill.labour, tax=bill.tax, party=party, about=about
            ),
        ),
        ("cost", postings.cost_of_shipment(bill.cost, about=about)),
        ("deposit", postings.deposit_applied(deposit, party=party, about=about)),
    )
    return tuple((name, posting) for name, posting in made if posting.lines)


def may_record_order(number: str, *, is_known: bool) -> Decision:
    """Whether an order taken elsewhere may be put on record: each number once."""
    if is_known:
        told = say(f"order:{number}", "ordering.already_recorded", number=number)
        return refuse("policy_denied", says=[told])
    return allow()


def may_ship(
    shipment: str, order: OrderMoney, pieces: Mapping[str, int], *, is_known: bool
) -> Decision:
    """Whether these pieces may leave: once, not more than is left, and of an order not on hold."""
    if is_known:
        told = say(f"shipment:{shipment}", "ordering.already_recorded", number=shipment)
        return refuse("policy_denied", says=[told])
    if order.holds:
        told = say(order.ref, "ordering.held", number=order.number)
        return refuse("policy_denied", says=[told])
    to_send = {line.number: line.quantity - line.shipped for line in order.lines}
    for number, asked in pieces.items():
        left = to_send.get(number, 0)
        if asked > left:
            source = f"order_line:{number}"
            told = say(source, "ordering.too_many", line=number, asked=asked, left=left)
            return refuse("policy_denied", says=[told])
    return allow()


@dataclass(frozen=True, slots=True)
class DeliveryFacts:
    """A shipment that arrives, with its pieces: (key of the order line, how many)."""

    shipment: int
    order: str
    is_delivered: bool
    is_undone: bool
    shipped_at: datetime
    pieces: tuple[tuple[int, int], ...]


def may_deliver(shipment: str, *, is_delivered: bool, is_undone: bool = False) -> Decision:
    """Whether the arrival of a shipment may be recorded: once, and of one that counts as sent."""
    if is_undone:
        told = say(f"shipment:{shipment}", "ordering.counts_as_not_sent", number=shipment)
        return refuse("policy_denied", says=[told])
    if is_delivered:
        told = say(f"shipment:{shipment}", "ordering.already_delivered", number=shipment)
        return refuse("policy_denied", says=[told])
    return allow()


def may_visit(line: str, *, is_delivered: bool, installed: bool) -> Decision:
    """Whether a fitter's visit may be recorded: what is not there cannot have been installed."""
    if installed and not is_delivered:
        told = say(f"order_line:{line}", "ordering.nothing_to_install", line=line)
        return refuse("policy_denied", says=[told])
    return allow()
