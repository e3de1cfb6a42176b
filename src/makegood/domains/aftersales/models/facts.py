"""Lock a return, or a line that shall come back, and give it out as plain facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.db.models import Q

from makegood.core.clock import local
from makegood.core.money import Money
from makegood.core.outcome import NotFound
from makegood.core.promises import open_promises
from makegood.domains.aftersales.models.buyers import is_unpaid
from makegood.domains.aftersales.models.disputed import disputed_of
from makegood.domains.aftersales.models.holding import hold_orders
from makegood.domains.aftersales.models.kept import allowed_on, kept_of
from makegood.domains.aftersales.models.owned import unit_facts
from makegood.domains.aftersales.models.rows import Return
from makegood.domains.aftersales.models.taxes import DELIVERY, tax_left_after_untaxing
from makegood.domains.aftersales.policy import (
    Choice,
    EarlierReturn,
    Instead,
    RejectionFacts,
    ReturnFacts,
    ReturnRecord,
    is_remedy_due,
)
from makegood.domains.aftersales.telling import Leg, PaidLeg, Progress
from makegood.domains.aftersales.terms import (
    Bundled,
    SoldLine,
    delivery_share,
    fee_depends_on_opening,
    net_of_bundle,
    rule_for,
    terms_of,
)
from makegood.domains.aftersales.warranty import Component
from makegood.domains.billing import queries as billing
from makegood.domains.catalog.queries import is_recalled, lot_of, product, unit_grams
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering.credited import was_credited
from makegood.domains.ordering.models import OrderLine, StoppedLot
from makegood.domains.ordering.queries import (
    LineCard,
    OrderCard,
    line_card,
    order_card,
    picked_serials,
)
from makegood.domains.parties.queries import died_by, rights_on
from makegood.handbook import NotInHandbook, Row, book


def lock_line_to_return(
    number: str, *, quantity: int, reason: str, opened: bool | None, language: str, today: date
) -> ReturnFacts:
    """The order line and its returns, locked, with what returning so many pieces would pay.

    NotFound when there is no such line. The terms stay open while the box is unknown and matters.
    """
    hold_orders(Q(lines__number=number))
    if OrderLine.objects.select_for_update().filter(number=number).first() is None:
        raise NotFound("order_line", number)
    line = line_card(number)
    order = order_card(line.order)
    card, sold = product(line.sku), _sold(line, order)
    rows = Return.objects.filter(line__number=number, cancelled_at=None).order_by("pk")
    facts = ReturnFacts(
        line=number, order=line.order, party=line.party, account=line.account,
        item=line.title_in(language), may_come_back=line.is_goods and card.returnable,
        sold=sold, delivered=line.delivered,
        delivered_on=line.delivered_on, installed_on=line.installed_on,
        earlier=tuple(_earlier(row) for row in rows if _stands(row)), terms=None, legs=(),
        rights=rights_on(line.account), kept=kept_of(number) + disputed_of(line, order).pieces,
        has_died=died_by(line.party) is not None,
        is_recalled=reason == "recall" and _is_recalled(line, today),
        is_remedy_due=reason == "warranty" and _is_remedy_due(line, today),
    )  # fmt: skip
    rule = rule_for(reason, today)
    unknown = opened is None and fee_depends_on_opening(sold, rule)
    if unknown or facts.taken + quantity > min(facts.delivered, sold.quantity):
        return facts
    terms = terms_of(
        sold, rule, taken=facts.taken, count=quantity, opened=bool(opened), today=today
    )
    return replace(facts, terms=terms, legs=legs_of(line.order, line.party, terms.refund))


def lock_return(number: str, *, amount: Money | None = None) -> ReturnRecord:
    """A return with its line, locked; the split is that of `amount`, or of its whole refund."""
    hold_orders(Q(lines__returns__number=number))
    row = Return.objects.select_for_update().select_related("line").filter(number=number).first()
    if row is None:
        raise NotFound("return", number)
    line = line_card(row.line.number)
    order = order_card(line.order)
    inspection = getattr(row, "inspection", None)
    before = Return.objects.filter(line=row.line, cancelled_at=None, pk__lt=row.pk)
    memo = getattr(row, "credit_memo", None)
    pays = memo.payable if memo else None
    return ReturnRecord(
        number=number, line=line.number, order=line.order, party=row.party,
        item=line.title_in("en"), quantity=row.quantity, reason=row.reason,
        sold=_sold(line, order, but=number),
        taken_before=kept_of(line.number)
        + disputed_of(line, order).pieces
        + sum(one.quantity for one in before if _stands(one)),
        unit_cost=Money(row.line.unit_cost_cents, row.currency),
        terms=row.terms, expires_on=row.expires_on,
        serials=frozenset(line.serials), picked=picked_serials(line.number),
        received_on=_day(row.received_at), refunded_on=_day(row.refunded_at),
        expired_on=_day(row.expired_at), cancelled_on=_day(row.cancelled_at),
        is_accepted=row.accepted_at is not None, is_disputed=row.disputed_at is not None,
        grade=inspection.grade if inspection else "",
        is_credited=memo is not None,
        instead=_instead(row), has_label=row.label_sent_at is not None,
        is_lost=row.lost_at is not None, grams_sold=unit_grams(line.sku) * row.quantity,
        legs=() if row.is_gift
        else legs_of(line.order, row.party, amount or row.terms.refund, pays),
        rights=rights_on(row.account), is_gift=row.is_gift,
        rejection=_rejection(row), is_closed=row.closed_at is not None,
        is_unpaid=row.is_gift and is_unpaid(line.order, line.party, amount or row.terms.refund),
    )  # fmt: skip


def progress_of(number: str, language: str) -> Progress:
    """How far a return is, with the money that went back for it. NotFound when there is none."""
    row = Return.objects.select_related("line__order").filter(number=number).first()
    if row is None:
        raise NotFound("return", number)
    inspection = getattr(row, "inspection", None)
    promised = [one for one in open_promises(f"return:{number}") if one.kind == "refund"]
    legs = [leg for one in billing.refunds_from(f"return:{number}") for leg in one.legs]
    terms, swap = row.terms, _instead(row)
    return Progress(
        number=number, order=row.line.order.number,
        item=line_card(row.line.number).title_in(language),
        state=row.state, expires_on=row.expires_on,
        received_on=_day(row.received_at),
        refund_by=_day(promised[0].due_at) if promised else None,
        refunded_on=_day(row.refunded_at), grade=inspection.grade if inspection else "",
        findings=inspection.findings if inspection else "",
        fee=terms.fee, refund=terms.refund, counts_for=swap.sku if swap else "",
        legs=tuple(PaidLeg(one.tender, one.last4, one.amount, one.settled_on) for one in legs),
    )  # fmt: skip


def _rejection(row: Return) -> RejectionFacts | None:
    found = list(row.rejections.order_by("pk"))
    if not found:
        return None
    last = found[-1]
    left_on = _day(last.left_at)
    return RejectionFacts(last.rejected_by, last.choice, len(found) > 1, left_on)


def _instead(row: Return) -> Instead | None:
    """What an exchange gave for a return; None for most."""
    swap = getattr(row, "exchange", None)
    if swap is None:
        return None
    return Instead(swap.number, swap.order, swap.sku, swap.goods + swap.tax)


def _is_recalled(line: LineCard, today: date) -> bool:
    """Whether the makers recall it, or we stopped its lot ourselves as a danger."""
    lots = {lot.lot for serial in line.serials if (lot := lot_of(serial, today))}
    stopped = StoppedLot.standing().filter(number__in=lots).exists()
    return stopped or is_recalled(line.sku, line.serials, today)


def _is_remedy_due(line: LineCard, today: date) -> bool:
    """Whether one of the line's pieces was repaired so often in vain that the money is due."""
    units = (unit_facts(serial) for serial in line.serials)
    return any(
        is_remedy_due(unit, component, today, today) for unit in units for component in Component
    )


def legs_of(order: str, party: str, refund: Money, payable: Money | None = None) -> tuple[Leg, ...]:
    """How a refund would be split over what paid; what is still owed on the order goes first.

    Of whoever has died nothing goes back to what paid: it waits for the estate (REF-14).
    """
    if died_by(party):
        return ()
    if payable is None:
        payable = refund - open_on(order, party, refund)
    payable = min(payable, billing.refundable(order))
    if not payable or payable < Money.zero(payable.currency):
        return ()
    shares: dict[tuple[str, str], Money] = {}
    for share in billing.split_of(order, payable):  # two payments by one card are one card
        to = str(share.tender), share.last4
        shares[to] = shares.get(to, Money.zero(payable.currency)) + share.amount
    return tuple(Leg(tender, last4, amount) for (tender, last4), amount in shares.items())


def open_on(order: str, party: str, refund: Money) -> Money:
    """What of a refund first pays what the customer still owes on the order. Source: J14."""
    owed = ledger.balance_of("1100", party=party, about=f"order:{order}")
    return max(Money.zero(refund.currency), min(owed, refund))


def _sold(line: LineCard, order: OrderCard, *, but: str = "") -> SoldLine:
    """A line as it was sold, less what was credited of it; of its tax `but` a return's own part.

    Pieces that were credited whole are off by their count, and not here.
    """
    cards = {one.number: product(one.sku) for one in order.lines}
    goods = {one.number: one.net for one in order.lines if one.is_goods}
    zero, given = Money.zero(line.net.currency), allowed_on(line.number, line.net.currency)
    ways = [one for one in order.lines if cards[one.number].kind == "delivery"]
    fares = [one for one in ways if not was_credited(one.number)]
    disputed = disputed_of(line, order)
    left = tax_left_after_untaxing(order, but=but)
    tax = max(zero, line.tax - given[1] - disputed.tax)
    fare_tax = sum((one.tax for one in fares), zero)
    return SoldLine(
        quantity=line.quantity,
        net=max(zero, _net(line, order) - given[0] - disputed.goods),
        tax=min(tax, left.get(line.sku, tax)),
        delivery=delivery_share(sum((one.net for one in fares), zero), goods, line.number),
        delivery_tax=delivery_share(
            min(fare_tax, left.get(DELIVERY, fare_tax)), goods, line.number
        ),
        is_large=cards[line.number].large_appliance,
        sealed_for=cards[line.number].sealed_for,
        has_refrigerant=cards[line.number].has_refrigerant,
    )


def _net(line: LineCard, order: OrderCard) -> Money:
    """What of a line's price counts when it comes back; only a bundle can make it another one."""
    lines = OrderLine.objects.filter(order__number=order.number)
    rules = dict(lines.values_list("number", "discount_reason"))
    rule = rules[line.number]
    if not rule or not any(row["reprices_rest"] for row in _bundles(rule, order.ordered_on)):
        return line.net
    others = (one for one in order.lines if one.number != line.number)
    rest = [one for one in others if rules[one.number] == rule]
    bundled = Bundled(
        own=line.discount,
        rest=sum((one.discount for one in rest), Money.zero(line.net.currency)),
        rest_is_kept=any(one.returned < one.quantity for one in rest),
        reprices_rest=True,
    )
    return net_of_bundle(line.net, bundled)


def _bundles(rule: str, on: date) -> list[Row]:
    try:
        table = book().table("bundles", on=on)
    except NotInHandbook:  # the handbook does not go back so far
        return []
    return [row for row in table.rows if row.id == rule]


def _earlier(row: Return) -> EarlierReturn:
    opened_on = local(row.authorised_at).date()
    refunded_on = _day(row.refunded_at)
    return EarlierReturn(row.number, row.quantity, opened_on, refunded_on, row.is_gift)


def _stands(row: Return) -> bool:
    """Whether its pieces count as given back: not what never came, nor what we send to them again.

    What was disposed of counts, though nothing was credited for it.
    """
    rejection = _rejection(row) if row.closed_at is not None else None
    if rejection is not None and rejection.choice == Choice.SEND_BACK:
        return False
    return row.expired_at is None or row.received_at is not None


def _day(moment: datetime | None) -> date | None:
    return local(moment).date() if moment else None
