"""Decide what is written to customers, by which way, and what became of their mail. C34."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, allow, refuse, say
from makegood.domains.conversations.policy.talking import clause

_STATE = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?!\.?\d)")  # and no part of an address
_NO_MAILBOX = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"})
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


def is_wrong_address(reason: str) -> bool:
    """Whether a mail server's words mean that there is no such mailbox, not only a bad moment.

    Only the first state told counts, and only those of the receiver's mailbox: a bare 550 may as
    well be said of us, by who has us on a list of senders. Source: RFC 3463, 3.2 and 3.3.
    """
    state = _STATE.search(reason)
    return state is not None and state[0] in _NO_MAILBOX


def may_send_again(
    notice: str, *, failed: bool, way: Way | None, told_to: str, day: date
) -> Decision:
    """A message is sent once more only if it came back, and not to where it came back from."""
    rule = clause("CNV-13", day)
    if not failed:
        return refuse("policy_denied", clause=rule, says=[say(rule, "did_arrive", notice=notice)])
    if way is None or way.to == told_to:
        return refuse("policy_denied", clause=rule, says=[say(rule, "no_other_way", notice=notice)])
    return allow(clauses=[rule], says=[say(rule, "sent_again", to=way.to)])


def may_note_told(notice: str, *, waits: bool, day: date) -> Decision:
    """That a customer was told counts once, and only of what came back."""
    rule = clause("CNV-13", day)
    if not waits:
        return refuse(
            "policy_denied", clause=rule, says=[say(rule, "nothing_to_tell", notice=notice)]
        )
    return allow(clauses=[rule], says=[say(rule, "was_told", notice=notice)])


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


def may_take_out(places: Sequence[int], day: date) -> Decision:
    """What may not be kept of a mail is taken out of it, as long as it is kept as it came."""
    rule = clause("CNV-10", day)
    if places:
        return allow(clauses=[rule])
    return refuse("policy_denied", clause=rule, says=[say(rule)])


def may_settle_mail(number: str, became: str, day: date) -> Decision:
    """What became of a mail is noted once: while it waits, and never again."""
    rule = clause("CNV-10", day)
    if became == "waiting":
        return allow(clauses=[rule])
    return refuse("policy_denied", clause=rule, says=[say(rule, "settled", mail=number)])
