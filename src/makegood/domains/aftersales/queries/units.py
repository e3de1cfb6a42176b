"""Answer what pieces a customer has, what their warranty covers, and what was repaired (C21)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from makegood.core.clock import today
from makegood.core.money import Money
from makegood.core.outcome import NotFound
from makegood.domains.aftersales.models import Repair, Unit, unit_facts
from makegood.domains.aftersales.models.labels import LabelFinding
from makegood.domains.aftersales.policy import WHOLE, UnitFacts
from makegood.domains.aftersales.queries.returns import ReturnCard, returns_of_line
from makegood.domains.catalog.queries import lot_of
from makegood.domains.ordering.queries import lines_of
from makegood.handbook import book


@dataclass(frozen=True, slots=True)
class CoverCard:
    """Until when a component is covered; the whole piece has no component."""

    component: str
    parts_until: date
    labour_until: date
    is_shared: bool
    rests_on: str


@dataclass(frozen=True, slots=True)
class RepairCard:
    """A repair as it is shown; not ended while `ended` is empty, `by_plan` if its plan pays it."""

    number: str
    unit: str
    sku: str
    party: str
    account: str
    component: str
    symptom: str
    failed_on: date
    place: str
    pays_parts: bool
    pays_labour: bool
    credit: Money | None
    came_in_on: date | None
    went_out_on: date | None
    ended: str
    note: str
    cause: str
    used_for: str
    evidence: str
    damage: str
    by_plan: bool
    fee_told: Money | None
    fee: Money | None
    part: str = ""
    comes_and_goes: bool = False
    soak_hours: int | None = None


@dataclass(frozen=True, slots=True)
class UnitCard:
    """A piece as it is shown: what it is, whose, since when, its cover, repairs and returns."""

    serial: str
    sku: str
    title: Mapping[str, str]
    party: str
    account: str
    line: str
    order: str
    lot: str
    begins_on: date | None
    begins_by: str
    proof: str
    replaces: str
    replaced_by: str
    covers: tuple[CoverCard, ...]
    repairs: tuple[RepairCard, ...]
    returns: tuple[ReturnCard, ...]
    label_finding: str = ""

    def title_in(self, language: str) -> str:
        """The product's name in a language."""
        return self.title.get(language) or self.title["en"]


def unit_card(serial: str) -> UnitCard:
    """A piece by its serial number; NotFound when nobody here knows it."""
    facts, day = unit_facts(serial), today()
    row = Unit.objects.filter(number=serial).first()
    later = Unit.objects.filter(replaces=serial).first()
    lot, start = lot_of(serial, day), facts.start
    held = LabelFinding.objects.filter(serial=serial, lifted_at=None).first()
    return UnitCard(
        serial=serial, sku=facts.sku, title=book().catalogue.title_of(facts.sku),
        party=facts.party, account=facts.account, line=facts.line, order=facts.order,
        lot=lot.lot if lot else "",
        begins_on=start.on if start else None, begins_by=start.by if start else "",
        proof=row.proof if row else "", replaces=facts.replaces,
        replaced_by=later.number if later else "",
        covers=_covers(facts, day),
        repairs=tuple(map(_repair, Repair.objects.filter(serial=serial).order_by("-pk"))),
        returns=returns_of_line(facts.line) if facts.line else (),
        label_finding=held.number if held else "",
    )  # fmt: skip


def repair_card(number: str) -> RepairCard:
    """A repair by its number; NotFound when there is none."""
    row = Repair.objects.filter(number=number).first()
    if row is None:
        raise NotFound("repair", number)
    return _repair(row)


def serials_of(party: str) -> tuple[tuple[str, str], ...]:
    """The pieces that a party has, as (serial number, stock number), the newest first."""
    registered = Unit.objects.filter(party=party).order_by("-pk").values_list("number", "sku")
    sold = [
        (serial, line.sku)
        for line in lines_of(party)
        if line.delivered > line.returned
        for serial in line.serials
    ]
    gone = set(Unit.objects.exclude(party=party).filter(number__in=[s for s, _ in sold])
               .values_list("number", flat=True))  # fmt: skip
    replaced = set(Unit.objects.filter(party=party).values_list("replaces", flat=True))
    kept = dict([*registered, *sold])
    return tuple((serial, sku) for serial, sku in kept.items() if serial not in gone | replaced)


def find_units(
    party: str, *, serial: str | None = None, skus: Collection[str] = (),
    ordinal: int | None = None, among: Collection[str] | None = None,
) -> tuple[tuple[str, str], ...]:  # fmt: skip
    """The pieces of this party that words can mean, as (serial number, stock number).

    `among` names the only ones that come into question, where it is not any of them.
    """
    kept = [
        one
        for one in serials_of(party)
        if serial in (None, one[0]) and (not skus or one[1] in skus)
        and (among is None or one[0] in among)
    ]  # fmt: skip
    if ordinal is None:
        return tuple(kept)
    place = ordinal if ordinal < 0 else ordinal - 1
    return (kept[place],) if ordinal and -len(kept) <= place < len(kept) else ()


def _covers(facts: UnitFacts, day: date) -> tuple[CoverCard, ...]:
    found = []
    for term in facts.terms:
        cover = facts.cover(term.component or WHOLE, day)
        if cover is not None:
            found.append(
                CoverCard(
                    term.component, cover.parts_until, cover.labour_until,
                    cover.full_until < cover.parts_until, term.row,
                )
            )  # fmt: skip
    return tuple(found)


def _repair(row: Repair) -> RepairCard:
    return RepairCard(
        row.number, row.serial, row.sku, row.party, row.account, row.component, row.symptom,
        row.failed_on, row.place, row.pays_parts, row.pays_labour, row.credit, row.came_in_on,
        row.went_out_on, row.ended, row.note, row.cause, row.used_for, row.evidence, row.damage,
        row.by_plan, row.fee_told, row.fee, row.part,
        row.comes_and_goes, row.soak_hours,
    )  # fmt: skip
