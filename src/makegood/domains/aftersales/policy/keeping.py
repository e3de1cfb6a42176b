"""Decide what is credited for goods that stay, and what becomes of things found (C19; KEP, FND)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, Figure, Statement, Use, allow, needs_info, refuse, say
from makegood.core.money import Money
from makegood.core.standing import Rights
from makegood.core.statements import Article, Sayable
from makegood.domains.aftersales import terms as money
from makegood.domains.aftersales.policy.authorising import ReturnFacts, unfit_to_return
from makegood.domains.aftersales.telling import ret
from makegood.domains.billing.policy import way_of_money
from makegood.handbook import book

_DAMAGED, _RECALLED = "damaged_in_transit", "recall"
_NUMBER = re.compile(r"\bDC-[0-9]+\b")


@dataclass(frozen=True, slots=True)
class KeepFacts:
    """Goods that stay with the customer: their line, what drivers noted, what was given before.

    `noted` has the words of each driver who noted damage on delivery, empty where there are none.
    `kept_before` was credited in full on the order; `photos` are filed with the customer's papers.
    `part` is the share of the price that damage is worth, and its tax at the rate that was charged.
    """

    back: ReturnFacts
    noted: tuple[str, ...]
    has_allowance: bool
    kept_before: Money
    photos: frozenset[str]
    part: tuple[Money, Money]

    @property
    def rights(self) -> Rights:
        """Who may act on the account."""
        return self.back.rights

    @property
    def seen(self) -> str:
        """What drivers noted of damage, in their words."""
        return "; ".join(filter(None, self.noted))[:400]

    @property
    def is_whole(self) -> bool:
        """Whether it and what was kept before cost so little that all of it is credited."""
        gross = self.back.terms.goods + self.back.terms.tax if self.back.terms else None
        return gross is not None and self.kept_before + gross <= self.threshold

    @property
    def threshold(self) -> Money:
        """Up to which price with tax goods stay and are credited in full."""
        day = self.back.delivered_on or date.max
        figure = book().clause("KEP-1", on=day).decimal("whole_up_to")
        return Money.parse(str(figure))

    @property
    def credit(self) -> tuple[Money, Money]:
        """What is credited without tax, and its tax."""
        if self.is_whole and self.back.terms is not None:
            return self.back.terms.goods, self.back.terms.tax
        return self.part


def may_keep(
    facts: KeepFacts, *, quantity: int, reason: str, evidence: str, today: date
) -> Decision:
    """Whether goods stay for a part of their price, or for all of it. Source: C19, AC19.5."""
    rule = money.rule_for(reason, today)
    unfit = unfit_to_return(facts.back, quantity, rule, today)
    if unfit is not None:
        return unfit
    if facts.has_allowance:
        return refuse("policy_denied", says=[kep("already", today)])
    fits = rule.our_fault and reason != _RECALLED and (facts.is_whole or reason == _DAMAGED)
    if not fits:
        return refuse("policy_denied", says=[kep("says", today)], instead=[ret(6, "says", today)])
    goods, tax = facts.credit
    noted = facts.noted if reason == _DAMAGED else ()
    is_proven = bool(noted) or not facts.photos.isdisjoint(_NUMBER.findall(evidence))
    if not evidence and not noted:
        return needs_info("evidence", says=[kep("show", today)])
    name = "whole" if facts.is_whole else "part"
    usual, has_died = ret(9, "says", today), facts.back.has_died
    back = way_of_money(usual, goods + tax, has_died=has_died, today=today)
    says = [kep(name, today, goods=goods, tax=tax, total=goods + tax), back]
    if noted:
        words = facts.seen.rstrip(". ")
        says.insert(0, kep("noted", today, note=words) if words else kep("damage", today))
    return allow(
        clauses=[book().clause("KEP-1", on=today)],
        says=says,
        figures=[Figure(name="goods", amount=goods), Figure(name="tax", amount=tax),
                 Figure(name="refund", amount=goods + tax)],
        uses=Use("refund", goods + tax, mechanical=is_proven, subject=f"order:{facts.back.order}"),
    )  # fmt: skip


def kep(sentence: str, today: date, **params: Sayable) -> Statement:
    """One sentence of the clause on goods that stay, as it holds on a day."""
    return say(book().clause("KEP-1", on=today), sentence, **params)


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """A photo of goods: whose and of which order they are, and whether another was asked for."""

    party: str
    order: str
    sku: str
    is_asked: bool


def may_ask_again(facts: PhotoFacts, *, finding: str, today: date) -> Decision:
    """Whether another photo is asked for: once for each, and nobody is accused. C19, B46."""
    rule = book().clause("KEP-2", on=today)
    if facts.is_asked:
        return refuse("policy_denied", says=[say(rule, "asked_already")])
    seen = say(rule, finding, item=Article(facts.sku))
    return allow(clauses=[rule], says=[seen, say(rule, "please")])


@dataclass(frozen=True, slots=True)
class FoundFacts:
    """Something found in goods that came back: whose, what, and until when it is kept."""

    number: str
    party: str
    description: str
    state: str
    found_on: date
    keep_until: date


def fnd(sentence: str, today: date, **params: Sayable) -> Statement:
    """One sentence of the clause on things found, as it holds on a day."""
    return say(book().clause("FND-1", on=today), sentence, **params)


def may_end_keeping(facts: FoundFacts, *, is_disposal: bool, today: date) -> Decision:
    """Whether something found may leave: to its owner at any time, else after its last day."""
    if facts.state != "kept":
        return refuse("policy_denied", says=[fnd("ended", today, item=facts.number)])
    if is_disposal and today <= facts.keep_until:
        told = fnd("kept", today, item=facts.description, last_day=facts.keep_until)
        return refuse("policy_denied", says=[told])
    name = "disposed" if is_disposal else "handed_over"
    return allow(says=[fnd(name, today, item=facts.description)])


def may_remind_owner(facts: FoundFacts, *, today: date) -> Decision:
    """Whether the owner is written to again: while it is kept."""
    if facts.state != "kept":
        return refuse("policy_denied", says=[fnd("ended", today, item=facts.number)])
    return allow(says=[fnd("again", today, item=facts.description, last_day=facts.keep_until)])
