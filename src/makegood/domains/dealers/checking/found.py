"""What the checks of a claim come to: a decision for each line, with its grounds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from makegood.core.money import Money, sum_of
from makegood.core.statements import Statement
from makegood.domains.dealers.checking.facts import ClaimedLine


@dataclass(frozen=True, slots=True)
class Ground:
    """Why something is not allowed as claimed, and what would change it. Source: DLR-14."""

    reason: str
    says: Statement
    cure: Statement | None = None


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """What is allowed of a line: the hours if it is labour, the rule as one reads it, why."""

    line: ClaimedLine
    allowed: Money
    hours: Decimal
    rule: str
    grounds: tuple[Ground, ...] = ()

    @property
    def claimed(self) -> Money:
        """What was claimed."""
        return self.line.amount

    @property
    def adjustment(self) -> Money:
        """What the dealer gets less, negative."""
        return self.allowed - self.claimed


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim that was checked: sent back with a question, waiting for a part, or judged."""

    lines: tuple[CheckedLine, ...]
    question: Ground | None = None
    waits: tuple[ClaimedLine, ...] = ()
    needs_review: bool = False

    @property
    def claimed(self) -> Money:
        """All that was claimed."""
        return sum_of([one.claimed for one in self.lines])

    @property
    def allowed(self) -> Money:
        """All that is allowed."""
        return sum_of([one.allowed for one in self.lines])

    @property
    def decision(self) -> str:
        """What this comes to: returned_for_info, approved, adjusted or denied."""
        if self.question is not None:
            return "returned_for_info"
        if self.allowed == self.claimed:
            return "approved"
        return "adjusted" if self.allowed else "denied"
