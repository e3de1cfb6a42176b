"""Decide when the label of a return is sent once more. Source: C19, DOC-4, RET-21."""

from __future__ import annotations

from datetime import date

from makegood.core.decision import Decision, Verdict, allow, refuse, say
from makegood.domains.documents.policy import Copy, may_send_copy
from makegood.handbook import book

_AWAITED = ("authorised", "label_sent")


def may_send_label(
    number: str, state: str, copy: Copy | None, *, last_day: date, comes_on: date | None,
    today: date,
) -> Decision:  # fmt: skip
    """The same label goes out again while its parcel is awaited; one not made yet comes itself."""
    rule = book().clause("RET-21", on=today)
    if state not in _AWAITED:
        told = say(rule, "not_needed", return_number=number)
    elif copy is None and comes_on is not None and comes_on >= today:
        told = say(rule, "not_yet", return_number=number, day=comes_on)
    elif copy is None:
        told = say(rule, "late", return_number=number)
    else:
        found = may_send_copy(copy, today)
        if found.verdict is not Verdict.ALLOW:
            return found
        told = say(rule, "same", return_number=number, last_day=last_day)
        return allow(clauses=[rule], says=[*found.says, told])
    return refuse("policy_denied", clause=rule, says=[told])
