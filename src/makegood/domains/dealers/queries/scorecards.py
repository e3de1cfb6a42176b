"""Count how a dealer's claims go, and name patterns that are worth a look. Source: C23, DLR-22."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from makegood.core.clock import at_local, today
from makegood.core.money import Money, sum_of
from makegood.core.statements import Article, Sayable, Statement
from makegood.domains.dealers.models import DealerUnit
from makegood.domains.dealers.queries.claims import ClaimCard, claims_of
from makegood.domains.dealers.telling import dlr
from makegood.handbook import book

_SATURDAY = 5
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Scorecard:
    """How a dealer's claims go in some days; a share is None where there is nothing to share.

    `per_100_units` counts claims against the pieces that the dealer was shipped.
    """

    first_day: date
    last_day: date
    claims: int
    units: int
    per_100_units: Decimal | None
    ntf_percent: Decimal | None
    repeat_repairs: int
    parts_back_percent: Decimal | None
    claimed: Money
    allowed: Money
    allowed_percent: Decimal | None
    hints: tuple[Statement, ...]


def scorecard(dealer: str, first_day: date, last_day: date) -> Scorecard:
    """How a dealer's claims that came in these days go."""
    start, end = at_local(first_day, time(0)), at_local(last_day + timedelta(days=1), time(0))
    claims = [one for one in claims_of([dealer]) if start <= one.submitted_at < end]
    units = DealerUnit.objects.filter(dealer__number=dealer).count()
    parts = [line for one in claims for line in one.lines if line.tag]
    looked = [line for line in parts if line.finding]
    late = [one for one in parts if one.arrived_on is None and one.due_on and one.due_on < today()]
    back = [one for one in parts if one.arrived_on is not None]
    claimed = sum_of([one.claimed for one in claims])
    allowed = sum_of([one.allowed for one in claims])
    ntf = [line for line in looked if line.finding == "no_fault_found"]
    return Scorecard(
        first_day=first_day, last_day=last_day, claims=len(claims), units=units,
        per_100_units=_share(len(claims), units), ntf_percent=_share(len(ntf), len(looked)),
        repeat_repairs=repeats(claims),
        parts_back_percent=_share(len(back), len(back) + len(late)),
        claimed=claimed, allowed=allowed, allowed_percent=_share(allowed.cents, claimed.cents),
        hints=hints_of(claims, last_day),
    )  # fmt: skip


def repeats(claims: Sequence[ClaimCard]) -> int:
    """How often the same operation was done on the same piece within the days of DLR-17."""
    found = 0
    ordered = sorted(claims, key=lambda one: one.repaired_on)
    for place, one in enumerate(ordered):
        days = book().clause("DLR-17", on=one.received_on).whole("repeat_days")
        found += any(
            before.serial == one.serial
            and _ops(before) & _ops(one)
            and 0 < (one.repaired_on - before.repaired_on).days <= days
            for before in ordered[:place]
        )
    return found


def hints_of(claims: Sequence[ClaimCard], on: date) -> tuple[Statement, ...]:
    """Patterns worth a look; with few claims none is told, and no decision rests on one."""
    rule = book().clause("DLR-22", on=on)
    if len(claims) < rule.whole("least_claims"):
        return ()
    least, found = rule.decimal("hint_percent"), []
    labour = [line for one in claims for line in one.lines if line.work == "labour"]
    round_ones = _share(sum(line.hours % _HALF == 0 for line in labour), len(labour))
    if round_ones is not None and round_ones >= least:
        found.append(dlr(22, "round_hours", on, percent=round_ones))
    parts = Counter(line.code for one in claims for line in one.lines if line.work == "part")
    for part, count in parts.most_common(1):
        same = _share(count, len(claims))
        if same is not None and same >= least:
            told: dict[str, Sayable] = {"percent": same, "part": Article(part)}
            found.append(dlr(22, "same_part", on, **told))
    weekend = _share(sum(one.repaired_on.weekday() >= _SATURDAY for one in claims), len(claims))
    if weekend is not None and weekend >= least:
        found.append(dlr(22, "weekend", on, percent=weekend))
    return tuple(found)


def _ops(one: ClaimCard) -> frozenset[str]:
    return frozenset(line.code for line in one.lines if line.work == "labour")


def _share(part: int, whole: int) -> Decimal | None:
    """A part of a whole in per cent, to one decimal; None of nothing."""
    if not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
