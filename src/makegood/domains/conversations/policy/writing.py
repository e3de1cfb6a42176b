"""Decide what is written to customers, by which way, and what became of their mail. C34."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, allow, refuse, say
from makegood.domains.conversations.policy.talking import clause

ENCLOSING = frozenset({"mail", "letter"})
"""The channels on which a notice has its letter with it, made when it is delivered."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to reach a customer in writing: the channel of the effect, and where to."""

    channel: str
    to: str


def best_way(ways: Sequence[Way], prefer: str | None, to_point: str | None) -> Way | None:
    """The way a message goes: to one address if it is named, else as preferred, else the first."""
    if to_point:
        channel = "mail" if "@" in to_point else "text" if to_point.startswith("+") else "letter"
        return Way(channel, to_point)
    fitting = [way for way in ways if way.channel == prefer]
    return next(iter([*fitting, *ways]), None)


def may_mail_transcript(masked: str | None, sent_today: int, day: date) -> Decision:
    """A conversation is mailed to an address on record, and so many times a day."""
    rule = clause("CNV-11", day)
    if masked is None:
        return refuse("policy_denied", clause=rule, says=[say(rule, "no_mailbox")])
    if sent_today >= rule.whole("times_a_day"):
        return refuse("policy_denied", clause=rule, says=[say(rule, "enough")])
    return allow(clauses=[rule], says=[say(rule, "sent", masked=masked)])


def may_name_files(became: str, day: date) -> Decision:
    """Only whose mail was answered hears of its files: machines and floods hear nothing."""
    rule = clause("CNV-10", day)
    if became == "answered":
        return allow(clauses=[rule])
    return refuse("policy_denied", clause=rule, says=[say(rule)])


def may_settle_mail(number: str, became: str, day: date) -> Decision:
    """What became of a mail is noted once: while it waits, and never again."""
    rule = clause("CNV-10", day)
    if became == "waiting":
        return allow(clauses=[rule])
    return refuse("policy_denied", clause=rule, says=[say(rule, "settled", mail=number)])
