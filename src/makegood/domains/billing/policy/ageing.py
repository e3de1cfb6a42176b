"""Decide what happens next with money that is put to nothing, and when. Source: C14, PMT-10."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from makegood.core.decision import Decision, Statement, allow, refuse, say
from makegood.core.money import Money
from makegood.domains.billing.policy.clauses import clause
from makegood.domains.billing.policy.unclaimed import ages


class Next(StrEnum):
    """What is done next with money of a customer's that is with us."""

    ASK = "ask"
    GIVE_BACK = "give_back"
    LOOK = "look"
    WRITE = "write"
    TURN_OVER = "turn_over"


BY_PEOPLE = frozenset({Next.LOOK})
"""What nobody does but a person of billing control."""


@dataclass(frozen=True, slots=True)
class Aged:
    """Money of a customer's that is with us: of which record, since when, and if we wrote of it.

    `is_stuck` says that giving it back was tried and refused: then a person has to look.
    """

    kind: str
    party: str
    about: str
    amount: Money
    since: date
    asked_on: date | None = None
    is_stuck: bool = False


@dataclass(frozen=True, slots=True)
class AgedFound:
    """All that waits, the oldest first."""

    waiting: tuple[Aged, ...]


def next_of(one: Aged, today: date) -> tuple[Next, date]:
    """What is done next with it, and on which day."""
    rule, kept = clause("PMT-10", today), ages(today)
    ask = one.since + timedelta(days=rule.whole("ask_days"))
    if one.kind == "refund":
        if one.asked_on is not None:
            return Next.TURN_OVER, one.asked_on + timedelta(days=kept.letter_days + 1)
        return Next.WRITE, one.since + timedelta(days=kept.kept_days - kept.letter_days)
    if one.kind == "ahead" or one.is_stuck:
        return Next.LOOK, ask
    if one.asked_on is None:
        return Next.ASK, ask
    return Next.GIVE_BACK, one.asked_on + timedelta(days=rule.whole("answer_days"))


def may_ask(one: Aged, today: date) -> Decision:
    """Whose money is put to nothing is asked once what it is for, and told when it goes back."""
    rule, (what, on) = clause("PMT-10", today), next_of(one, today)
    if one.kind != "unapplied" or what is not Next.ASK or on > today:
        return refuse("policy_denied", clause=rule, says=[say(rule, "not_due")])
    last = today + timedelta(days=rule.whole("answer_days"))
    payment = one.about.partition(":")[2]
    return allow(says=[say(rule, "waits", amount=one.amount, payment=payment, last_day=last)])


def ageing_told(found: AgedFound, today: date) -> Decision:
    """Each sum that waits, since when, and who does what with it by which day."""
    rule = clause("PMT-10", today)
    if not found.waiting:
        return allow(says=[say(rule, "none")])
    return allow(clauses=[rule], says=[_told(one, today) for one in found.waiting])


def _told(one: Aged, today: date) -> Statement:
    rule, (what, on) = clause("PMT-10", today), next_of(one, today)
    return say(
        rule, f"next_{what}", amount=one.amount, party=one.party, about=one.about,
        since=one.since, day=max(on, today),
    )  # fmt: skip
