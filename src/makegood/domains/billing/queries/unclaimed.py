"""Which refunds nobody claims, and what is due about them today (REF-11, REF-13)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from makegood.core.clock import local
from makegood.domains.billing.models import AS_CHEQUE, RefundLeg


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """Parts of refunds: cheques to be stopped, people to be written to, money to be turned over.

    `last_days` is until when somebody who is written to can still claim it.
    """

    stale: tuple[str, ...]
    to_write: tuple[str, ...]
    to_turn_over: tuple[str, ...]
    last_days: Mapping[str, date]


def unclaimed(today: date, stale_days: int, kept_days: int, letter_days: int) -> Unclaimed:
    """What is due today; nothing is turned over before its letter is `letter_days` old."""
    cheques = RefundLeg.objects.filter(
        tender__in=AS_CHEQUE, drawer="", settled_at=None, failed_at=None, sent_at__isnull=False
    )
    stale = [row.number for row in cheques.order_by("pk")
             if row.sent_at and _age(today, row.sent_at) > stale_days]  # fmt: skip
    failed = RefundLeg.objects.filter(
        failed_at__isnull=False, reissued_as=None, unclaimed_at=None
    ).order_by("pk")
    to_write, to_turn_over, last_days = [], [], {}
    for row in failed:
        if row.failed_at is None:
            continue
        if row.written_at is None and _age(today, row.failed_at) >= kept_days - letter_days:
            to_write.append(row.number)
            last_days[row.number] = today + timedelta(days=letter_days)
        elif row.written_at and _age(today, row.written_at) > letter_days:
            to_turn_over.append(row.number)
    return Unclaimed(tuple(stale), tuple(to_write), tuple(to_turn_over), last_days)


def _age(today: date, moment: datetime) -> int:
    return (today - local(moment).date()).days
