"""Decide what may come back: of which goods, until when, and for which reason (C19; RET-1..8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, allow, needs_info, refuse, say
from makegood.core.standing import Rights
from makegood.domains.aftersales import telling
from makegood.domains.aftersales import terms as money
from makegood.domains.aftersales.telling import Leg, clauses, ret
from makegood.domains.aftersales.terms import SoldLine, Terms
from makegood.handbook import book


@dataclass(frozen=True, slots=True)
class EarlierReturn:
    """A return of the same order line that stands or was refunded."""

    number: str
    quantity: int
    opened_on: date
    refunded_on: date | None
    is_gift: bool = False


@dataclass(frozen=True, slots=True)
class ReturnFacts:
    """An order line that shall come back, with its earlier returns and how it was paid."""

    line: str
    order: str
    party: str
    account: str
    item: str
    may_come_back: bool
    sold: SoldLine
    delivered: int
    delivered_on: date | None
    installed_on: date | None
    earlier: tuple[EarlierReturn, ...]
    terms: Terms | None
    legs: tuple[Leg, ...]
    rights: Rights
    is_remedy_due: bool = False
    is_recalled: bool = False
    kept: int = 0
    has_died: bool = False

    @property
    def given_back(self) -> int:
        """How many pieces whoever was given them brought back, of which no buyer is told."""
        return sum(one.quantity for one in self.earlier if one.is_gift)

    @property
    def taken(self) -> int:
        """How many pieces are coming back already, came, or were credited and stay."""
        return self.kept + sum(one.quantity for one in self.earlier)


def may_return(
    facts: ReturnFacts, *, quantity: int, reason: str, opened: bool | None, today: date
) -> Decision:
    """Whether pieces of an order line may come back, with the money and its split told first.

    Day 30 is allowed and day 31 refused with the clause, the dates and what is possible instead.
    Source: C19, AC19.1, AC17.1, AC17.3.
    """
    rule = money.rule_for(reason, today)
    unfit = unfit_to_return(facts, quantity, rule, today)
    if unfit is not None:
        return unfit
    sealed = unfit_once_opened(facts.sold, rule, opened, today)
    if sealed is not None:
        return sealed
    if opened is None and money.fee_depends_on_opening(facts.sold, rule):
        return needs_info("opened", says=[ret(4, "ask_opened", today)], options=("true", "false"))
    if facts.terms is None:
        raise ValueError("the terms are known once the reason and the box are")
    day, has_died = facts.delivered_on or today, facts.has_died
    return allow(
        clauses=clauses(today, "RET-1", "REF-1"),
        says=telling.offer(
            facts.order, day, rule, facts.sold, facts.terms, facts.legs, today, has_died
        ),
        figures=telling.figures_of(facts.terms, facts.legs),
    )


def unfit_to_return(
    facts: ReturnFacts, quantity: int, rule: money.ReasonRule, today: date
) -> Decision | None:
    """Why pieces cannot come back for this reason; None when they can."""
    return _unfit(facts, quantity, today) or _too_late(facts, rule, today)


def unfit_once_opened(
    sold: SoldLine, rule: money.ReasonRule, opened: bool | None, today: date
) -> Decision | None:
    """Whether goods were opened that nobody can use after; a fault or a recall does not ask.

    Source: C19, RET-18.
    """
    if not sold.sealed_for or not rule.window_applies or opened is False:
        return None
    if opened is None:
        return needs_info("opened", says=[ret(18, "ask_opened", today)], options=("true", "false"))
    says = [ret(18, sold.sealed_for, today)]
    return refuse("policy_denied", says=says, instead=[ret(18, "instead_defect", today)])


def _unfit(facts: ReturnFacts, quantity: int, today: date) -> Decision | None:
    """What cannot come back at all, or did already; of a gift who gave it hears no count."""
    if not facts.may_come_back:
        says = [ret(1, "not_returnable", today, item=facts.item), ret(1, "says", today)]
        return refuse("policy_denied", says=says, instead=[ret(1, "instead_choose", today)])
    if not facts.delivered or facts.delivered_on is None:
        says = [ret(1, "not_delivered", today, item=facts.item)]
        return refuse("policy_denied", says=says, instead=[ret(1, "instead_choose", today)])
    left = facts.delivered - facts.taken
    if quantity <= left:
        return None
    told = [one for one in facts.earlier if not one.is_gift]
    known = left + facts.given_back
    if quantity <= known:
        return refuse("policy_denied", says=[ret(13, "none_left", today)])
    if known == 0 and told:
        return _once(told[-1], today)
    says = [ret(1, "too_many", today, asked=quantity, left=known)]
    return refuse("policy_denied", says=says)


def _once(earlier: EarlierReturn, today: date) -> Decision:
    """Each piece comes back once. Source: AC17.3."""
    number, on = earlier.number, earlier.refunded_on
    if on is not None:
        told = ret(13, "already_refunded", today, return_number=number, refunded_on=on)
    else:
        told = ret(13, "already_open", today, return_number=number, opened_on=earlier.opened_on)
    return refuse("policy_denied", says=[told], instead=[ret(13, "instead_status", today)])


def _too_late(facts: ReturnFacts, rule: money.ReasonRule, today: date) -> Decision | None:
    """Whether the time for this reason has passed, or the appliance was installed."""
    delivered = facts.delivered_on or today
    if not rule.window_applies:
        last = money.last_day_for_a_fault(delivered, today)
        if rule.reason == "recall" and facts.is_recalled:
            return None
        if rule.reason == "warranty" and facts.is_remedy_due:
            return None
        if rule.reason == "warranty":
            return _repair_first(today)
        if today <= last:
            return None
        says = [ret(6, "too_late", today, delivered=delivered, last_day=last)]
        return refuse("policy_denied", says=says, instead=[ret(6, "instead_repair", today)])
    last = money.last_day_to_change_mind(delivered, today)
    if today > last:
        days = (today - delivered).days
        says = [ret(2, "closed", today, delivered=delivered, last_day=last, days_since=days)]
        instead = [ret(2, "instead_defect", today), ret(2, "instead_review", today)]
        return refuse("policy_denied", says=says, instead=instead)
    if facts.installed_on is not None:
        says = [ret(5, "installed", today, installed_on=facts.installed_on)]
        return refuse("policy_denied", says=says, instead=[ret(5, "instead_defect", today)])
    return None


def _repair_first(today: date) -> Decision:
    """Under warranty the money comes back when repairs failed; before, it is repaired."""
    five, seven = (book().clause(id, on=today) for id in ("WAR-5", "WAR-7"))
    return refuse("policy_denied", says=[say(five)], instead=[say(seven)])
