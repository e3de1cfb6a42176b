"""Tell whether an act stays within what its actor may do alone (gate 7 of B0, C06)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from django.db.models import Q, Sum

from makegood.core.actor import Actor
from makegood.core.decision import Use
from makegood.core.models import AuthorityUse
from makegood.core.money import Money
from makegood.handbook import book

_YEAR = timedelta(days=365)
_REASON = re.compile(r"(\w+): (\S+ [A-Z]{3}) is above (\S+ [A-Z]{3})")


@dataclass(frozen=True, slots=True)
class Excess:
    """Why somebody with more authority must say yes: which limit, and what it would come to."""

    limit_name: str
    limit: Money
    comes_to: Money
    over_budget: bool = False

    @property
    def reason(self) -> str:
        """As it is kept with a request."""
        return f"{self.limit_name}: {self.comes_to} is above {self.limit}"

    @classmethod
    def read(cls, reason: str) -> Self:
        """What was kept with a request. ValueError."""
        found = _REASON.fullmatch(reason)
        if found is None:
            raise ValueError(f"{reason!r} is no reason for a request")
        name, comes_to, limit = found.groups()
        return cls(name, limit=Money.parse(limit), comes_to=Money.parse(comes_to))


def excess(actor: Actor, use: Use, at: datetime, *, is_second: bool = False) -> Excess | None:
    """The first limit of the actor's role that this use would pass; None when within all.

    Split amounts count as one: what was done of the same kind for the same party within the
    splitting hours is added, unless somebody else approved it (AC06.2). Some kinds have no
    limit but always need a second person who may approve; `is_second` says that the actor is
    that person, and not the one who asked.
    """
    rules = book().authority
    if use.kind in rules.approvals.four_eyes:
        may_agree = is_second and rules.may_approve(actor.role)
        return None if may_agree else Excess("four_eyes", Money.zero(), use.amount)
    limit = rules.limit(actor.role, use.kind)
    if limit is None or not limit.may:
        return Excess("may", Money.zero(use.amount.currency), use.amount)
    if use.mechanical:
        return _over("mechanical", limit.mechanical, Money.zero(), use.amount)
    return (
        _over("per_transaction", limit.per_transaction, _split(use, actor, at), use.amount)
        or _over("per_case", limit.per_case, _in_subject(use), use.amount)
        or _over("per_customer_12m", limit.per_customer_12m, _in_year(use, actor, at), use.amount)
        or _over_budget(use, at)
    )


def use_up(act: str, actor: Actor, use: Use, at: datetime, approver: Actor | None) -> None:
    """Note the authority that an act used up."""
    AuthorityUse.objects.create(
        at=at,
        act=act,
        kind=use.kind,
        actor=actor.name,
        party=actor.party or "",
        subject=use.subject or "",
        amount_cents=use.amount.cents,
        mechanical=use.mechanical,
        approved_by=approver.name if approver else "",
    )


def spent_in_month(kind: str, at: datetime) -> Money:
    """What all teams gave of a kind in the month of a moment."""
    start = at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return _sum(Q(kind=kind, at__gte=start))


def _over(name: str, limit: object, before: Money, amount: Money) -> Excess | None:
    if limit is None:
        return None
    bound = Money.parse(str(limit))
    return Excess(name, bound, before + amount) if before + amount > bound else None


def _over_budget(use: Use, at: datetime) -> Excess | None:
    if use.monthly_budget is None:
        return None
    spent = spent_in_month(use.kind, at)
    if spent + use.amount <= use.monthly_budget:
        return None
    return Excess("monthly_budget", use.monthly_budget, spent + use.amount, over_budget=True)


def _split(use: Use, actor: Actor, at: datetime) -> Money:
    since = at - timedelta(hours=book().authority.approvals.splitting_hours)
    alike = Q(kind=use.kind, mechanical=False, approved_by="", at__gte=since)
    same = Q(party=actor.party) if actor.party else Q(pk=None)
    if use.subject:
        same |= Q(subject=use.subject)
    return _sum(alike & same)


def _in_subject(use: Use) -> Money:
    if not use.subject:
        return Money.zero()
    return _sum(Q(kind=use.kind, subject=use.subject, approved_by=""))


def _in_year(use: Use, actor: Actor, at: datetime) -> Money:
    return _sum(Q(kind=use.kind, party=actor.party or "-", at__gte=at - _YEAR))


def _sum(which: Q) -> Money:
    total = AuthorityUse.objects.filter(which).aggregate(total=Sum("amount_cents"))["total"]
    return Money(total or 0)
