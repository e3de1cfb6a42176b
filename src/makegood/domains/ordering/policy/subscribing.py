"""Decide what comes again and again: how often, at which price, and until when. C11, LAW-XM-7."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from makegood.core.deadlines import months_after
from makegood.core.decision import Decision, Figure, Statement, allow, needs_info, refuse, say
from makegood.core.money import Money
from makegood.core.standing import Rights
from makegood.core.statements import Article
from makegood.domains.ordering.policy.quotes import clause
from makegood.domains.ordering.policy.taking import OrderFacts, may_order
from makegood.handbook import book


class Every(StrEnum):
    """After how many months it comes again."""

    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    SIX = "6"
    TWELVE = "12"


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A subscription as it stands: when it comes next, and what of that was told.

    `others` are the numbers of all that run, where it is not clear which one is meant.
    """

    rights: Rights
    number: str
    party: str
    account: str
    sku: str
    quantity: int
    every_months: int
    next_on: date
    announced_on: date | None
    total: Money
    has_stopped: bool
    has_begun: bool
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Renewal:
    """A subscription with what its next order would be today.

    `order` is None where its article has left the catalogue.
    """

    stands: Subscribed
    order: OrderFacts | None

    @property
    def rights(self) -> Rights:
        """Who may act on the account."""
        return self.stands.rights

    @property
    def total(self) -> Money | None:
        """What it costs today with its tax; None where it has no price any more."""
        priced = self.order.offer.priced if self.order else None
        return priced.total if priced else None

    @property
    def not_sold(self) -> Statement | None:
        """Why its buyer is sold nothing, if so."""
        return self.order.offer.not_sold if self.order else None


def notice_days(today: date) -> int:
    """How long before it a renewal is announced, by law."""
    return clause("LAW-XM-7", today).whole("notice_days")


def usual_months(sku: str, today: date) -> int | None:
    """How often an article comes as a rule; None for what cannot be subscribed to."""
    rows = book().table("subscriptions", on=today).find(sku=sku)
    months = rows[0]["usual_months"] if rows else None
    return months if isinstance(months, int) else None


def may_start(
    facts: OrderFacts, sku: str, *, every: str, first_on: date | None, consent: bool | None,
    today: date,
) -> Decision:  # fmt: skip
    """Whether a subscription begins: of what is offered so, with a yes to terms that were told."""
    rule, usual = clause("SUB-1", today), usual_months(sku, today)
    if usual is None:
        return refuse("policy_denied", says=[say(rule, "not_offered", goods=Article(sku))])
    if first_on is not None and first_on < today:
        past = say(clause("DLV-4", today), "past", wanted=first_on)
        return needs_info("first_on", says=[past])
    may = may_order(facts, po_number="", again=True, wanted_on=None, today=today)
    if may.fact and may.fact != "account":  # it asks for what only an order can be told
        return refuse("policy_denied", says=[say(rule, "asks_more", goods=Article(sku))])
    if may.code is not None:
        return may
    _, priced = facts.offer.found
    months = int(every) if every else usual
    told = list(_terms(sku, priced.total, months, first_on or today, today))
    if not consent:
        if consent is False:
            return refuse("policy_denied", says=[say(rule, "not_started")])
        return needs_info("consent", says=told, options=("true", "false"))
    return allow(
        clauses=[rule, clause("LAW-XM-7", today)], says=told,
        figures=[Figure(name="total", amount=priced.total)],
    )  # fmt: skip


def may_alter(facts: Subscribed, sentence: str, *, day: date, today: date) -> Decision:
    """Whether the next order is put off, or comes more or less often: while it runs."""
    unfit = _not_running(facts, today)
    if unfit is not None:
        return unfit
    rule = clause("SUB-1", today)
    if sentence == "same_interval":
        return refuse("policy_denied", says=[say(rule, sentence, goods=Article(facts.sku))])
    told = say(rule, sentence, goods=Article(facts.sku), day=day)
    return allow(clauses=[rule], says=[told, say(rule, "until_then")])


def may_stop(facts: Subscribed, today: date) -> Decision:
    """Whether a subscription ends: at any time, at once and for nothing."""
    unfit = _not_running(facts, today)
    if unfit is not None:
        return unfit
    rule = clause("SUB-1", today)
    told = [say(rule, "stopped", goods=Article(facts.sku)), say(rule, "orders_stay")]
    return allow(clauses=[rule, clause("LAW-XM-7", today)], says=told)


def next_after(facts: Subscribed, every: int, today: date) -> date:
    """When it comes next with another interval: counted from the last time, told of in time.

    A first day that was chosen stays.
    """
    if not facts.has_begun:
        return facts.next_on
    last = months_after(facts.next_on, -facts.every_months)
    return max(months_after(last, every), today + timedelta(days=notice_days(today)))


def announced_day(facts: Renewal, today: date) -> date:
    """The day of the next order: later, where it costs more and that must be told longer before."""
    rule = clause("LAW-XM-7", today)
    is_dearer = facts.total is not None and facts.total > facts.stands.total
    days = rule.whole("price_notice_days" if is_dearer else "notice_days")
    return max(facts.stands.next_on, today + timedelta(days=days))


def may_announce(facts: Renewal, day: date, today: date) -> Decision:
    """Whether the next order is announced: of a subscription that runs, each of them once."""
    stands, rule = facts.stands, clause("SUB-1", today)
    if stands.has_stopped or stands.next_on != day or stands.announced_on:
        return refuse("policy_denied", says=[say(rule, "not_due")])
    total = facts.total
    if total is None or is_gone(facts):
        return _ended(facts, today)
    told = [
        say(rule, "renews", pieces=stands.quantity, goods=Article(stands.sku),
            day=announced_day(facts, today), total=total)
    ]  # fmt: skip
    if total != stands.total:
        sentence = "dearer" if total > stands.total else "cheaper"
        told.append(say(rule, sentence, before=stands.total, total=total))
    told.append(say(rule, "until_then"))
    return allow(
        clauses=[rule, clause("LAW-XM-7", today)], says=told,
        figures=[Figure(name="total", amount=total)],
    )  # fmt: skip


def may_renew(facts: Renewal, day: date, today: date) -> Decision:
    """Whether the next order is made: as it was announced, for no more than was told."""
    stands, rule = facts.stands, clause("SUB-1", today)
    is_due = stands.next_on == day <= today and stands.announced_on is not None
    if stands.has_stopped or not is_due:
        return refuse("policy_denied", says=[say(rule, "not_due")])
    if is_gone(facts):
        return _ended(facts, today)
    if is_dearer(facts):
        return allow(clauses=[rule], says=[say(rule, "told_again", goods=Article(stands.sku))])
    if not can_be_had(facts, today):
        return allow(clauses=[rule], says=[say(rule, "waits", goods=Article(stands.sku))])
    told = say(rule, "ordered", goods=Article(stands.sku),
               day=months_after(day, stands.every_months))  # fmt: skip
    return allow(clauses=[rule], says=[told])


def is_gone(facts: Renewal) -> bool:
    """Whether it ends by itself: it has no price any more, or its buyer is sold nothing."""
    return facts.total is None or facts.not_sold is not None


def is_dearer(facts: Renewal) -> bool:
    """Whether it costs more than was told."""
    return facts.total is not None and facts.total > facts.stands.total


def can_be_had(facts: Renewal, today: date) -> bool:
    """Whether its order would be taken today."""
    if facts.order is None:
        return False
    may = may_order(facts.order, po_number="", again=True, wanted_on=None, today=today)
    return may.code is None


def _ended(facts: Renewal, today: date) -> Decision:
    rule, goods, why = clause("SUB-1", today), Article(facts.stands.sku), facts.not_sold
    told = [why, say(rule, "stopped", goods=goods)] if why else [say(rule, "gone", goods=goods)]
    return allow(clauses=[rule], says=told)


def _not_running(facts: Subscribed, today: date) -> Decision | None:
    rule = clause("SUB-1", today)
    if facts.others:
        return needs_info("subscription", says=[say(rule, "which")], options=facts.others)
    return refuse("policy_denied", says=[say(rule, "has_stopped")]) if facts.has_stopped else None


def _terms(sku: str, total: Money, months: int, first: date, today: date) -> Iterator[Statement]:
    rule, law = clause("SUB-1", today), clause("LAW-XM-7", today)
    yield say(rule, "comes", goods=Article(sku), months=months, day=first)
    yield say(rule, "costs", total=total)
    yield say(law)
    yield say(rule, "any_time")
