"""Answer how a claim's worksheet reads now, and who has signed it. Source: C23, C32."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from makegood.core.clock import local, today
from makegood.core.money import Money, sum_of
from makegood.domains.dealers.models import WorksheetSignature
from makegood.domains.dealers.policy import Side, is_counting, seal_of
from makegood.domains.dealers.queries.claims import ClaimLineCard, claim_card


@dataclass(frozen=True, slots=True)
class SignatureCard:
    """A signature: for which side, by whom, when, and under which seal."""

    side: str
    seal: str
    signed_at: datetime
    signed_by: str


@dataclass(frozen=True, slots=True)
class WorksheetCard:
    """A worksheet: its seal as it reads now, what it adds, what it comes to, whose name it bears.

    `waits_for` are the sides that have not signed it as it reads now; `signatures` are all.
    """

    claim: str
    seal: str
    extra: Money
    total: Money
    waits_for: tuple[str, ...]
    signatures: tuple[SignatureCard, ...]


def worksheet_of(claim: str) -> WorksheetCard:
    """The worksheet of a claim; NotFound when there is no such claim."""
    card = claim_card(claim)
    lines = [(one.place, one.code or one.work, one.claimed, _agreed(one)) for one in card.lines]
    extra = sum_of([agreed - one.allowed for one in card.lines if (agreed := _agreed(one))])
    seal = seal_of(claim, lines)
    rows = WorksheetSignature.objects.filter(claim__number=claim).order_by("pk")
    found = tuple(SignatureCard(one.side, one.seal, one.signed_at, one.signed_by) for one in rows)
    counts = {one.side for one in found if one.seal == seal
              and is_counting(one.side, local(one.signed_at).date(), today())}  # fmt: skip
    waits = tuple(str(side) for side in Side if side not in counts) if extra else ()
    return WorksheetCard(claim, seal, extra, card.allowed + extra, waits, found)


def _agreed(line: ClaimLineCard) -> Money | None:
    if line.agreed_at is None:
        return None
    return line.allowed if line.offered is None else max(line.offered, line.allowed)
