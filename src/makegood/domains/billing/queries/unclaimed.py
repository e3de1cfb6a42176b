"""Which refunds nobody claims, and what is due about them today (REF-11, REF-13)."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from makegood.core.clock import local
from makegood.domains.billing.models import AS_CHEQUE, RefundLeg
from makegood.domains.billing.policy import Ages, Due
from makegood.domains.billing.queries.payments import leg_state, legs


def unclaimed(today: date, ages: Ages) -> tuple[tuple[str, Due], ...]:
    """Each part of a refund about which something is due today, and what."""
    cheques = Q(tender__in=AS_CHEQUE, drawer="", settled_at=None, sent_at__isnull=False)
    failed = Q(failed_at__isnull=False, reissued_as=None, unclaimed_at=None)
    rows = legs().filter((cheques & Q(failed_at=None)) | failed)
    found = ((row.number, _due(row, today, ages)) for row in rows.iterator())
    return tuple((number, due) for number, due in found if due)


def due_about(leg: str, today: date, ages: Ages) -> Due | None:
    """What is due today about one part of a refund; None for nothing."""
    row = legs().filter(number=leg).first()
    return _due(row, today, ages) if row else None


def _due(row: RefundLeg, today: date, ages: Ages) -> Due | None:
    """Nothing is turned over before its letter is `letter_days` old."""
    state = leg_state(row)
    if state == "sent" and row.sent_at and row.tender in AS_CHEQUE and not row.drawer:
        return Due.STOP if _age(today, row.sent_at) > ages.stale_days else None
    if state != "failed" or row.failed_at is None:
        return None
    if row.written_at:
        return Due.TURN_OVER if _age(today, row.written_at) > ages.letter_days else None
    is_late = _age(today, row.failed_at) >= ages.kept_days - ages.letter_days
    return Due.WARN if is_late else None


def _age(today: date, moment: datetime) -> int:
    return (today - local(moment).date()).days
