"""Reckon how many people a number of calls needs, by Erlang's formula C. Source: C01, C39.

Calls come by chance, whoever comes waits, and nobody gives up: so the formula asks for rather
too many people than too few. A. K. Erlang, 1917.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import ceil, exp, floor

MOST_PEOPLE = 2_000
"""Beyond that, a count is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class CallsExpected:
    """How many calls come in how many minutes, and how many seconds one takes with what follows."""

    calls: int
    minutes: int
    seconds_each: int

    @property
    def traffic(self) -> float:
        """How many calls are under way at once on average, in Erlang."""
        return self.calls * self.seconds_each / (self.minutes * 60)


@dataclass(frozen=True, slots=True)
class Staffed:
    """What so many people would do: who waits, for how long, and how busy the people are.

    The shares are percent, the wait seconds.
    """

    people: int
    in_time: float
    wait: float
    busy: float


def staffed(expected: CallsExpected, people: int, within_seconds: int) -> Staffed:
    """What so many people would do with these calls; they are more than the traffic.

    ValueError when they are not: then the queue would grow without end.
    """
    traffic, free = expected.traffic, people - expected.traffic
    if free <= 0:
        raise ValueError(f"{people} people cannot serve {traffic:.3f} Erlang")
    waits = _chance_to_wait(traffic, people)
    in_time = 1 - waits * exp(-free * within_seconds / expected.seconds_each)
    wait = waits * expected.seconds_each / free
    return Staffed(people, in_time * 100, wait, traffic / people * 100)


def people_needed(expected: CallsExpected, percent: float, within_seconds: int) -> Staffed:
    """The fewest people who answer this percentage of the calls within so many seconds."""
    people = floor(expected.traffic) + 1
    found = staffed(expected, people, within_seconds)
    while found.in_time < percent:
        found = staffed(expected, found.people + 1, within_seconds)
    return found


def scheduled(people: int, away_percent: Decimal) -> int:
    """How many are put on the schedule, so that so many are there when some are away."""
    return ceil(people * 100 / (100 - away_percent))


def _chance_to_wait(traffic: float, people: int) -> float:
    blocked = 1.0
    for number in range(1, people + 1):
        blocked = traffic * blocked / (number + traffic * blocked)
    return people * blocked / (people - traffic * (1 - blocked))
