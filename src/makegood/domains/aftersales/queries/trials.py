"""Answer how tests stand, which lots are stopped, and whom a lot concerns (C22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from makegood.core.clock import today
from makegood.core.money import Money
from makegood.core.outcome import NotFound
from makegood.domains.aftersales.models import ProductTest, Sample, owners_of_lot
from makegood.domains.catalog.queries import named_lot
from makegood.domains.ordering.models import PastStop, StoppedLot
from makegood.domains.parties.queries import names_of


@dataclass(frozen=True, slots=True)
class CustodyCard:
    """One hand-over of a sample."""

    at: datetime
    giver: str
    taker: str
    seal_whole: bool


@dataclass(frozen=True, slots=True)
class SampleCard:
    """A piece in a test, its result and everybody who held it; why it was set aside, if it was."""

    serial: str
    role: str
    holder: str
    value: Decimal | None
    uncertainty: Decimal | None
    verdict: str
    custody: tuple[CustodyCard, ...]
    set_aside: str


@dataclass(frozen=True, slots=True)
class TestCard:
    """A test as it is shown; `notices` are those told before it destroys, with what they are."""

    number: str
    sku: str
    lot: str
    method: str
    question: str
    decision_affected: str
    consent: str
    state: str
    cost: Money
    due_on: date
    ordered_at: datetime
    sampled_at: datetime | None
    decided_at: datetime | None
    action: str
    rests_on: str
    lab: str
    asked_by: str
    borne_by: str
    not_before: date | None
    notices: tuple[tuple[str, str], ...]
    samples: tuple[SampleCard, ...]


@dataclass(frozen=True, slots=True)
class PastStopCard:
    """A stop of a lot that was lifted: who stopped it and when, who lifted it and for what."""

    reason: str
    stopped_at: datetime
    stopped_by: str
    lifted_at: datetime
    lifted_by: str
    lifted_for: str


@dataclass(frozen=True, slots=True)
class LotStopCard:
    """A stopped lot: why, since when, by when the authority hears of it, and whom it concerns.

    `earlier` are the stops of it that were lifted before, the oldest first.
    """

    lot: str
    sku: str
    reason: str
    test: str
    stopped_at: datetime
    escalated_at: datetime
    report_by: datetime
    affected: tuple[tuple[str, str], ...]
    earlier: tuple[PastStopCard, ...]


def test_card(number: str) -> TestCard:
    """A test by its number; NotFound when there is none."""
    row = ProductTest.objects.filter(number=number).first()
    if row is None:
        raise NotFound("product_test", number)
    samples = row.samples.prefetch_related("custody").order_by("pk")
    return TestCard(
        number=number, sku=row.sku, lot=row.lot, method=row.method, question=row.question,
        decision_affected=row.decision_affected, consent=row.consent, state=row.state,
        cost=row.cost, due_on=row.due_on, ordered_at=row.ordered_at, sampled_at=row.sampled_at,
        decided_at=row.decided_at, action=row.action, rests_on=row.decided_row,
        lab=row.lab, asked_by=row.asked_by_party, borne_by=row.borne_by, not_before=row.not_before,
        notices=tuple(row.notices.order_by("pk").values_list("name", "role")),
        samples=tuple(map(_sample, samples)),
    )  # fmt: skip


def is_stopped(lot: str) -> bool:
    """Whether nothing of a lot may be shipped."""
    return StoppedLot.standing().filter(number=lot).exists()


def lot_card(number: str) -> LotStopCard:
    """A stopped lot by its number, with whom it concerns by name; NotFound for any other."""
    row = StoppedLot.objects.filter(number=number).first()
    if row is None:
        raise NotFound("lot", number)
    owners = owners_of_lot(named_lot(number, today()))
    names = names_of(set(owners))
    return LotStopCard(
        lot=number, sku=row.sku, reason=row.reason, test=row.test, stopped_at=row.stopped_at,
        escalated_at=row.escalated_at, report_by=row.report_by,
        affected=tuple((party, names.get(party, party)) for party in owners),
        earlier=tuple(
            PastStopCard(
                one.reason, one.stopped_at, one.stopped_by, one.lifted_at, one.lifted_by,
                one.lifted_for,
            )
            for one in PastStop.objects.filter(lot=number).order_by("pk")
        ),
    )  # fmt: skip


def _sample(row: Sample) -> SampleCard:
    return SampleCard(
        serial=row.serial, role=row.role, holder=row.holder, value=row.value,
        uncertainty=row.uncertainty, verdict=row.verdict,
        custody=tuple(
            CustodyCard(one.at, one.giver, one.taker, one.seal_whole)
            for one in sorted(row.custody.all(), key=lambda each: each.pk)
        ),
        set_aside=row.set_aside_why,
    )  # fmt: skip
