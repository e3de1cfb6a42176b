"""Ask somebody with more authority, and know what was answered (C06)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pydantic import JsonValue

from makegood.core.actor import Actor
from makegood.core.authority import Excess
from makegood.core.calendars import company_calendar
from makegood.core.clock import at_local, local
from makegood.core.decision import Use
from makegood.core.models import ApprovalRequest
from makegood.core.money import Money
from makegood.core.numbers import next_number
from makegood.handbook import book


@dataclass(frozen=True, slots=True)
class Approval:
    """Somebody's yes to a request: who, which request, and the amount that was shown."""

    approver: Actor
    number: str
    amount: Money


def request(
    *, operation: str, ask: JsonValue, actor: Actor, use: Use, excess: Excess, at: datetime
) -> ApprovalRequest:
    """Keep an act that waits for a yes; the same act waiting already is not asked twice.

    Asked again, it shows today's amount, so that a stale request can be answered after all.
    """
    shown = {
        "amount_cents": use.amount.cents,
        "currency": use.amount.currency,
        "reason": excess.reason,
        "over_budget": excess.over_budget,
    }
    waiting = ApprovalRequest.objects.filter(
        operation=operation, ask=ask, asker_name=actor.name, party=actor.party or "",
        decided_at=None, expires_at__gt=at,
    ).first()  # fmt: skip
    if waiting is not None:
        ApprovalRequest.objects.filter(pk=waiting.pk).update(**shown)
        return waiting
    return ApprovalRequest.objects.create(
        number=next_number("AP"),
        operation=operation,
        ask=ask,
        asker=actor.model_dump(mode="json"),
        asker_name=actor.name,
        party=actor.party or "",
        kind=use.kind,
        **shown,
        asked_at=at,
        expires_at=_expiry(at),
    )


def has_moved(amount: Money, shown: Money) -> bool:
    """Whether an amount changed so much since it was shown that the approver is asked again."""
    rules = book().authority.approvals
    difference = abs(amount.cents - shown.cents)
    by_share = abs(shown.percent(rules.recheck_percent).cents)
    return difference > min(Money.parse(str(rules.recheck_amount)).cents, by_share)


def _expiry(at: datetime) -> datetime:
    days = book().authority.approvals.expires_after_business_days
    here = local(at)
    return at_local(company_calendar().add_business_days(here.date(), days), here.time())
