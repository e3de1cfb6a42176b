"""Find a piece by its serial number: whose it is, when it was sold, and what was repaired."""

from __future__ import annotations

from datetime import date, timedelta

from makegood.core.clock import local, today
from makegood.core.deadlines import months_after
from makegood.core.money import Money
from makegood.core.outcome import NotFound
from makegood.domains.aftersales.models.exchanges import Exchange
from makegood.domains.aftersales.models.labels import LabelFinding
from makegood.domains.aftersales.models.trials import faults_of_lot
from makegood.domains.aftersales.models.units import Repair, Unit
from makegood.domains.aftersales.policy.altered import FindingFacts
from makegood.domains.aftersales.policy.intermittent import SoakFacts
from makegood.domains.aftersales.policy.repairs import RepairFacts
from makegood.domains.aftersales.policy.shares import ShareFacts
from makegood.domains.aftersales.policy.warranties import (
    Altered,
    TransferFacts,
    UnitFacts,
)
from makegood.domains.aftersales.warranty import Evidence, UsedFor
from makegood.domains.billing.queries import refundable
from makegood.domains.catalog.queries import (
    LotCard,
    known_issues,
    lot_of,
    product,
    warranty_terms,
)
from makegood.domains.ordering.models import OrderLine, Piece, SalesOrder
from makegood.domains.parties.queries import died_by, party_card, rights_on


def unit_facts(serial: str, *, lock: bool = False) -> UnitFacts:
    """A piece that a customer has; NotFound for a serial number that nobody here knows.

    A registration counts before our own sale: a piece may have gone on to somebody else.
    """
    found = known_unit(serial, lock=lock)
    if found is None:
        raise NotFound("unit", serial)
    return found


def known_unit(serial: str, *, lock: bool = True) -> UnitFacts | None:
    """The same; None for a serial number that nobody here knows."""
    units = Unit.objects.select_for_update() if lock else Unit.objects
    row = units.filter(number=serial).first()
    line = _sold_with(serial)
    if line is not None and lock:
        OrderLine.objects.select_for_update().get(pk=line.pk)
    return _facts(serial, row, line) if row or line else None


def _facts(serial: str, row: Unit | None, line: OrderLine | None) -> UnitFacts:
    known, sku, party, account = Evidence(), "", "", ""
    if line is not None:
        order = line.order
        sku, party, account = line.sku, order.party, order.account
        known = Evidence(delivered_on=_day_of(line), bought_on=local(order.ordered_at).date())
    if row is not None:
        if line is not None and row.party != party:
            line = None  # it went on to somebody else: what was paid and how is not theirs
        sku, party, account = row.sku, row.party, row.account
        known = Evidence(known.delivered_on, known.bought_on or row.bought_on, row.registered_on,
                         row.dealer_shipped_on)  # fmt: skip
    card = product(sku)
    start = known.delivered_on or known.bought_on or known.registered_on or date.min
    return UnitFacts(
        serial=serial, sku=sku, party=party, account=account,
        line=line.number if line else "", order=line.order.number if line else "",
        is_large=card.large_appliance, known=known,
        terms=warranty_terms(sku, start),
        price=Money(line.net_cents, line.order.currency).share(1, line.quantity) if line else None,
        attempts=tuple(one.attempt for one in Repair.objects.filter(serial=serial).order_by("pk")),
        replaces=row.replaces if row else "",
        covered_until=row.covered_until if row else None,
        rights=rights_on(account),
        plan_until=_plan_until(line.order) if line else None,
        issues=_issues(sku, serial),
        altered=_altered(serial), has_refrigerant=card.has_refrigerant,
        made_on=lot.made_on if (lot := lot_of(serial, today())) and lot.sku == sku else None,
    )  # fmt: skip


def _altered(serial: str) -> Altered | None:
    row = LabelFinding.objects.filter(serial=serial, lifted_at=None).first()
    return Altered(local(row.found_at).date(), row.findings.rstrip(". ")) if row else None


def _plan_until(order: SalesOrder) -> date | None:
    """The last day of the protection plan that was bought with an order and not cancelled."""
    bought = order.lines.filter(cancelled_plan=None)
    plans = [card for one in bought if (card := product(one.sku)).kind == "plan"]
    began = local(order.ordered_at).date()
    ends = [months_after(began, one.term_months) for one in plans if one.term_months]
    return max(ends) - timedelta(days=1) if ends else None


def _issues(sku: str, serial: str) -> dict[str, str]:
    """The known faults that this piece may have, by the component that fails."""
    lot = lot_of(serial, today())
    return faults_of_lot(lot.lot if lot else "", today()) | {
        one.component: one.id
        for one in known_issues(sku)
        if one.component and one.status != "fixed" and one.lot in (None, lot.lot if lot else "")
    }


def lock_repair(number: str) -> RepairFacts:
    """A repair and the piece that it is of, locked; NotFound when there is none."""
    row = Repair.objects.select_for_update().filter(number=number).first()
    if row is None:
        raise NotFound("repair", number)
    used = UsedFor(row.used_for) if row.used_for else None
    unit = unit_facts(row.serial).used_for(used)
    return RepairFacts(
        number, row.component, row.failed_on, row.went_out_on, row.fee_told, unit, _soak(row)
    )


def soak_facts(number: str) -> SoakFacts:
    """A repair whose appliance may be left to run, locked; NotFound when there is none."""
    row = Repair.objects.select_for_update().filter(number=number).first()
    if row is None:
        raise NotFound("repair", number)
    return _soak(row)


def _soak(row: Repair) -> SoakFacts:
    began, hours = row.soak_began_at, row.soak_hours
    until = began + timedelta(hours=hours) if began and hours else None
    day = local(until).date() if until else None
    return SoakFacts(row.number, row.party, not row.ended, row.comes_and_goes, until, day)


def transfer_facts(serial: str, to: str) -> TransferFacts:
    """A piece, locked, with who shall have it and what is under way with it. NotFound."""
    new_owner = party_card(to)
    unit = unit_facts(serial, lock=True)
    repair = Repair.objects.filter(serial=serial, ended="").order_by("pk").last()
    swap = Exchange.around(serial).last()
    under_way = repair or swap
    return TransferFacts(unit, new_owner.number, under_way.number if under_way else "")


def share_facts(number: str) -> ShareFacts:
    """A repair, locked, with what its warranty pays by share. NotFound."""
    row = Repair.objects.select_for_update().filter(number=number).first()
    if row is None:
        raise NotFound("repair", number)
    unit = unit_facts(row.serial, lock=True)
    order = unit.order if unit.party == row.party else ""
    return ShareFacts(
        number=number, party=row.party, order=order, ended=row.ended, credit=row.credit,
        is_paid=row.credit_paid_at is not None,
        refundable=refundable(order) if order else Money.zero(row.currency),
        has_died=died_by(row.party) is not None,
    )  # fmt: skip


def finding_facts(serial: str) -> FindingFacts:
    """A piece, locked, with what is held against its label; NotFound for an unknown piece."""
    unit = unit_facts(serial, lock=True)
    row = LabelFinding.objects.filter(serial=serial, lifted_at=None).first()
    if row is None:
        return FindingFacts(unit)
    return FindingFacts(
        unit, row.number, local(row.found_at).date(), row.found_by, row.found_in,
        local(row.objected_at).date() if row.objected_at else None,
    )  # fmt: skip


def owners_of_lot(lot: LotCard) -> tuple[str, ...]:
    """The parties who have a piece of a lot, by what they registered or what we delivered last."""
    held: dict[str, str] = {}
    sold = Piece.objects.filter(serial__startswith=lot.prefix).order_by("pk")
    for serial, party in sold.values_list("serial", "shipped_line__line__order__party"):
        if lot.has(serial):
            held[serial] = party
    for row in Unit.objects.filter(number__startswith=lot.prefix):
        if lot.has(row.number):
            held[row.number] = row.party
    return tuple(sorted(set(held.values()), key=lambda party: (len(party), party)))


def _sold_with(serial: str) -> OrderLine | None:
    """The order line by which we sold a piece, the last one if it was sold twice."""
    pieces = Piece.objects.filter(serial=serial).select_related("shipped_line__line__order")
    last = pieces.order_by("-pk").first()
    return last.shipped_line.line if last else None


def _day_of(line: OrderLine) -> date | None:
    return local(line.delivered_at).date() if line.delivered_at else None
