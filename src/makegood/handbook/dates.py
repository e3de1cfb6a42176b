"""From which day until which day a thing in the handbook holds."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Protocol, Self, TypeVar

from pydantic import Field, model_validator

from makegood.handbook.pages import Page, Placed
from makegood.handbook.problems import NotAccepted, NotInHandbook, Problem


class InForce(Page):
    """The days on which something holds: from the first on, up to but not including `until`."""

    start: date = Field(alias="from", description="The first day it holds, such as 2026-01-01.")
    until: date | None = Field(
        None, description="The first day it no longer holds; left out when no end is known."
    )

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if self.until is not None and self.until <= self.start:
            raise NotAccepted(f"ends on {self.until}, not after {self.start}", "until after from")
        return self

    def covers(self, day: date) -> bool:
        """Say whether it holds on a day (half-open: the `until` day no longer counts)."""
        return self.start <= day and (self.until is None or day < self.until)


class Dated(Protocol):
    """Something that holds for a time."""

    @property
    def in_force(self) -> InForce:
        """The days on which it holds."""
        ...


T = TypeVar("T", bound=Dated)


def in_force(versions: Sequence[T], on: date, what: str) -> T:
    """Return the version that holds on a day; NotInHandbook when none does."""
    for version in versions:
        if version.in_force.covers(on):
            return version
    raise NotInHandbook(f"{what} is not in force on {on}")


def by_date(versions: Iterable[T]) -> tuple[T, ...]:
    """Return versions in the order of their first day."""
    return tuple(sorted(versions, key=lambda version: version.in_force.start))


def unbroken(
    versions: Mapping[str, Sequence[Placed[T]]], *, gaps: bool = True
) -> Iterable[Problem]:
    """Yield a problem wherever two versions of one id overlap or leave days without any."""
    for name, placed in versions.items():
        ordered = sorted(placed, key=lambda version: version.item.in_force.start)
        for former, later in pairwise(ordered):
            end, start = former.item.in_force.until, later.item.in_force.start
            if end is None or end > start:
                yield later.problem(
                    ("in_force", "from"),
                    f"{name} from {start} overlaps the version from {former.item.in_force.start}",
                    f"the former version ends (until) on {start} at the latest",
                )
            elif gaps and end < start:
                yield later.problem(
                    ("in_force", "from"),
                    f"{name} has no version from {end} to {start}",
                    f"from = {end}, the day the former version ends",
                )
