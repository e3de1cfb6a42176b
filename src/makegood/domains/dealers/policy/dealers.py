"""Decide what may be agreed and recorded about dealers and the pieces they sell. Source: C23."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from makegood.core.decision import Decision, Statement, Use, allow, refuse
from makegood.core.money import Money
from makegood.core.statements import Article, Sayable
from makegood.domains.dealers.policy.claims import AUTHORITY
from makegood.domains.dealers.policy.facts import DealerFacts
from makegood.domains.dealers.telling import dlr


def may_enrol(number: str, *, is_known: bool, today: date) -> Decision:
    """Whether a dealer is enrolled: once for a party."""
    if is_known:
        return refuse("policy_denied", says=[dlr(3, "known", today)])
    return allow(says=[dlr(3, "enrolled", today, dealer=number)])


def may_agree(
    facts: DealerFacts, *, starts_on: date, rate: Money, markup: Decimal, mile: Money | None,
    approves: bool, today: date,
) -> Decision:  # fmt: skip
    """Whether terms are agreed from a day on: once for a day, while the agreement runs."""
    if not approves:
        return refuse("not_authorised", says=[dlr(3, "who", today)])
    if facts.closed_on is not None and starts_on > facts.closed_on:
        return refuse("policy_denied", says=[dlr(3, "closed", today, on=facts.closed_on)])
    if starts_on in facts.agreed_from:
        return refuse("policy_denied", says=[dlr(3, "known", today)])
    told: dict[str, Sayable] = {"rate": rate, "markup": markup, "from": starts_on}
    driven = [] if mile is None else [dlr(3, "mile", today, mile=mile)]
    return allow(says=[dlr(3, "terms", today, **told), *driven])


def may_close(facts: DealerFacts, *, on: date, approves: bool, today: date) -> Decision:
    """Whether the agreement with a dealer ends on a day; what was repaired before is still paid."""
    if not approves:
        return refuse("not_authorised", says=[dlr(3, "who", today)])
    if facts.closed_on is not None:
        return refuse("policy_denied", says=[dlr(3, "closed", today, on=facts.closed_on)])
    return allow(says=[dlr(3, "ends", today, on=on)])


def may_register(serial: str, model: str, *, is_known: bool, today: date) -> Decision:
    """Whether a piece is registered, or its sale noted: each once."""
    if is_known:
        return refuse("policy_denied", says=[dlr(3, "known", today)])
    return allow(says=[dlr(5, "registered", today, serial=serial, model=Article(model))])


def may_approve_repair(facts: DealerFacts, *, serial: str, most: Money, today: date) -> Decision:
    """Whether a costly repair is approved before it is done, on whose authority."""
    if facts.closed_on is not None and today > facts.closed_on:
        return refuse("policy_denied", says=[dlr(3, "closed", today, on=facts.closed_on)])
    use = Use(kind=AUTHORITY, amount=most, subject=f"unit:{serial}")
    return allow(says=[dlr(11, "says", today)], uses=use)


def approved(number: str, serial: str, most: Money, today: date) -> Statement:
    """That a repair is approved, under which number."""
    return dlr(11, "approved", today, number=number, most=most, serial=serial)
