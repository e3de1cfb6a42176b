"""Decide what a warranty pays, and whether a repair may begin (C21; WAR-1..7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from makegood.core.decision import Decision, Figure, Statement, Use, allow, needs_info, refuse, say
from makegood.core.money import Money
from makegood.core.standing import Rights
from makegood.core.statements import Article, Sayable, Word
from makegood.domains.aftersales import warranty
from makegood.domains.aftersales.warranty import Attempt, Cover, Ended, Evidence, Start
from makegood.domains.billing.policy import way_of_money
from makegood.domains.catalog.queries import LotCard, TermCard
from makegood.handbook import Clause, book

WHOLE = ""


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """A piece that a customer has: what it is, when it was got, its terms and its repairs.

    `price` is what was paid for it without tax, where we sold it.
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

    @property
    def start(self) -> Start | None:
        """When its warranty began; None while nobody knows."""
        return warranty.start_of(self.known)

    def cover(self, component: str, on: date) -> Cover | None:
        """What is covered of a component for a failure on a day."""
        if self.start is None:
            return None
        return warranty.cover_of(
            self.terms, component, self.start.on, self.attempts, on,
            at_least_until=self.covered_until,
        )  # fmt: skip

    def credit(self, component: str, on: date) -> Money | None:
        """The share of the price for a component that is paid by share; None for any other."""
        cover, start = self.cover(component, on), self.start
        if cover is None or start is None or self.price is None or not cover.is_shared(on):
            return None
        used = warranty.months_used(start.on, on)
        return warranty.credit_for(self.price, used, cover.parts_months)


def war(number: int, sentence: str, today: date, **params: Sayable) -> Statement:
    """One sentence of a clause on the warranty, as it holds on a day."""
    return say(_clause(number, today), sentence, **params)


def may_tell_cover(facts: UnitFacts, *, component: str, failed_on: date, today: date) -> Decision:
    """What the warranty of a piece pays for a failure on a day, with the dates that show it."""
    cover, start = facts.cover(component, failed_on), facts.start
    unknown = _unknown(facts, failed_on, today)
    if unknown is not None or start is None or cover is None:
        return unknown or refuse("policy_denied", says=[war(1, "none", today)])
    says = [_begins(facts, start, today), *_tolled(cover, today)]
    says += _until(facts, component, cover, today)
    says += told_cover(facts, component, failed_on, today)
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
    if cover is None or start is None or not cover.pays_parts(on):
        return [war(1, "neither", today, failed_on=on), war(1, "instead_paid", today)]
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


def may_authorise_repair(
    facts: UnitFacts, *, component: str, failed_on: date, today: date
) -> Decision:
    """Whether a repair may begin: under warranty, once at a time, and never a fourth time."""
    running = [one for one in facts.attempts if one.component == component and not one.ended]
    if running:
        told = war(7, "open", today, repair=running[0].number)
        return refuse("policy_denied", says=[told])
    unknown, cover = _unknown(facts, failed_on, today), facts.cover(component, failed_on)
    if unknown is not None or cover is None:
        return unknown or refuse("policy_denied", says=[war(1, "none", today)])
    due = remedy_told(facts, component, failed_on, today)
    if due:
        return refuse("policy_denied", says=due, instead=[war(5, "says", today)])
    paid = told_cover(facts, component, failed_on, today)
    if not cover.pays_parts(failed_on):
        says = [*_until(facts, component, cover, today), paid[0], war(6, "says", today)]
        return refuse("policy_denied", says=says, instead=paid[1:])
    credit = facts.credit(component, failed_on)
    return allow(
        clauses=[_clause(number, today) for number in (1, 3, 7)],
        says=[*_tolled(cover, today), *paid, war(7, "says", today)],
        figures=[Figure(name="warranty_credit", amount=credit)] if credit else (),
    )


def may_register(
    facts: UnitFacts | None, *, serial: str, lot: LotCard | None, party: str,
    bought_on: date | None, today: date,
) -> Decision:  # fmt: skip
    """Whether a piece may be registered: one that was made, after it was made, and nobody else's.

    Who has it registered already may send the receipt later.
    """
    if lot is None:
        return refuse("policy_denied", says=[war(2, "not_made", today, serial=serial)])
    if facts is not None and facts.party != party:
        return refuse("policy_denied", says=[war(2, "others", today)])
    if bought_on is not None and not lot.made_on <= bought_on <= today:
        return needs_info("bought_on", says=[war(2, "before_made", today, made_on=lot.made_on)])
    told = war(2, "registered", today, item=Article(lot.sku), serial=serial)
    return allow(clauses=[_clause(2, today)], says=[told])


@dataclass(frozen=True, slots=True)
class RepairFacts:
    """A repair and the piece that it is of."""

    number: str
    component: str
    went_out_on: date | None
    unit: UnitFacts

    def ended(self, ended: str, came_in_on: date, went_out_on: date) -> UnitFacts:
        """The piece as it is once this repair has ended so."""
        one = Attempt(self.number, self.component, came_in_on, went_out_on, ended)
        others = (each for each in self.unit.attempts if each.number != self.number)
        return replace(self.unit, attempts=(*others, one))


def may_record_repair(
    facts: RepairFacts, *, ended: str, came_in_on: date, went_out_on: date, today: date
) -> Decision:
    """Whether the end of a repair may be recorded: once, with days that can be. Source: AC21.6."""
    if facts.went_out_on is not None:
        told = war(7, "ended", today, repair=facts.number, on=facts.went_out_on)
        return refuse("policy_denied", says=[told])
    if not came_in_on <= went_out_on <= today:
        return needs_info("went_out_on", says=[war(7, "days_wrong", today)])
    names = {"repaired": "done", "failed": "not_done", "nothing_found": "nothing_found"}
    says = [war(7, names[ended], today, repair=facts.number, on=went_out_on)]
    unit = facts.ended(ended, came_in_on, went_out_on)
    if ended != warranty.Ended.NOTHING_FOUND and went_out_on > came_in_on:
        says.append(war(3, "tolled", today, days=(went_out_on - came_in_on).days))
    if ended == warranty.Ended.FAILED:
        says += remedy_told(unit, facts.component, went_out_on, today)
    return allow(clauses=[_clause(3, today), _clause(5, today)], says=says)


def _unknown(facts: UnitFacts, failed_on: date, today: date) -> Decision | None:
    """What must be known first: a day that has been, and when the piece was got."""
    if failed_on > today:
        return needs_info("failed_on", says=[war(7, "ahead", today)])
    if facts.start is None:
        return needs_info("bought_on", says=[war(2, "says", today)])
    return None


def _begins(facts: UnitFacts, start: Start, today: date) -> Statement:
    by = "replaced" if facts.replaces else start.by
    return war(2, by, today, day=start.on)


def _tolled(cover: Cover, today: date) -> Iterator[Statement]:
    if cover.tolled_days:
        yield war(3, "tolled", today, days=cover.tolled_days)


def _until(facts: UnitFacts, component: str, cover: Cover, today: date) -> Iterator[Statement]:
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


@dataclass(frozen=True, slots=True)
class ShareFacts:
    """A repair whose part is paid by share: how it ended, what is credited, what was paid."""

    number: str
    party: str
    order: str
    ended: str
    credit: Money | None
    is_paid: bool
    refundable: Money
    has_died: bool = False


def may_pay_share(facts: ShareFacts, *, today: date) -> Decision:
    """Whether a share is paid: a fault was found, it is paid once, and no more than was paid."""
    if facts.is_paid:
        return refuse("policy_denied", says=[war(4, "paid_already", today, repair=facts.number)])
    if not facts.credit or not facts.order:
        return refuse("policy_denied", says=[war(4, "no_share", today, repair=facts.number)])
    if facts.ended in ("", Ended.NOTHING_FOUND):
        return refuse("policy_denied", says=[war(4, "no_fault", today, repair=facts.number)])
    if facts.credit > facts.refundable:
        told = war(4, "not_so_much", today, credit=facts.credit, left=facts.refundable)
        return refuse("policy_denied", says=[told])
    usual, dead = war(4, "paid", today, credit=facts.credit), facts.has_died
    return allow(
        says=[way_of_money(usual, facts.credit, has_died=dead, today=today)],
        figures=[Figure(name="warranty_credit", amount=facts.credit)],
        uses=Use("refund", facts.credit, mechanical=True, subject=f"repair:{facts.number}"),
    )
