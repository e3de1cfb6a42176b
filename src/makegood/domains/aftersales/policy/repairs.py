"""Decide whether a repair may begin, what it may cost, and what its end means (C21; WAR-7..13)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from makegood.core.decision import Decision, Figure, Statement, allow, needs_info, refuse
from makegood.core.money import Money
from makegood.core.statements import Article
from makegood.domains.aftersales import warranty
from makegood.domains.aftersales.policy.intermittent import (
    SoakFacts,
    told_before,
    unseen_too_soon,
    watched_until,
)
from makegood.domains.aftersales.policy.refrigerant import (
    Recovery,
    law,
    recovery_told,
    unlawful,
)
from makegood.domains.aftersales.policy.warranties import (
    UnitFacts,
    after_told,
    is_told_late,
    not_known,
    remedy_told,
    told_cover,
    tolled_told,
    until_told,
    war,
)
from makegood.domains.aftersales.warranty import Attempt, Cause, Ended, Fitted
from makegood.handbook import book

VISIT = "SV-TRIP"
"""What a visit costs stands in the price list under this number."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault as it is told: what failed, when, what shows the day, what else was damaged."""

    component: str
    failed_on: date
    evidence: str
    damage: str
    comes_and_goes: bool = False
    again_of: str = ""


def as_first_told(facts: UnitFacts, fault: Fault, today: date) -> Fault:
    """The fault as it was told first, where it comes and goes and did not show. Source: WAR-16."""
    before = told_before(facts, fault.component, today)
    if before is None or before.failed_on is None:
        return fault
    return replace(
        fault, failed_on=min(fault.failed_on, before.failed_on), again_of=before.number,
        comes_and_goes=True, evidence=fault.evidence or before.number,
    )  # fmt: skip


def may_authorise_repair(facts: UnitFacts, fault: Fault, *, today: date) -> Decision:
    """Whether a repair may begin: under warranty or plan, once at a time, never a fourth time."""
    component, failed_on = fault.component, fault.failed_on
    running = [one for one in facts.attempts if one.component == component and not one.ended]
    if running:
        told = war(7, "open", today, repair=running[0].number)
        return refuse("policy_denied", says=[told])
    lacking, cover = not_known(facts, failed_on, today), facts.cover(component, failed_on)
    if lacking is not None or cover is None:
        return lacking or refuse("policy_denied", says=[war(1, "none", today)])
    due = remedy_told(facts, component, failed_on, today)
    if due:
        return refuse("policy_denied", says=due, instead=[war(5, "says", today)])
    paid = told_cover(facts, component, failed_on, today)
    if not cover.pays_parts(failed_on) and not facts.has_plan(failed_on):
        ended = until_told(facts, component, cover, today)
        used = [war(9, "says", today)] if facts.is_in_business else []
        says = [*ended, paid[0], *used, war(6, "says", today)]
        return refuse("policy_denied", says=says, instead=paid[1:])
    if is_told_late(facts, component, failed_on, today) and not fault.evidence:
        return needs_info("evidence", says=[war(11, "says", today)])
    credit = facts.credit(component, failed_on)
    return allow(
        clauses=[book().clause(f"WAR-{number}", on=today) for number in (1, 3, 7, 8, 10)],
        says=[*tolled_told(cover, today), *paid, *_besides(facts, fault, today),
              war(7, "says", today)],
        figures=[Figure(name="warranty_credit", amount=credit)] if credit else (),
    )  # fmt: skip


def _besides(facts: UnitFacts, fault: Fault, today: date) -> Iterator[Statement]:
    """What else is told before a repair: the evidence taken, the fee, what else was damaged."""
    told = after_told(facts, fault.component, fault.failed_on, today)
    if is_told_late(facts, fault.component, fault.failed_on, today):
        told = [one for one in told if not one.source.startswith("WAR-11@")]
        shown = fault.evidence.rstrip(". ")
        yield war(11, "shown", today, failed_on=fault.failed_on, evidence=shown)
    yield from told
    fee = fee_told(facts, fault.component, today)
    if fee:
        yield war(8, "beforehand", today, fee=fee)
    elif facts.is_large and fault.component in facts.issues:
        yield war(8, "known", today, issue=facts.issues[fault.component])
    if fault.again_of:
        repair, day = fault.again_of, fault.failed_on
        yield war(16, "again", today, repair=repair, failed_on=day)
    if fault.comes_and_goes:
        yield war(16, "show_us", today)
    if facts.has_refrigerant:
        yield law("do_not_open", today)
    if fault.damage:
        yield war(13, "says", today)
        yield war(13, "keep", today)


def fee_told(facts: UnitFacts, component: str, today: date) -> Money | None:
    """What is told beforehand that a visit may cost; None for the first one for a known fault.

    None as well for a fault that came back after it did not show, and for what needs no visit.
    """
    was_in_vain = any(one.ended == Ended.NOTHING_FOUND for one in facts.attempts)
    is_known = component in facts.issues and not was_in_vain
    is_free = is_known or told_before(facts, component, today) is not None
    if not facts.is_large or is_free:
        return None
    price = book().prices.price(VISIT, today)
    return Money.parse(f"{price.amount} {price.currency}")


@dataclass(frozen=True, slots=True)
class Share:
    """The share of a price that is credited: the months used, of how many, and what is left."""

    used: int
    months: int
    price: Money
    credit: Money


@dataclass(frozen=True, slots=True)
class RepairFacts:
    """A repair and the piece that it is of.

    `fee_told` is what the customer was told beforehand that the visit may cost; None if nothing.
    """

    number: str
    component: str
    failed_on: date
    went_out_on: date | None
    fee_told: Money | None
    unit: UnitFacts
    soak: SoakFacts

    def ended(self, ended: str, came_in_on: date, went_out_on: date) -> UnitFacts:
        """The piece as it is once this repair has ended so."""
        one = Attempt(self.number, self.component, came_in_on, went_out_on, ended)
        others = (each for each in self.unit.attempts if each.number != self.number)
        return replace(self.unit, attempts=(*others, one))

    @property
    def share(self) -> Share | None:
        """What is credited when the part is no longer made; None where we know no price."""
        unit = self.unit
        if unit.price is None or unit.start is None:
            return None
        cover = unit.cover(self.component, self.failed_on)
        months = book().clause("WAR-12", on=self.failed_on).whole("expected_months")
        if cover is not None and cover.is_shared(self.failed_on):
            months = cover.parts_months
        used = warranty.months_used(unit.start.on, self.failed_on)
        return Share(used, months, unit.price, warranty.credit_for(unit.price, used, months))


@dataclass(frozen=True, slots=True)
class RepairEnd:
    """How a repair ended: in which way, from when to when, and what the cause was.

    `fitted` is the part that was; `recovery` what was done to a circuit with refrigerant.
    """

    ended: str
    came_in_on: date
    went_out_on: date
    cause: str
    fitted: Fitted | None = None
    circuit_opened: bool | None = None
    recovery: Recovery | None = None

    @property
    def found_nothing(self) -> bool:
        """Whether it ended without any fault, of the appliance or from outside."""
        return self.ended == Ended.NOTHING_FOUND and self.cause in ("", Cause.APPLIANCE)

    @property
    def is_work(self) -> bool:
        """Whether anything was done to the appliance."""
        return self.ended in (Ended.REPAIRED, Ended.FAILED)


def may_record_repair(
    facts: RepairFacts, end: RepairEnd, *, now: datetime, today: date
) -> Decision:
    """Whether the end of a repair may be recorded: once, with days that can be. Source: AC21.6."""
    if facts.went_out_on is not None:
        told = war(7, "ended", today, repair=facts.number, on=facts.went_out_on)
        return refuse("policy_denied", says=[told])
    if not end.came_in_on <= end.went_out_on <= today:
        return needs_info("went_out_on", says=[war(7, "days_wrong", today)])
    unfit = _unfit_work(facts, end, today)
    if end.found_nothing:
        unfit = unfit or unseen_too_soon(facts.soak, now=now, today=today)
    if unfit is not None:
        return unfit
    if end.ended == Ended.NO_PART and facts.share is None:
        return refuse("policy_denied", says=[war(12, "no_price", today, serial=facts.unit.serial)])
    fee = fee_due(facts, end)
    return allow(
        clauses=[book().clause(f"WAR-{number}", on=today) for number in (3, 5, 8)],
        says=list(_end_told(facts, end, fee, today)),
        figures=[Figure(name="fee", amount=fee)] if fee else (),
    )


def _unfit_work(facts: RepairFacts, end: RepairEnd, today: date) -> Decision | None:
    """What bars the record of work: a part of another model, or refrigerant against the law.

    Whether a circuit was opened is asked for after work; who did open one is asked who it was,
    whatever came of it.
    """
    sku = facts.unit.sku
    if end.fitted and end.fitted.part not in {p.sku for p in book().catalogue.parts_for(sku)}:
        named = {"part": Article(end.fitted.part), "item": Article(sku)}
        return needs_info("part", says=[war(15, "not_fitting", today, **named)])
    is_asked = facts.unit.has_refrigerant and end.is_work
    if not is_asked and not end.circuit_opened and end.recovery is None:
        return None
    opened, day = end.circuit_opened, end.went_out_on
    return unlawful(opened, end.recovery, worked_on=day, today=today)


def fee_due(facts: RepairFacts, end: RepairEnd) -> Money | None:
    """What the visit costs: what was told beforehand, if the appliance itself did not fail."""
    if end.found_nothing and facts.soak.comes_and_goes:
        return None
    if end.found_nothing or end.cause in (Cause.INSTALLED_BY_OTHERS, Cause.OUTSIDE):
        return facts.fee_told
    return None


def _end_told(
    facts: RepairFacts, end: RepairEnd, fee: Money | None, today: date
) -> Iterator[Statement]:
    names = {"repaired": "done", "failed": "not_done", "nothing_found": "nothing_found",
             "no_part": "not_done"}  # fmt: skip
    yield war(7, names[end.ended], today, repair=facts.number, on=end.went_out_on)
    unit = facts.ended(end.ended, end.came_in_on, end.went_out_on)
    if end.ended != Ended.NOTHING_FOUND and end.went_out_on > end.came_in_on:
        yield war(3, "tolled", today, days=(end.went_out_on - end.came_in_on).days)
    if end.fitted is not None:
        until = {"parts_until": end.fitted.parts_until, "labour_until": end.fitted.labour_until}
        yield war(15, "fitted", today, part=Article(end.fitted.part), **until)
    if end.circuit_opened and end.recovery is not None:
        yield recovery_told(end.recovery, today)
    if end.cause not in ("", Cause.APPLIANCE):
        yield war(8, end.cause, today)
    if end.found_nothing and facts.soak.comes_and_goes:
        yield war(16, "not_seen", today, until=watched_until(end.went_out_on))
    if fee:
        yield war(8, "charged", today, fee=fee)
    elif end.ended == Ended.NOTHING_FOUND or end.cause not in ("", Cause.APPLIANCE):
        yield war(8, "free", today)
    if end.ended == Ended.FAILED:
        yield from remedy_told(unit, facts.component, end.went_out_on, today)
    if end.ended == Ended.NO_PART and (share := facts.share) is not None:
        yield war(
            12, "credited", today, used=share.used, months=share.months, price=share.price,
            credit=share.credit,
        )  # fmt: skip
