"""A dealer and a claim as plain facts, for what is decided about them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from makegood.core.money import Money, sum_of
from makegood.core.standing import Rights
from makegood.domains.dealers.checking import Checked, CheckedLine, Repair, check


@dataclass(frozen=True, slots=True)
class DealerFacts:
    """A dealer, until when the agreement runs, and from which days terms were agreed."""

    number: str
    party: str
    account: str
    closed_on: date | None
    agreed_from: frozenset[date]
    rights: Rights


@dataclass(frozen=True, slots=True)
class Tag:
    """The order to send a part back, and whether the part was looked at."""

    number: str
    due_on: date
    is_looked_at: bool


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A line as it stands: what is allowed, what we offered, what both sides said."""

    place: int
    label: str
    claimed: Money
    allowed: Money
    offered: Money | None
    reasons: tuple[str, ...]
    is_argued: bool
    is_agreed: bool
    is_judged: bool
    tag: Tag | None

    @property
    def is_settled(self) -> bool:
        """Whether a person judged it or both sides agreed on it: no check changes it any more."""
        return self.is_agreed or self.is_judged

    @property
    def worth(self) -> Money:
        """What the dealer gets when the dealer accepts the line."""
        return self.allowed if self.offered is None else max(self.offered, self.allowed)


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """A claim as it stands, with the repair it is for.

    From `received_on` the days to decide are counted; `booked` is what was approved in the books,
    `paid` what was credited of it.
    """

    number: str
    dealer: str
    party: str
    account: str
    state: str
    received_on: date
    repair: Repair
    lines: tuple[KeptLine, ...]
    is_returned: bool
    decided_on: date | None
    decided_by: str
    by_silence: bool
    booked: Money
    paid: Money
    paid_on: date | None
    charged_back: Money
    is_appealed: bool
    is_appeal_decided: bool
    rights: Rights

    @property
    def checked(self) -> Checked:
        """What the checks say now; what was booked, judged or agreed on before stands."""
        checked = check(self.repair)
        kept = {one.place: one for one in self.lines}
        return replace(
            checked, lines=tuple(self._stands(one, kept[one.line.place]) for one in checked.lines)
        )

    def _stands(self, now: CheckedLine, kept: KeptLine) -> CheckedLine:
        is_less = bool(self.booked) and now.allowed < kept.allowed
        return replace(now, allowed=kept.allowed) if kept.is_settled or is_less else now

    @property
    def claimed(self) -> Money:
        """All that was claimed."""
        return sum_of([one.claimed for one in self.lines])

    @property
    def allowed(self) -> Money:
        """All that is allowed as it stands."""
        return sum_of([one.allowed for one in self.lines])

    def line(self, place: int) -> KeptLine | None:
        """The line of a place; None when there is none."""
        return next((one for one in self.lines if one.place == place), None)
