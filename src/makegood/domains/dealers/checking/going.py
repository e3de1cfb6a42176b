"""Go through a claim: its questions, the checks of the whole, then of each line, then the parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from makegood.core.money import Money, sum_of
from makegood.domains.dealers.checking import pricing
from makegood.domains.dealers.checking.facts import Repair
from makegood.domains.dealers.checking.finding import after_looking
from makegood.domains.dealers.checking.found import Checked, CheckedLine, Ground
from makegood.domains.dealers.checking.whole import denial, ground, is_recall, question
from makegood.handbook import book


def check(repair: Repair) -> Checked:
    """What is allowed of each line and why, in the order of DLR-1. Nothing is ever below zero."""
    asked = question(repair)
    if asked is not None:
        return Checked(_nothing(repair, asked, "asked"), question=asked)
    denied = denial(repair)
    if denied is not None:
        return Checked(_nothing(repair, denied, denied.reason))
    if repair.agreement is None:
        raise ValueError("a repair without an agreement was not denied")
    priced = [pricing.price(line, repair, repair.agreement) for line in repair.lines]
    return after_looking(repair, _within_approval(repair, priced))


def _nothing(repair: Repair, why: Ground, rule: str) -> tuple[CheckedLine, ...]:
    return tuple(pricing.nothing(line, why, rule) for line in repair.lines)


def _within_approval(repair: Repair, lines: Sequence[CheckedLine]) -> list[CheckedLine]:
    """Above an amount a repair needs approval, and is paid up to it; a share is goodwill."""
    on, approval = repair.received_on, repair.approval
    total = sum_of([one.allowed for one in lines])
    above = Money.parse(str(book().clause("DLR-11", on=on).decimal("approval_above")))
    if approval is None:
        if total <= above or is_recall(repair):
            return list(lines)
        why = ground("no_approval", 11, on, "missing", allowed=total)
        return [_less(one, Money.zero(total.currency), why, "prior_approval") for one in lines]
    if approval.share is not None:
        why = ground("goodwill_share", 11, on, "share", percent=approval.share)
        name = f"goodwill_share({approval.share}%)"
        lines = [_less(one, one.allowed.percent(approval.share), why, name) for one in lines]
    return _up_to(lines, approval.most, approval.number, repair)


def _up_to(
    lines: Sequence[CheckedLine], most: Money, number: str, repair: Repair
) -> list[CheckedLine]:
    left, found = most, []
    for one in lines:
        allowed = min(one.allowed, left)
        left -= allowed
        why = ground("approved_up_to", 11, repair.received_on, "most", most=most,
                     number=number)  # fmt: skip
        found.append(one if allowed == one.allowed else _less(one, allowed, why, "prior_approval"))
    return found


def _less(one: CheckedLine, allowed: Money, why: Ground, rule: str) -> CheckedLine:
    if not one.allowed:
        return one
    hours = one.hours if allowed else Decimal(0)
    return replace(one, allowed=allowed, hours=hours, rule=rule, grounds=(*one.grounds, why))
