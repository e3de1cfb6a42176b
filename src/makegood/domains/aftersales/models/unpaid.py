"""Give out as plain facts which accepted returns could not be paid yet, and why not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from makegood.core.models import Job, JournalRow
from makegood.core.outcome import Outcome, Status
from makegood.core.times_of_day import first_minute
from makegood.domains.aftersales.models.buyers import Purchase, unpaid_among
from makegood.domains.aftersales.models.rows import Return
from makegood.domains.billing import queries as billing

_AGAIN = "refund:"


@dataclass(frozen=True, slots=True)
class Owing:
    """An accepted return that is not paid: its number, who sent it, and whether it was a gift.

    `refused` is why its payment was refused though nothing stops it: None when it was not tried
    since, empty when it waits for somebody's yes.
    """

    number: str
    party: str
    is_gift: bool
    refused: str | None


def payable_again(today: date) -> tuple[Owing, ...]:
    """The returns accepted before today that are unpaid, and of which nothing stops the payment.

    What a bank takes back, or of a gift what its buyer still owes, stops it.
    """
    rows = Return.objects.filter(
        accepted_at__lt=first_minute(today), refunded_at=None, cancelled_at=None, expired_at=None
    )
    waiting = list(rows.select_related("line__order").order_by("pk"))
    gifts = {row.number: _gift(row) for row in waiting if row.is_gift}
    unpaid = unpaid_among(gifts.values())
    disputed = billing.disputed_among({row.line.order.number for row in waiting})
    free = [
        row
        for row in waiting
        if row.line.order.number not in disputed and gifts.get(row.number) not in unpaid
    ]
    why = _why_refused({row.number for row in free})
    return tuple(Owing(row.number, row.party, row.is_gift, why.get(row.number)) for row in free)


def once_more(number: str) -> str:
    """How the keys begin under which a return is paid that could not be paid at once."""
    return f"{_AGAIN}{number}:"


def _gift(row: Return) -> Purchase:
    order = row.line.order
    return Purchase(order.number, order.party, row.terms.refund)


def _why_refused(numbers: Collection[str]) -> Mapping[str, str]:
    """Why the payment of each was refused that was tried; empty for what waits for a yes."""
    tries = Job.objects.filter(key__startswith=_AGAIN).exclude(ended_as=Status.DONE).order_by("pk")
    last = {_number(job.key): job for job in tries if _number(job.key) in numbers}
    rows = JournalRow.objects.filter(key__in=[f"job:{job.key}" for job in last.values()])
    kept = {row.key: row for row in rows.order_by("pk")}
    return {number: _why(job, kept.get(f"job:{job.key}")) for number, job in last.items()}


def _number(key: str) -> str:
    """The return that is paid once more under this key; empty for other keys."""
    number, again, _ = key.removeprefix(_AGAIN).partition(":")
    return number if again else ""


def _why(job: Job, row: JournalRow | None) -> str:
    if job.dead_at:
        return job.last_error
    if row is None or row.payload is None or job.ended_as == Status.PENDING_APPROVAL:
        return ""
    outcome = Outcome.model_validate(row.payload["outcome"])
    return " ".join(said.text() for said in outcome.statements) or str(outcome.code)
