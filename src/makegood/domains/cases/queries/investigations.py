"""Answer whether investigators were asked about an order's money and have not answered. ACC-4."""

from __future__ import annotations

from makegood.core.models import Job
from makegood.domains.billing.looking import looks_at_money
from makegood.domains.cases import policy
from makegood.domains.cases.models import Case


def red_flag_key(case: str) -> str:
    """The key of the act by which investigators are asked about a case."""
    return f"red_flag:{case}"


@looks_at_money
def waits_for_investigators(order: str) -> bool:
    """Whether a refund of an order waits for the answer of those who are asked on a red flag.

    A question that they return unanswered still waits, until the case itself is closed.
    """
    return any(_waits(case) for case in Case.objects.filter(subjects__ref=f"order:{order}"))


def _waits(case: Case) -> bool:
    if not case.is_open:
        return False
    if Job.objects.filter(key=red_flag_key(case.number), done_at=None).exists():
        return True
    asked = [one for one in case.referrals.order_by("pk") if policy.tips_nobody_off(one.department)]
    return bool(asked) and asked[-1].answered_at is None
