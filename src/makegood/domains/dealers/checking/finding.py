"""Turn what was found of a part that came back into what is allowed. Source: C23, DLR-13."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from makegood.core.money import Money
from makegood.core.statements import Article, Sayable
from makegood.domains.dealers.checking.facts import ClaimedLine, Repair, Work
from makegood.domains.dealers.checking.found import Checked, CheckedLine, Ground
from makegood.domains.dealers.checking.whole import ground
from makegood.handbook import book

NOT_RETURNED = "not_returned"


def after_looking(repair: Repair, lines: Sequence[CheckedLine]) -> Checked:
    """What is allowed once the parts were looked at, or did not come in time.

    A part that is denied takes the labour of the repair with it; when no fault was found, the
    diagnosis is paid instead of the labour. What is cured later is checked again.
    """
    parts = [one for one in lines if one.line.due_on is not None and one.allowed]
    waits = tuple(one.line for one in parts if not one.line.finding and not _is_late(one, repair))
    found = list(lines)
    needs_review = False
    for one in parts:
        finding = one.line.finding or (NOT_RETURNED if _is_late(one, repair) else "")
        decision = _decision(finding, repair)
        needs_review = needs_review or decision == "review"
        if decision in ("deny", "cure", "diagnosis"):
            found = _without(found, one, finding, decision, repair)
    return Checked(tuple(found), waits=waits, needs_review=needs_review)


def _is_late(one: CheckedLine, repair: Repair) -> bool:
    due = one.line.due_on
    return due is not None and not one.line.finding and repair.today > due


def _decision(finding: str, repair: Repair) -> str:
    if finding in ("", NOT_RETURNED):
        return "cure" if finding else ""
    row = book().table("part_findings", on=repair.received_on).row(finding=finding)
    return row.text("decision")


def _without(
    lines: Iterable[CheckedLine], part: CheckedLine, finding: str, decision: str, repair: Repair
) -> list[CheckedLine]:
    why = _ground(part.line, finding, repair)
    found = []
    for one in lines:
        if one.line.place == part.line.place:
            one = _denied(one, why, finding)
        elif one.line.work is Work.LABOUR and one.allowed:
            one = _diagnosed(one, why, repair) if decision == "diagnosis" else _denied(
                one, why, finding
            )  # fmt: skip
        found.append(one)
    return found


def _ground(line: ClaimedLine, finding: str, repair: Repair) -> Ground:
    on = repair.received_on
    if finding == NOT_RETURNED and line.due_on is not None:
        named: dict[str, Sayable] = {"part": Article(line.code), "last_day": line.due_on}
        return ground(finding, 12, on, **named)
    if finding == "no_fault_found":
        return ground(finding, 13, on, hours=_diagnosis(repair))
    return ground(finding, 13, on)


def _diagnosis(repair: Repair) -> Decimal:
    minutes = book().clause("DLR-13", on=repair.received_on).whole("diagnosis_minutes")
    return Decimal(minutes) / 60


def _diagnosed(one: CheckedLine, why: Ground, repair: Repair) -> CheckedLine:
    """Diagnosis instead of the labour, once, and never more than was allowed for it."""
    if any(each.reason == why.reason for each in one.grounds):
        return one
    first = min(line.place for line in repair.lines if line.work is Work.LABOUR)
    if one.line.place != first or repair.agreement is None:
        return _denied(one, why, why.reason)
    hours = min(one.hours, _diagnosis(repair))
    allowed = min(one.allowed, repair.agreement.labour_rate.percent(hours * 100))
    return replace(one, allowed=allowed, hours=hours, rule="diagnosis", grounds=(why,))


def _denied(one: CheckedLine, why: Ground, rule: str) -> CheckedLine:
    zero = Money.zero(one.allowed.currency)
    return replace(one, allowed=zero, hours=Decimal(0), rule=rule, grounds=(why,))
