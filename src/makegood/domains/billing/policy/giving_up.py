"""Decide what of a charge is given up: by people as far as they may, by itself when it is small."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from makegood.core.actor import ActorKind
from makegood.core.decision import Decision, Figure, Use, allow, refuse, say
from makegood.core.money import Money, sum_of
from makegood.domains.billing.allocating import OpenItem
from makegood.domains.billing.policy.clauses import amount_in, clause

GIVEN_UP = r"^(order|fee):[A-Z]+-[0-9]{1,9}$"
"""What may be written off: what an order cost, or a fee."""


@dataclass(frozen=True, slots=True)
class Owing:
    """A charge, and all that its party owes, the charge among it."""

    item: OpenItem
    all: tuple[OpenItem, ...]


@dataclass(frozen=True, slots=True)
class SmallFound:
    """The charges that are too small to be asked for: who owes each, and what it is."""

    charges: tuple[tuple[str, str], ...]


def small_most(today: date) -> Money:
    """The most that is given up by itself. Source: PMT-11."""
    return amount_in(clause("PMT-11", today), "most")


def is_small(items: tuple[OpenItem, ...], today: date) -> bool:
    """Whether all that a party owes is small, old enough and beyond dispute. Source: C14, PMT-11.

    A party with anything disputed is left alone: what is settled may change the rest.
    """
    after = timedelta(days=clause("PMT-11", today).whole("after_days"))
    if any(item.disputed or item.is_stayed or item.due_on + after > today for item in items):
        return False
    owed = sum_of([item.owed for item in items], small_most(today).currency)
    return bool(owed) and owed <= small_most(today)


def is_given_up(about: str) -> bool:
    """Whether a charge is of a kind that may be written off; others end where they arose."""
    return re.match(GIVEN_UP, about) is not None


def may_write_off(facts: Owing, word: str, *, by: ActorKind, today: date) -> Decision:
    """What is owed beyond dispute is given up by whoever may, as far as they may (J13).

    By itself, when a day comes round, only what is small goes; there the rule alone says yes.
    """
    item, rule = facts.item, clause("PMT-11", today)
    if not item.owed:
        return refuse("policy_denied", says=[say(item.about, "billing.nothing_owed")])
    if item.disputed:
        told = say(item.about, "billing.disputed_first", disputed=item.disputed)
        return refuse("policy_denied", says=[told])
    small = is_small(facts.all, today)
    by_itself = by is ActorKind.SYSTEM
    if by_itself and not small:
        return refuse("policy_denied", clause=rule, says=[say(rule, "by_hand", amount=item.owed)])
    told = say(item.about, "billing.writes_off", amount=item.owed, item=word)
    return allow(
        says=[told, say(rule)] if small else [told],
        figures=[Figure(name="write_off", amount=item.owed)],
        uses=None if by_itself else Use(kind="write_off", amount=item.owed, subject=item.about),
    )
