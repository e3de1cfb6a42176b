"""Decide about a change of address. Source: C03, AC03.1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from makegood.core.actor import V3, Level
from makegood.core.decision import Decision, allow, needs_info, refuse, say
from makegood.core.statements import Word
from makegood.handbook import book

_ACTS_OF_THEIR_OWN = ("service", "policy", "open_orders")


@dataclass(frozen=True, slots=True)
class AddressFacts:
    """A new address as it was found to be, and what stands on the account now.

    `planned` are starts of addresses that are already to come; `has_red_flag` that two proofs
    are needed.
    """

    rights: Mapping[str, frozenset[str]]
    level: Level
    one_line: str
    is_country: bool
    country: str
    missing: tuple[str, ...]
    fits: bool
    is_post_box: bool
    is_same: bool
    has_red_flag: bool


def may_change_address(
    *, facts: AddressFacts, effective_date: date, applies_to: str, today: date
) -> Decision:
    """Whether an address is changed: what it is no good for, what it lacks, from when it holds."""
    when = book().clause("ACC-1", on=today)
    if facts.has_red_flag and facts.level < V3:
        flag = book().clause("ACC-3", on=today)
        strong = say(book().clause("IDV-1", on=today), "needs_strong")
        return refuse("verification_required", clause=flag, says=[say(flag), strong], level=V3)
    if applies_to in _ACTS_OF_THEIR_OWN:
        return _act_of_its_own(facts, applies_to, today)
    if lacking := _lacking(facts, today):
        return lacking
    last_day = today + timedelta(days=when.whole("ahead_days"))
    if effective_date > last_day:
        return needs_info("effective_date", says=[say(when, "too_far", last_day=last_day)])
    if effective_date < today:
        return needs_info("effective_date", says=[say(when, "past")])
    if facts.is_same:
        return refuse("policy_denied", clause=when, says=[say(when, "same")])
    told = book().clause("ACC-2", on=today)
    changed = say(when, "changed", address=facts.one_line, effective_date=effective_date)
    says = [changed, say(told, "told")]
    if not facts.fits:
        says.append(say(book().clause("ACC-9", on=today), "unchecked"))
    return allow(clauses=[when], says=says)


def _act_of_its_own(facts: AddressFacts, applies_to: str, today: date) -> Decision:
    other = book().clause("ACC-8", on=today)
    says = [say(other, applies_to)]
    if facts.is_post_box and applies_to != "policy":
        says.append(say(book().clause("ACC-1", on=today), "no_post_box"))
    if applies_to == "open_orders":
        says.append(say(book().clause("ACC-7", on=today)))
    colleague = say(other, "instead_colleague")
    return refuse("policy_denied", clause=other, says=says, instead=[colleague])


def _lacking(facts: AddressFacts, today: date) -> Decision | None:
    clause = book().clause("ACC-9", on=today)
    if not facts.is_country:
        return needs_info("address", says=[say(clause, "no_country", country=facts.country)])
    if not facts.missing:
        return None
    words = Word(f"parties.address_{facts.missing[0]}")
    return needs_info("address", says=[say(clause, "missing", missing=words)])
