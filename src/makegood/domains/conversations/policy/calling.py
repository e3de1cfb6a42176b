"""Decide what follows from a call that was promised and made. Source: C01, C39."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from makegood.core.decision import Decision, allow, refuse, say
from makegood.handbook import book

RULE = "CNV-18"
_CALLS = ("call_back", "pick_up")


@dataclass(frozen=True, slots=True)
class PromisedCall:
    """A call that a customer was promised, and by when."""

    kind: str
    party: str
    due: datetime


@dataclass(frozen=True, slots=True)
class CallFacts:
    """The calls promised about one record that nobody made yet, the next due first."""

    about: str
    promised: Sequence[PromisedCall]


def is_call(kind: str) -> bool:
    """Whether a promise of this kind is that somebody calls."""
    return kind in _CALLS or kind.endswith("_call")


def may_note_call(facts: CallFacts, *, reached: bool, today: date) -> Decision:
    """A promised call is kept once the customer was spoken to; a ring in vain keeps nothing."""
    rule = book().clause(RULE, on=today)
    if not facts.promised:
        return refuse("policy_denied", clause=rule, says=[say(rule, "not_promised")])
    if reached:
        return allow(clauses=[rule], says=[say(rule, "kept")])
    due = facts.promised[0].due
    return allow(clauses=[rule], says=[say(rule, "stays_open", due=due)])
