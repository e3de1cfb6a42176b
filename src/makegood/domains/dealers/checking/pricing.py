"""Find what one line may cost: flat-rate time, dealer cost and mark-up, one trip, invoices."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from makegood.core.money import Money
from makegood.core.statements import Article, Sayable
from makegood.domains.dealers.checking.facts import Agreement, ClaimedLine, Repair, Work
from makegood.domains.dealers.checking.found import CheckedLine, Ground
from makegood.domains.dealers.checking.whole import component_of, cover, ground
from makegood.handbook import Row, book

_AS_CLAIMED = "as_claimed"


def price(line: ClaimedLine, repair: Repair, agreed: Agreement) -> CheckedLine:
    """What is allowed of a line before anybody looked at the part."""
    if line.work is Work.LABOUR:
        return _labour(line, repair, agreed)
    if line.work is Work.PART:
        return _part(line, repair, agreed)
    if line.work is Work.TRIP:
        return _trip(line, repair, agreed)
    if line.has_invoice:
        return CheckedLine(line, line.amount, Decimal(0), _AS_CLAIMED)
    return nothing(line, ground("no_invoice", 10, repair.received_on))


def nothing(line: ClaimedLine, why: Ground, rule: str = "") -> CheckedLine:
    """A line of which nothing is allowed, and why."""
    zero = Money.zero(line.amount.currency)
    return CheckedLine(line, zero, Decimal(0), rule or why.reason, (why,))


def labour_for(hours: Decimal, rate: Money) -> Money:
    """What so many hours come to, rounded once."""
    return rate.percent(hours * 100)


def _labour(line: ClaimedLine, repair: Repair, agreed: Agreement) -> CheckedLine:
    on = repair.received_on
    refused = _not_permitted(line, repair, agreed)
    if refused is not None:
        return nothing(line, refused)
    row = _operation(line.code, repair)
    shared = _shared(line, row, repair)
    flat = max(row.decimal("hours") - shared, Decimal(0))
    hours = min(line.hours, flat + _straight(line, flat, repair))
    allowed = min(line.amount, labour_for(hours, agreed.labour_rate))
    why: list[Ground] = []
    if line.hours > hours:
        name: dict[str, Sayable] = {
            "op": line.code,
            "allowed": _plain(hours),
            "claimed": _plain(line.hours),
        }
        why.append(ground("flat_rate", 8, on, **name))
        if shared:
            why.insert(0, ground("overlap", 7, on, op=line.code, hours=_plain(shared)))
    if line.rate is not None and line.rate > agreed.labour_rate:
        why.append(ground("labour_rate", 8, on, "rate", rate=agreed.labour_rate))
    return CheckedLine(line, allowed, hours, "flat_rate" if why else _AS_CLAIMED, tuple(why))


def _not_permitted(line: ClaimedLine, repair: Repair, agreed: Agreement) -> Ground | None:
    on, found = repair.received_on, cover(repair)
    if not agreed.labour_rate or not repair.paid_for_labour:
        return ground("parts_only", 8, on)
    rows = book().table("op_codes", on=on).find(op=line.code)
    if not rows:
        return ground("unknown_operation", 7, on, "unknown", op=line.code)
    if rows[0]["recall"] is True:
        return None
    component, mended = component_of(repair), rows[0].text("component")
    if "any" not in (component, mended) and mended != component:
        code = repair.failure_code
        return ground("operation", 7, on, "not_permitted", op=line.code, code=code)
    shared = repair.approval is not None and repair.approval.share is not None
    if found is not None and not found.pays_labour(repair.failed_on) and not shared:
        return ground("labour_ended", 5, on, ended_on=found.labour_until)
    return None


def _operation(op: str, repair: Repair) -> Row:
    return book().table("op_codes", on=repair.received_on).row(op=op)


def _shared(line: ClaimedLine, row: Row, repair: Repair) -> Decimal:
    """The time that an earlier line of the same group was paid already."""
    table = book().table("op_codes", on=repair.received_on)
    before = [one for one in repair.lines if one.place < line.place and one.work is Work.LABOUR]
    groups = {found.text("group") for one in before for found in table.find(op=one.code)}
    return row.decimal("shared") if row.text("group") in groups else Decimal(0)


def _straight(line: ClaimedLine, flat: Decimal, repair: Repair) -> Decimal:
    """Hours beyond the flat rate that were approved before, as far as they were clocked."""
    if repair.approval is None or line.clocked is None:
        return Decimal(0)
    first = min(one.place for one in repair.lines if one.work is Work.LABOUR)
    approved = repair.approval.straight_hours if line.place == first else Decimal(0)
    return min(approved, max(line.clocked - flat, Decimal(0)))


def agreed_price(part: str, on: date, agreed: Agreement) -> Money | None:
    """What one part is paid: dealer cost and the agreed mark-up; None for what is no part."""
    rows = book().table("dealer_costs", on=on).find(part=part)
    if not rows:
        return None
    return Money.parse(str(rows[0].decimal("cost"))).percent(100 + agreed.markup)


def _part(line: ClaimedLine, repair: Repair, agreed: Agreement) -> CheckedLine:
    on, unit, part = repair.received_on, repair.unit, Article(line.code)
    rows = book().table("dealer_costs", on=repair.repaired_on).find(part=line.code)
    product = book().catalogue.products.get(line.code)
    if product is None or not rows:
        return nothing(line, ground("unknown_part", 9, on, "unknown", part=part))
    if unit is not None and unit.model not in product.fits:
        why = ground("not_fitting", 9, on, part=part, model=Article(unit.model))
        return nothing(line, why)
    cost = Money.parse(str(rows[0].decimal("cost")))
    due = (agreed_price(line.code, repair.repaired_on, agreed) or cost) * line.quantity
    rule = f"cost_plus_markup({cost.amount:.2f}, {_plain(agreed.markup)}%)"
    if line.amount <= due:
        return CheckedLine(line, line.amount, Decimal(0), rule)
    told: dict[str, Sayable] = {"part": part, "cost": cost, "markup": agreed.markup, "price": due}
    return CheckedLine(line, due, Decimal(0), rule, (ground("cost_plus", 9, on, "", "", **told),))


def trip_due(miles: int, agreed: Agreement, on: date) -> Money:
    """What a trip of so many miles is paid: each mile as agreed, up to the most of DLR-10."""
    return min(_usual("trip_most", on), _mile(agreed, on) * miles)


def _mile(agreed: Agreement, on: date) -> Money:
    return _usual("trip_mile", on) if agreed.mile is None else agreed.mile


def _usual(figure: str, on: date) -> Money:
    return Money.parse(str(book().clause("DLR-10", on=on).decimal(figure)))


def _trip(line: ClaimedLine, repair: Repair, agreed: Agreement) -> CheckedLine:
    on = repair.received_on
    for one in repair.earlier:
        if one.has_trip and one.repaired_on == repair.repaired_on:
            return nothing(line, ground("one_trip", 10, on, "", "", other=one.number))
    most = _usual("trip_most", on)
    due = most if line.miles is None else trip_due(line.miles, agreed, on)
    if line.amount <= due:
        return CheckedLine(line, line.amount, Decimal(0), _AS_CLAIMED)
    if line.miles is None or due == most:
        why = ground("trip_most", 10, on, "trip", "")
        return CheckedLine(line, due, Decimal(0), "trip_most", (why,))
    told: dict[str, Sayable] = {"miles": line.miles, "mile": _mile(agreed, on), "due": due}
    why = ground("by_mile", 10, on, "by_mile", "", **told)
    return CheckedLine(line, due, Decimal(0), "by_mile", (why,))


def _plain(number: Decimal) -> Decimal:
    """A number without empty decimals, as people write it."""
    return Decimal(format(number.normalize(), "f"))
