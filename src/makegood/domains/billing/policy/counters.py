"""Decide about cash drawers, and what cash is paid out of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, allow, needs_info, refuse, say
from makegood.core.money import Money
from makegood.core.statements import Figure
from makegood.domains.billing.policy.clauses import amount_in, clause


@dataclass(frozen=True, slots=True)
class DrawerFacts:
    """A drawer: whose it is, what it began with, and what went in and out of it since."""

    number: str
    opened_by: str
    is_open: bool
    opening: Money
    moved: Money

    @property
    def expected(self) -> Money:
        """What must be in it."""
        return self.opening + self.moved


def may_open(held: str) -> Decision:
    """Everybody keeps one drawer at a time. Source: C14."""
    if held:
        return refuse("policy_denied", says=[say(f"drawer:{held}", "billing.drawer_open")])
    return allow(says=[say("rule:C14", "billing.drawer_opens")])


def may_close(
    facts: DrawerFacts, *, counted: Money, reason: str, by: str, approves: bool, today: date
) -> Decision:
    """Whoever opened it, or who approves, closes it; what differs has a reason. Source: AC14.6."""
    about, rule = f"drawer:{facts.number}", clause("PMT-4", today)
    if not facts.is_open:
        return refuse("policy_denied", says=[say(about, "billing.drawer_closed")])
    if by != facts.opened_by and not approves:
        return refuse("not_authorised", says=[say(about, "billing.drawer_of_another")])
    short = facts.expected - counted
    if not short:
        return allow(says=[say(rule, "agrees", counted=counted)], figures=_figures(facts, counted))
    differs = "short" if short.cents > 0 else "over"
    by_how_much = short if short.cents > 0 else -short
    told = say(rule, differs, amount=by_how_much, expected=facts.expected, counted=counted)
    if not reason:
        return needs_info("reason", says=[told, say(rule)])
    return allow(says=[told, say(rule)], figures=_figures(facts, counted))


def goes_back_in_cash(amount: Money, today: date) -> bool:
    """Whether what was paid in cash goes back so; beyond the limit it is a cheque (REF-9)."""
    return amount <= amount_in(clause("REF-9", today), "cash_most")


def _figures(facts: DrawerFacts, counted: Money) -> list[Figure]:
    return [
        Figure(name="expected", amount=facts.expected),
        Figure(name="counted", amount=counted),
    ]
