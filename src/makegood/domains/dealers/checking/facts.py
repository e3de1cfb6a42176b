"""What is known of a repair when its claim is checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from makegood.core.money import Money
from makegood.domains.aftersales.warranty import Attempt
from makegood.domains.catalog.queries import TermCard


class Work(StrEnum):
    """What a line of a claim claims."""

    LABOUR = "labour"
    PART = "part"
    TRIP = "trip"
    SUBLET = "sublet"
    FREIGHT = "freight"


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was agreed with a dealer for the day of a repair; no rate when parts only.

    `mile` is what a mile of a trip is paid; None where it is paid as usual.
    """

    labour_rate: Money
    markup: Decimal
    mile: Money | None = None


@dataclass(frozen=True, slots=True)
class SoldUnit:
    """A piece with its serial number; `started_on` is when its warranty began, none in stock.

    `attempts` are its repairs by us, whose days extend the terms; `covered_until` what a piece that
    this one replaced left of its warranty. Source: C21.
    """

    serial: str
    model: str
    started_on: date | None
    owner: str
    terms: tuple[TermCard, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    covered_until: date | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """What was approved before a repair: how much, how many hours beyond the flat rate.

    `share` is the part of it, in per cent, that is paid as goodwill out of warranty.
    """

    number: str
    most: Money
    straight_hours: Decimal
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Earlier:
    """Another claim for the same piece."""

    number: str
    ops: frozenset[str]
    repaired_on: date
    has_trip: bool


@dataclass(frozen=True, slots=True)
class ClaimedLine:
    """One line as it was claimed; `hours` and `rate` for labour, `code` the operation or part.

    `finding` is what was found of a part that came back, `due_on` until when it may come; `miles`
    how far a trip was, there and back.
    """

    place: int
    work: Work
    amount: Money
    code: str = ""
    hours: Decimal = Decimal(0)
    rate: Money | None = None
    clocked: Decimal | None = None
    quantity: int = 1
    has_invoice: bool = False
    finding: str = ""
    due_on: date | None = None
    miles: int | None = None


@dataclass(frozen=True, slots=True)
class Repair:
    """A repair as a dealer claims it, and all that our records say of it.

    `models` are those in the dealer's agreement; `direct` is a return by which the customer sent
    the same piece back; `answered` is whether the dealer has answered why it failed again.
    """

    models: frozenset[str]
    paid_for_labour: bool
    closed_on: date | None
    agreement: Agreement | None
    serial: str
    unit: SoldUnit | None
    failure_code: str
    failed_on: date
    repaired_on: date
    received_on: date
    today: date
    lines: tuple[ClaimedLine, ...]
    earlier: tuple[Earlier, ...] = ()
    approval: Approval | None = None
    direct: str = ""
    answered: bool = False

    @property
    def ops(self) -> frozenset[str]:
        """The operations that are claimed."""
        return frozenset(line.code for line in self.lines if line.work is Work.LABOUR)

    @property
    def lacks_miles(self) -> bool:
        """Whether a trip is claimed and nobody says how far it was."""
        trips = (one for one in self.lines if one.work is Work.TRIP and one.amount)
        return any(one.miles is None for one in trips)

    @property
    def hours(self) -> Decimal:
        """All hours of labour that are claimed."""
        return sum((line.hours for line in self.lines), Decimal(0))
