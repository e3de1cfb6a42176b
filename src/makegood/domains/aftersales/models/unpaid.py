"""Give out as plain facts which accepted returns could not be paid yet, and why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from makegood.core.models import Job, JournalRow
from makegood.core.outcome import Outcome, Status
from makegood.core.times_of_day import first_minute
from makegood.domains.aftersales.models.facts import is_unpaid
from makegood.domains.aftersales.models.rows import Return
from makegood.domains.billing import queries as billing


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
    return tuple(
        Owing(row.number, row.party, row.is_gift, _why_refused(row.number))
        for row in rows.select_related("line__order").order_by("pk")
        if not _is_stopped(row)
    )


def once_more(number: str) -> str:
    """How the keys begin under which a return is paid that could not be paid at once."""
    return f"refund:{number}:"


def _is_stopped(row: Return) -> bool:
    order = row.line.order
    if row.is_gift:
        return is_unpaid(order.number, order.party, row.terms.refund)
    return bool(billing.open_chargebacks(order.number))


def _why_refused(number: str) -> str | None:
    tries = Job.objects.filter(key__startswith=once_more(number)).exclude(ended_as=Status.DONE)
    job = tries.order_by("pk").last()
    if job is None:
        return None
    if job.dead_at:
        return job.last_error
    row = JournalRow.objects.filter(key=f"job:{job.key}").last()
    if row is None or row.payload is None or job.ended_as == Status.PENDING_APPROVAL:
        return ""
    outcome = Outcome.model_validate(row.payload["outcome"])
    return " ".join(said.text() for said in outcome.statements) or str(outcome.code)
