"""Give out a claim, or one that shall be made, as plain facts, with its rows locked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from makegood.core.clock import local
from makegood.core.money import Money, sum_of
from makegood.core.outcome import NotFound
from makegood.domains.aftersales.models import Return
from makegood.domains.aftersales.models.owned import known_unit
from makegood.domains.aftersales.warranty import Evidence, start_of
from makegood.domains.catalog.queries import warranty_terms
from makegood.domains.dealers.checking import (
    Agreement,
    Approval,
    ClaimedLine,
    Earlier,
    Repair,
    SoldUnit,
    Work,
)
from makegood.domains.dealers.models.claims import JUDGED, ClaimLine, DealerClaim
from makegood.domains.dealers.models.dealers import (
    Dealer,
    DealerUnit,
    RepairApproval,
)
from makegood.domains.dealers.policy.facts import ClaimRecord, DealerFacts, KeptLine, Tag
from makegood.domains.parties.queries import rights_on


def lock_dealer(number: str) -> Dealer:
    """A dealer, locked; NotFound when there is none."""
    row = Dealer.objects.select_for_update().filter(number=number).first()
    if row is None:
        raise NotFound("dealer", number)
    return row


def dealer_facts(number: str) -> DealerFacts:
    """A dealer as far as acts about it are concerned, locked."""
    row = lock_dealer(number)
    days = row.agreements.values_list("starts_on", flat=True)
    return DealerFacts(
        number, row.party, row.account, row.closed_on, frozenset(days), rights_on(row.account)
    )


def approval_of(dealer: Dealer, number: str, serial: str) -> RepairApproval | None:
    """An approval of this dealer for this piece; None for no number, NotFound for another's."""
    if not number:
        return None
    row = RepairApproval.objects.filter(number=number, dealer=dealer, serial=serial).first()
    if row is None:
        raise NotFound("repair_approval", number)
    return row


def sold_unit(serial: str, in_service_on: date | None = None) -> SoldUnit | None:
    """A piece by its serial number: one that a dealer was shipped, or one that we know ourselves.

    Sold, as we know, the customer or the dealer registered it; a piece that is in service and
    that nobody registered counts from when it was shipped to the dealer. Source: C21.
    """
    row, known = DealerUnit.objects.filter(number=serial).first(), known_unit(serial, lock=False)
    if row is None and known is None:
        return None
    proof = known.known if known else Evidence()
    if row is not None:
        shipped_on = row.shipped_on if in_service_on else None
        proof = replace(
            proof, bought_on=proof.bought_on or row.sold_on, dealer_shipped_on=shipped_on
        )
    start, model = start_of(proof), row.model if row else known.sku if known else ""
    owner = (known.party if known else "") or (row.owner if row else "")
    terms = warranty_terms(model, start.on) if start else ()
    return SoldUnit(
        serial, model, start.on if start else None, owner, terms,
        known.attempts if known else (), known.covered_until if known else None,
    )  # fmt: skip


def repair_of(
    dealer: Dealer, claim: DealerClaim, lines: Sequence[ClaimedLine], *, today: date,
    approval: RepairApproval | None,
) -> Repair:  # fmt: skip
    """A repair as it is claimed, kept or not yet kept, with what our records say of it."""
    return Repair(
        models=frozenset(dealer.models_repaired), paid_for_labour=dealer.paid_for_labour,
        closed_on=dealer.closed_on, agreement=agreement_of(dealer, claim.repaired_on),
        serial=claim.serial, unit=sold_unit(claim.serial, claim.in_service_on),
        failure_code=claim.failure_code,
        failed_on=claim.failed_on,
        repaired_on=claim.repaired_on, received_on=local(claim.submitted_at).date(), today=today,
        lines=tuple(lines), earlier=_earlier(claim), approval=_approval(approval),
        direct=_sent_back(claim.serial), answered=bool(claim.answer),
    )  # fmt: skip


def lock_claim(number: str, today: date) -> ClaimRecord:
    """A claim with its lines, locked; NotFound when there is none."""
    row = (
        DealerClaim.objects.select_for_update(of=("self",))
        .select_related("dealer", "approval")
        .filter(number=number)
        .first()
    )
    if row is None:
        raise NotFound("dealer_claim", number)
    kept = list(row.lines.select_related("part_return").order_by("place"))
    repair = repair_of(
        row.dealer, row, [claimed(one) for one in kept], today=today, approval=row.approval
    )
    appeal = getattr(row, "appeal", None)
    backs = row.charge_backs.values_list("amount_cents", flat=True)
    return ClaimRecord(
        number=number, dealer=row.dealer.number, party=row.dealer.party,
        account=row.dealer.account, state=row.state,
        received_on=local(row.received_at).date(), repair=repair,
        lines=tuple(_kept(one) for one in kept), is_returned=row.returned_at is not None,
        decided_on=local(row.decided_at).date() if row.decided_at else None,
        decided_by=row.decided_by, by_silence=row.by_silence,
        booked=Money(row.booked_cents, row.currency), paid=Money(row.paid_cents, row.currency),
        paid_on=local(row.paid_at).date() if row.paid_at else None,
        charged_back=sum_of([Money(one, row.currency) for one in backs], row.currency),
        is_appealed=appeal is not None,
        is_appeal_decided=appeal is not None and appeal.decided_at is not None,
        rights=rights_on(row.dealer.account),
    )  # fmt: skip


def claimed(line: ClaimLine) -> ClaimedLine:
    """A kept line as it was claimed, with what was found of its part."""
    tag = getattr(line, "part_return", None)
    inspection = tag.inspections.order_by("pk").last() if tag else None
    rate = Money(line.rate_cents, line.claim.currency) if line.rate_cents is not None else None
    return ClaimedLine(
        place=line.place, work=Work(line.work), amount=line.claimed, code=line.code,
        hours=line.hours, rate=rate, clocked=line.clocked, quantity=line.quantity,
        has_invoice=bool(line.invoice), finding=inspection.finding if inspection else "",
        due_on=tag.due_on if tag else None, miles=line.miles,
    )  # fmt: skip


def _kept(line: ClaimLine) -> KeptLine:
    tag = getattr(line, "part_return", None)
    offered = line.offered_cents
    return KeptLine(
        place=line.place, label=line.label, claimed=line.claimed, allowed=line.allowed,
        offered=Money(offered, line.claim.currency) if offered is not None else None,
        reasons=tuple(one["reason"] for one in line.grounds),
        is_argued=line.argued_at is not None, is_agreed=line.agreed_at is not None,
        is_judged=line.rule in JUDGED,
        tag=Tag(tag.number, tag.due_on, tag.inspections.exists()) if tag else None,
    )  # fmt: skip


def _earlier(claim: DealerClaim) -> tuple[Earlier, ...]:
    """Other claims for the same piece that came before this one and were not denied."""
    rows = DealerClaim.objects.filter(serial=claim.serial).exclude(decision="denied")
    if claim.pk is not None:
        rows = rows.filter(pk__lt=claim.pk)
    found = []
    for row in rows.prefetch_related("lines").order_by("pk"):
        lines = list(row.lines.all())
        ops = frozenset(one.code for one in lines if one.work == Work.LABOUR)
        has_trip = any(one.work == Work.TRIP for one in lines)
        found.append(Earlier(row.number, ops, row.repaired_on, has_trip))
    return tuple(found)


def agreement_of(dealer: Dealer, on: date) -> Agreement | None:
    """What was agreed with a dealer for a day; None before the first agreement."""
    row = dealer.agreements.filter(starts_on__lte=on).order_by("starts_on").last()
    if row is None:
        return None
    mile = None if row.mile_cents is None else Money(row.mile_cents, row.currency)
    return Agreement(Money(row.labour_rate_cents, row.currency), row.markup, mile)


def _approval(row: RepairApproval | None) -> Approval | None:
    if row is None:
        return None
    most = Money(row.most_cents, row.currency)
    return Approval(row.number, most, Decimal(row.straight_hours), row.share)


def _sent_back(serial: str) -> str:
    """The return by which the customer sent this piece back to us directly; empty for none."""
    rows = Return.objects.filter(line__shipped_lines__pieces__serial=serial)
    found = rows.filter(cancelled_at=None, expired_at=None).order_by("pk").first()
    return found.number if found else ""
