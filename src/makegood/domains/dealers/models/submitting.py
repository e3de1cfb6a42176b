"""Make a claim of what a dealer asks: first to be checked, then kept once it is taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from makegood.core.money import Money
from makegood.core.numbers import next_number
from makegood.core.outcome import NotFound
from makegood.core.standing import Rights
from makegood.core.statements import Statement
from makegood.domains.aftersales.models import faults_of_lot
from makegood.domains.catalog.queries import lot_of
from makegood.domains.dealers.checking import Checked, ClaimedLine, Repair, Work, check
from makegood.domains.dealers.checking.whole import component_of
from makegood.domains.dealers.models.asked import SubmitClaimAsk
from makegood.domains.dealers.models.claims import ClaimLine, DealerClaim
from makegood.domains.dealers.models.dealers import Dealer
from makegood.domains.dealers.models.facts import approval_of, lock_claim, lock_dealer, repair_of
from makegood.domains.dealers.policy import ClaimRecord
from makegood.domains.dealers.telling import dlr
from makegood.domains.parties.queries import rights_on


@dataclass(frozen=True, slots=True)
class Submission:
    """A claim that shall be taken: the repair, what the checks say of it, and whose it is.

    `other` is a claim with the same repair order, `completes` the one that this answers.
    """

    dealer: str
    party: str
    repair: Repair
    checked: Checked
    other: str
    completes: ClaimRecord | None
    rights: Rights


def submission_of(ask: SubmitClaimAsk, *, today: date, at: datetime) -> Submission:
    """What is asked as facts, the dealer locked. NotFound for what is not this dealer's."""
    dealer = lock_dealer(ask.dealer)
    completes = lock_claim(ask.completes, today) if ask.completes else None
    if completes is not None and completes.dealer != dealer.number:
        raise NotFound("dealer_claim", completes.number)
    row = _row(ask, dealer, at)
    approval = approval_of(dealer, ask.approval or "", ask.serial)
    repair = repair_of(dealer, row, (), today=today, approval=approval)
    rate = repair.agreement.labour_rate if repair.agreement else Money.zero()
    lines = tuple(replace(one, place=n) for n, one in enumerate(_lines(ask, rate), 1))
    repair = replace(repair, lines=lines)
    same = DealerClaim.objects.filter(dealer=dealer, ro_no=ask.ro_no, serial=ask.serial)
    other = same.values_list("number", flat=True).first() or ""
    return Submission(
        dealer.number, dealer.party, repair, check(repair), other, completes,
        rights_on(dealer.account),
    )  # fmt: skip


def keep_submission(
    ask: SubmitClaimAsk, facts: Submission, *, at: datetime, by: str
) -> tuple[DealerClaim, list[ClaimLine]]:
    """Keep a claim with its lines; answers with it and the lines whose part comes back."""
    dealer = Dealer.objects.get(number=facts.dealer)
    row = _row(ask, dealer, at)
    if not row.number:
        row.number, row.submitted_by = next_number("DCL"), by
    row.approval = approval_of(dealer, ask.approval or "", ask.serial)
    row.model = facts.repair.unit.model if facts.repair.unit else ""
    asked = facts.checked.question
    row.returned_at = at if asked else None
    row.question = asdict(asked.says) if asked else None
    row.save()
    return row, _keep_lines(row, facts.repair, ask)


def lot_fault(repair: Repair) -> Statement | None:
    """That a test found this fault in the whole lot, so that no part is asked back. Source: C22."""
    lot = lot_of(repair.serial, repair.today)
    known = faults_of_lot(lot.lot if lot else "", repair.today)
    number = known.get(component_of(repair))
    if lot is None or number is None:
        return None
    return dlr(12, "lot", repair.today, lot=lot.lot, test=number)


def _row(ask: SubmitClaimAsk, dealer: Dealer, at: datetime) -> DealerClaim:
    """The claim that this completes, or one not kept yet, with what is asked now."""
    row = DealerClaim.objects.filter(number=ask.completes or "", dealer=dealer).first()
    row = row or DealerClaim(dealer=dealer, submitted_at=at)
    for name in (
        "ro_no", "serial", "failed_on", "repaired_on", "complaint", "cause", "correction",
        "failure_code", "in_service_on", "answer",
    ):  # fmt: skip
        setattr(row, name, getattr(ask, name))
    row.received_at = at
    return row


def _keep_lines(claim: DealerClaim, repair: Repair, ask: SubmitClaimAsk) -> list[ClaimLine]:
    ClaimLine.objects.filter(claim=claim).delete()
    parts = iter(ask.parts)
    costs = {Work.SUBLET: ask.sublet, Work.FREIGHT: ask.freight}
    coming_back = []
    for line in repair.lines:
        part = next(parts) if line.work is Work.PART else None
        cost = costs.get(line.work)
        row = ClaimLine.objects.create(
            claim=claim, place=line.place, work=line.work, code=line.code, hours=line.hours,
            rate_cents=line.rate.cents if line.rate is not None else None, clocked=line.clocked,
            quantity=line.quantity, serial=part.serial if part else "",
            invoice=cost.invoice if cost else "", claimed_cents=line.amount.cents,
            miles=line.miles,
        )  # fmt: skip
        if part is not None and part.failed:
            coming_back.append(row)
    return coming_back


def _lines(ask: SubmitClaimAsk, agreed: Money) -> Iterator[ClaimedLine]:
    for one in ask.labour:
        rate = one.rate if one.rate is not None else agreed
        amount = rate.percent(one.hours * 100)
        yield ClaimedLine(0, Work.LABOUR, amount, one.op, one.hours, rate, one.clocked)
    for part in ask.parts:
        amount = part.price * part.quantity
        yield ClaimedLine(0, Work.PART, amount, part.part, quantity=part.quantity)
    if ask.trip is not None:
        yield ClaimedLine(0, Work.TRIP, ask.trip, miles=ask.miles)
    for work, cost in ((Work.SUBLET, ask.sublet), (Work.FREIGHT, ask.freight)):
        if cost is not None:
            yield ClaimedLine(0, work, cost.amount, has_invoice=bool(cost.invoice))
