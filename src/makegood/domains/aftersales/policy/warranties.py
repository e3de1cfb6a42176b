"""Decide what a warranty pays, and whether a repair may begin (C21; WAR-1..7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from makegood.core.decision import Decision, Figure, Statement, allow, needs_info, refuse, say
from makegood.core.money import Money
from makegood.core.standing import Rights
from makegood.core.statements import Article, Sayable, Word
from makegood.domains.aftersales import warranty
from makegood.domains.aftersales.warranty import Attempt, Cover, Evidence, Start
from makegood.domains.catalog.queries import LotCard, TermCard
from makegood.handbook import Clause, book

WHOLE = ""


@dataclass(frozen=True, slots=True)
class Altered:
    """That a piece's serial number was found changed: the day, and what was found."""

    found_on: date
    findings: str


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """A piece that a customer has: what it is, when it was got, its terms and its repairs.

    `price` is what was paid for it without tax, where we sold it; `plan_until` the last day of
    its protection plan; `issues` the known faults of its lot, by the component that fails;
    `altered` what is held against its serial number.
    """

    serial: str
    sku: str
    party: str
    account: str
    line: str
    order: str
    is_large: bool
    known: Evidence
    terms: tuple[TermCard, ...]
    price: Money | None
    attempts: tuple[Attempt, ...]
    replaces: str
    covered_until: date | None
    rights: Rights
    plan_until: date | None = None
    issues: Mapping[str, str] = field(default_factory=dict)
    made_on: date | None = None
    is_in_business: bool = False
    altered: Altered | None = None
    has_refrigerant: bool = False

    @property
    def start(self) -> Start | None:
        """When its warranty began; None while nobody knows."""
        return warranty.start_of(self.known)

    def cover(self, component: str, on: date) -> Cover | None:
        """What is covered of a component for a failure on a day."""
        if self.start is None:
            return None
        found = warranty.cover_of(
            self.terms, component, self.start.on, self.attempts, on,
            at_least_until=self.covered_until,
        )  # fmt: skip
        if found is None or not self.is_in_business:
            return found
        days = _clause(9, on).whole("business_days")
        return found.until(self.start.on + timedelta(days=days))

    def used_for(self, where: warranty.UsedFor | None) -> UnitFacts:
        """The same piece, used at home or in a business."""
        return replace(self, is_in_business=where == warranty.UsedFor.BUSINESS)

    def has_plan(self, on: date) -> bool:
        """Whether its protection plan pays a failure on a day."""
        return self.plan_until is not None and on <= self.plan_until

    def credit(self, component: str, on: date) -> Money | None:
        """The share of the price for a component that is paid by share; None for any other."""
        cover, start = self.cover(component, on), self.start
        if cover is None or start is None or self.price is None or self.has_plan(on):
            return None
        if not cover.is_shared(on):
            return None
        used = warranty.months_used(start.on, on)
        return warranty.credit_for(self.price, used, cover.parts_months)


def war(number: int, sentence: str, today: date, **params: Sayable) -> Statement:
    """One sentence of a clause on the warranty, as it holds on a day."""
    return say(_clause(number, today), sentence, **params)


def may_tell_cover(facts: UnitFacts, *, component: str, failed_on: date, today: date) -> Decision:
    """What the warranty of a piece pays for a failure on a day, with the dates that show it."""
    cover, start = facts.cover(component, failed_on), facts.start
    lacking = not_known(facts, failed_on, today)
    if lacking is not None or start is None or cover is None:
        return lacking or refuse("policy_denied", says=[war(1, "none", today)])
    says = [_begins(facts, start, today), *tolled_told(cover, today)]
    says += until_told(facts, component, cover, today)
    says += fitted_told(facts, component, failed_on, today)
    says += told_cover(facts, component, failed_on, today)
    says += after_told(facts, component, failed_on, today)
    says += remedy_told(facts, component, failed_on, today)
    credit = facts.credit(component, failed_on)
    return allow(
        clauses=[_clause(number, today) for number in (1, 2, 3, 4)],
        says=[*says, war(6, "says", today)],
        figures=[Figure(name="warranty_credit", amount=credit)] if credit else (),
    )


def told_cover(facts: UnitFacts, component: str, on: date, today: date) -> list[Statement]:
    """What is paid for a failure on a day: both, the part alone, a share of it, or nothing."""
    cover, start = facts.cover(component, on), facts.start
    if facts.has_plan(on) and not (cover and cover.pays_parts(on) and cover.pays_labour(on)):
        return [war(10, "plan_pays", today, failed_on=on, until=facts.plan_until or on)]
    if cover is None or start is None or not cover.pays_parts(on):
        left = [war(10, "insurance", today), war(1, "instead_paid", today)]
        return [war(1, "neither", today, failed_on=on), *left]
    if cover.is_shared(on):
        credit, price = facts.credit(component, on), facts.price
        if credit is None or price is None:
            return [war(4, "says", today)]
        used = warranty.months_used(start.on, on)
        shared = war(
            4, "share", today, used=used, months=cover.parts_months, price=price, credit=credit
        )
        return [shared]
    pays = "both" if cover.pays_labour(on) else "parts_only"
    return [war(1, pays, today, failed_on=on)]


def after_told(facts: UnitFacts, component: str, on: date, today: date) -> list[Statement]:
    """What else matters: that it is used in a business, told late, or has a plan besides."""
    says = [war(9, "says", today)] if facts.is_in_business else []
    cover = facts.cover(component, on)
    if is_told_late(facts, component, on, today):
        says.append(war(11, "says", today))
    if cover and facts.plan_until and cover.pays_parts(on) and cover.pays_labour(on):
        says.append(war(10, "plan_later", today, until=facts.plan_until))
    return says


def is_told_late(facts: UnitFacts, component: str, on: date, today: date) -> bool:
    """Whether more is paid for the day of the failure than if it had failed today."""
    then, now = facts.cover(component, on), facts.cover(component, today)
    if then is None or now is None or facts.has_plan(today):
        return False
    return (then.pays_parts(on) and not now.pays_parts(today)) or (
        then.pays_labour(on) and not now.pays_labour(today)
    )


def fitted_told(facts: UnitFacts, component: str, on: date, today: date) -> list[Statement]:
    """That a part which was fitted runs on by itself, where only that covers a failure."""
    cover, fitted = facts.cover(component, on), warranty.part_fitted(facts.attempts, component, on)
    without = replace(facts, attempts=tuple(replace(one, fitted=None) for one in facts.attempts))
    alone = without.cover(component, on)
    if fitted is None or cover is None or alone is None or cover.parts_until <= alone.parts_until:
        return []
    return [war(15, "runs_on", today, part=Article(fitted.part), fitted_on=fitted.on)]


def remedy_told(facts: UnitFacts, component: str, on: date, today: date) -> list[Statement]:
    """That no more repair is tried, when so many failed or it took so long; else nothing."""
    if not is_remedy_due(facts, component, on, today):
        return []
    repairs = warranty.repairs_of(facts.attempts, component)
    days = warranty.days_out_of_service(facts.attempts, on)
    return [war(5, "due", today, repairs=repairs, days=days)]


def is_remedy_due(facts: UnitFacts, component: str, on: date, today: date) -> bool:
    """Whether another piece or the money is due instead of a further repair. Source: AC21.6."""
    clause, cover = _clause(5, today), facts.cover(component, on)
    if cover is None or not cover.pays_parts(on):
        return False
    return warranty.repairs_of(facts.attempts, component) >= clause.whole(
        "failed_repairs"
    ) or warranty.days_out_of_service(facts.attempts, on) >= clause.whole("out_of_service_days")


def may_register(
    facts: UnitFacts | None, *, serial: str, lot: LotCard | None, party: str,
    bought_on: date | None, label_photo: str, today: date,
) -> Decision:  # fmt: skip
    """Whether a piece may be registered: one that was made, after it was made, and nobody else's.

    Who has it registered already may send the receipt later. Where no maker gave the number, one
    of us reads the label, and nobody is accused (B46).
    """
    if lot is None and not label_photo:
        asked = [war(2, "not_made", today, serial=serial), war(2, "label_asked", today)]
        return needs_info("label_photo", says=asked)
    if lot is None:
        return allow(says=[war(2, "label_taken", today, serial=serial)])
    if facts is not None and facts.party != party:
        return refuse("policy_denied", says=[war(2, "others", today)])
    if bought_on is not None and not lot.made_on <= bought_on <= today:
        return needs_info("bought_on", says=[war(2, "before_made", today, made_on=lot.made_on)])
    told = war(2, "registered", today, item=Article(lot.sku), serial=serial)
    return allow(clauses=[_clause(2, today)], says=[told])


def not_known(facts: UnitFacts, failed_on: date, today: date) -> Decision | None:
    """What must be known first: which piece it is, a day that has been, and when it was got."""
    if facts.altered is not None:
        found = facts.altered
        told = war(14, "rests", today, found_on=found.found_on, findings=found.findings)
        return refuse("policy_denied", says=[told, war(14, "says", today), war(6, "says", today)])
    if failed_on > today:
        return needs_info("failed_on", says=[war(7, "ahead", today)])
    if facts.start is None:
        return needs_info("bought_on", says=[war(2, "says", today)])
    if facts.made_on is not None and facts.start.on < facts.made_on and not facts.replaces:
        days: dict[str, Sayable] = {"made_on": facts.made_on, "day": facts.start.on}
        told = war(2, "label_doubted", today, **days)
        return refuse("policy_denied", says=[told, war(2, "label_asked", today)])
    return None


def _begins(facts: UnitFacts, start: Start, today: date) -> Statement:
    by = "replaced" if facts.replaces else start.by
    return war(2, by, today, day=start.on)


def tolled_told(cover: Cover, today: date) -> Iterator[Statement]:
    """The days in repair that are added to the warranty, if there are any."""
    if cover.tolled_days:
        yield war(3, "tolled", today, days=cover.tolled_days)


def until_told(facts: UnitFacts, component: str, cover: Cover, today: date) -> Iterator[Statement]:
    """Until when the piece is covered, and the component where its terms are longer."""
    item = Article(facts.sku)
    whole = facts.cover(WHOLE, today)
    if whole is not None:
        if not any(one.labour_months for one in facts.terms):
            yield war(1, "until_parts", today, item=item, parts_until=whole.parts_until)
            return
        yield war(
            1, "until", today, item=item, parts_until=whole.parts_until,
            labour_until=whole.labour_until,
        )  # fmt: skip
    if component and any(one.component == component for one in facts.terms):
        yield war(
            1, "until_component", today, component=Word(f"aftersales.component_{component}"),
            parts_until=cover.parts_until, labour_until=cover.labour_until,
        )  # fmt: skip


def _clause(number: int, today: date) -> Clause:
    return book().clause(f"WAR-{number}", on=today)


@dataclass(frozen=True, slots=True)
class TransferFacts:
    """A piece that goes to another owner; `open_work` is a repair or an exchange under way."""

    unit: UnitFacts
    to: str
    open_work: str


def may_transfer(facts: TransferFacts, *, receipt: str, today: date) -> Decision:
    """Whether a piece is registered to somebody else: with a receipt, and nothing under way."""
    item, serial = Article(facts.unit.sku), facts.unit.serial
    if facts.unit.party == facts.to:
        return refuse("policy_denied", says=[war(2, "theirs", today, item=item, serial=serial)])
    if facts.open_work:
        return refuse("policy_denied", says=[war(2, "under_way", today, what=facts.open_work)])
    if not receipt:
        return needs_info("receipt", says=[war(2, "receipt", today)])
    says = [war(2, "registered", today, item=item, serial=serial)]
    return allow(clauses=[_clause(2, today)], says=says)
