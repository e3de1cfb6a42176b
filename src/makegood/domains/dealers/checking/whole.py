"""Check what concerns a claim as a whole: what cannot be, what is asked, what denies it all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from makegood.core.statements import Article, Sayable, say
from makegood.domains.aftersales.warranty import Cover, cover_of
from makegood.domains.dealers.checking.facts import Repair
from makegood.domains.dealers.checking.found import Ground
from makegood.handbook import book


def ground(
    reason: str, number: int, day: date, sentence: str = "", cure: str = "cure", /,
    **params: Sayable,
) -> Ground:  # fmt: skip
    """A reason with its sentence, and what would change it if its clause says so."""
    rule = book().clause(f"DLR-{number}", on=day)
    changed = say(rule, cure) if cure in rule.sentences else None
    return Ground(reason, say(rule, sentence or reason, **params), changed)


def question(repair: Repair) -> Ground | None:
    """What is asked before anything is decided; None when nothing is. Source: B46, AC23.6."""
    on = repair.received_on
    most = book().clause("DLR-18", on=on).whole("most_hours")
    if repair.hours > most:
        return ground("hours", 18, on, hours=repair.hours)
    if repair.repaired_on > on:
        return ground("future", 18, on, repaired_on=repair.repaired_on)
    if repair.repaired_on < repair.failed_on:
        days: dict[str, Sayable] = {
            "repaired_on": repair.repaired_on,
            "failed_on": repair.failed_on,
        }
        return ground("before_failure", 18, on, **days)
    if repair.answered or is_recall(repair):
        return None
    if repair.direct:
        return ground("direct", 17, on, other=repair.direct)
    again = _repeated(repair)
    if again is not None:
        other, days_before = again
        return ground("repeat_repair", 17, on, other=other, days=days_before)
    return None


def denial(repair: Repair) -> Ground | None:
    """The first check that denies the whole claim; None when none does. Source: C23."""
    for one in _CHECKS:
        found = one(repair)
        if found is not None:
            return found
    return None


def duplicate(repair: Repair) -> Ground | None:
    """The same piece, operation and day was claimed before."""
    for one in repair.earlier:
        if one.repaired_on == repair.repaired_on and one.ops & repair.ops:
            return ground("duplicate", 2, repair.received_on, other=one.number)
    return None


def is_recall(repair: Repair) -> bool:
    """Whether it is the repair of a recall, which always pays."""
    table = book().table("op_codes", on=repair.received_on)
    return any(row["recall"] is True for op in repair.ops for row in table.find(op=op))


def cover(repair: Repair) -> Cover | None:
    """How long what failed was covered; None for stock, and for what nobody knows. Source: C21."""
    unit = repair.unit
    if unit is None or unit.started_on is None:
        return None
    return cover_of(
        unit.terms, component_of(repair), unit.started_on, unit.attempts, repair.failed_on,
        at_least_until=unit.covered_until,
    )  # fmt: skip


def component_of(repair: Repair) -> str:
    """The component that the failure code names; empty for a code that nobody knows."""
    rows = book().table("failure_codes", on=repair.received_on).find(code=repair.failure_code)
    return rows[0].text("component") if rows else ""


def last_day(repair: Repair) -> date:
    """Until when the repair can be claimed. Source: DLR-4."""
    days = book().clause("DLR-4", on=repair.received_on).whole("submit_days")
    return repair.repaired_on + timedelta(days=days)


def _repeated(repair: Repair) -> tuple[str, int] | None:
    within = book().clause("DLR-17", on=repair.received_on).whole("repeat_days")
    for one in repair.earlier:
        days = (repair.repaired_on - one.repaired_on).days
        if one.ops & repair.ops and 0 < days <= within:
            return one.number, days
    return None


def _authorised(repair: Repair) -> Ground | None:
    on, unit = repair.received_on, repair.unit
    if repair.closed_on is not None and repair.repaired_on > repair.closed_on:
        return ground("closed", 3, on, on=repair.closed_on)
    if unit is not None and unit.model not in repair.models:
        return ground("not_authorised", 3, on, model=Article(unit.model))
    if repair.agreement is None:
        return ground("no_terms", 3, on, on=repair.repaired_on)
    return None


def _in_time(repair: Repair) -> Ground | None:
    last = last_day(repair)
    if repair.received_on <= last or is_recall(repair):
        return None
    days: dict[str, Sayable] = {"repaired_on": repair.repaired_on, "last_day": last}
    return ground("late", 4, repair.received_on, days=(repair.received_on - last).days, **days)


def _in_warranty(repair: Repair) -> Ground | None:
    on, unit = repair.received_on, repair.unit
    if unit is None:
        return ground("unknown_serial", 5, on, "unknown", "cure_serial", serial=repair.serial)
    shared = repair.approval is not None and repair.approval.share is not None
    if unit.started_on is None or shared or is_recall(repair):
        return None
    found = cover(repair)
    if found is not None and found.pays_parts(repair.failed_on):
        return None
    ended = max(found.parts_until, found.full_until) if found else unit.started_on
    days: dict[str, Sayable] = {
        "started_on": unit.started_on, "ended_on": ended, "failed_on": repair.failed_on,
    }  # fmt: skip
    return ground("out_of_warranty", 5, on, "ended", **days)


def _failure(repair: Repair) -> Ground | None:
    on, code, unit = repair.received_on, repair.failure_code, repair.unit
    rows = book().table("failure_codes", on=on).find(code=code)
    if not rows:
        return ground("unknown_failure", 6, on, "unknown", code=code)
    if unit is not None and unit.model not in rows[0].text("models").split():
        return ground("not_of_model", 6, on, code=code, model=Article(unit.model))
    return None


_CHECKS: tuple[Callable[[Repair], Ground | None], ...] = (
    duplicate, _authorised, _in_time, _in_warranty, _failure,
)  # fmt: skip
