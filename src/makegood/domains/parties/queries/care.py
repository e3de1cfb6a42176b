"""Who needs care, and what that bars. Source: C02, C30."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from makegood.core import clock
from makegood.core.decision import Statement, say
from makegood.domains.parties.models import (
    AccountRole,
    Death,
    FalseDeath,
    PurchasePause,
    Role,
    Vulnerability,
    VulnerabilityKind,
)
from makegood.handbook import book


@dataclass(frozen=True, slots=True)
class PauseCard:
    """That somebody asked us to sell them nothing: in which words, and to which day."""

    wording: str
    captured_how: str
    at: datetime
    until: date


@dataclass(frozen=True, slots=True)
class CareCard:
    """What somebody agreed that we keep in mind, in their words, and until when unasked."""

    kind: str
    evidence: str
    captured_how: str
    at: datetime
    review_on: date


@dataclass(frozen=True, slots=True)
class DeathCard:
    """That we were told that somebody has died: who told it, and when."""

    told_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FalseDeathCard:
    """That we were told of a death that was none: when, and when and why it was taken back."""

    told_at: datetime
    at: datetime
    reason: str


def care_for(party: str) -> tuple[CareCard, ...]:
    """What whoever serves this party must know before anything else."""
    rows = Vulnerability.objects.filter(party__number=party).order_by("pk")
    return tuple(
        CareCard(one.kind, one.evidence, one.captured_how, one.at, one.review_on) for one in rows
    )


def bars_disconnection(account: str) -> bool:
    """Whether power of this account must not be cut off: somebody there depends on it (VUL-2).

    It holds from the moment it was told, before any paper has come.
    """
    roles = AccountRole.objects.filter(
        account__number=account, revoked_at=None, role__in=(Role.HOLDER, Role.JOINT)
    )
    return Vulnerability.objects.filter(
        kind=VulnerabilityKind.MEDICAL, party__in=roles.values("party")
    ).exists()


def pauses_of(party: str) -> tuple[PauseCard, ...]:
    """Each pause of buying that a party asked for, in its order."""
    rows = PurchasePause.objects.filter(party__number=party).order_by("pk")
    return tuple(PauseCard(one.wording, one.captured_how, one.at, one.until) for one in rows)


def sells_nothing_until(party: str) -> date | None:
    """The last day of the pause of buying that a party asked for, while it runs (VUL-3)."""
    last = max((one.until for one in pauses_of(party)), default=None)
    return last if last and last >= clock.today() else None


def why_not_sold(party: str) -> Statement | None:
    """Why a party is sold nothing today; None when it may buy (VUL-3, ACC-12)."""
    today, until = clock.today(), sells_nothing_until(party)
    if died_by(party):
        phone = book().company.contact["phone"]
        return say(book().clause("ACC-12", on=today), "sells_nothing", phone=phone)
    rule = book().clause("VUL-3", on=today)
    return say(rule, "sells_nothing", until=until) if until else None


def death_of(party: str) -> DeathCard | None:
    """That a party has died, as we were told; None when we were not."""
    row = Death.objects.filter(party__number=party).first()
    return DeathCard(row.told_by, row.at) if row else None


def died_by(party: str) -> datetime | None:
    """When we were told that a party has died; None when we were not."""
    told = death_of(party)
    return told.at if told else None


def died_among(parties: Iterable[str]) -> frozenset[str]:
    """Which of these parties have died, as we were told, with one look."""
    found = Death.objects.filter(party__number__in=parties)
    return frozenset(found.values_list("party__number", flat=True))


def deaths_among(parties: Iterable[str]) -> Mapping[str, datetime]:
    """When we were told of the deaths of those of these parties who have died, with one look."""
    found = Death.objects.filter(party__number__in=parties)
    return dict(found.values_list("party__number", "at"))


def false_deaths_of(party: str) -> tuple[FalseDeathCard, ...]:
    """Each time that a party was wrongly said to have died."""
    rows = FalseDeath.objects.filter(party__number=party).order_by("pk")
    return tuple(FalseDeathCard(one.told_at, one.at, one.reason) for one in rows)
