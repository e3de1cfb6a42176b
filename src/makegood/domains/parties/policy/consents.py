"""Say what a customer agreed to and what they stopped, with the day and the words. Source: C05."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, Statement, allow, say
from makegood.core.statements import Word
from makegood.domains.parties.policy.contact import channel_word, stopped_channels
from makegood.handbook import book

_CALLED = frozenset({"sms", "voice"})


@dataclass(frozen=True, slots=True)
class SaidOfMessages:
    """One thing a customer said about our messages: a yes for a purpose, or a stop."""

    purpose: str
    channel: str
    wording: str
    on: date
    ended_on: date | None


def consents_told(
    *, agreed: Sequence[SaidOfMessages], stopped: Sequence[SaidOfMessages], today: date
) -> Decision:
    """Each yes and each stop in its order, what holds now, and what is done about a breach."""
    rule = book().clause("PRV-2", on=today)
    told = [_agreed(one, today) for one in agreed] + _stopped(stopped, today)
    holds = [one for one in agreed if one.ended_on is None]
    told.append(say(rule, "holds" if holds else "holds_none"))
    if any(one.channel in _CALLED and one.ended_on is None for one in stopped):
        told.append(say(rule, "despite_stop"))
    return allow(clauses=[rule], says=[*told, say(rule, "still_sent")])


def _agreed(one: SaidOfMessages, today: date) -> Statement:
    rule = book().clause("PRV-2", on=today)
    purpose, channel = Word(f"parties.purpose_{one.purpose}"), channel_word(one.channel)
    if one.ended_on is None:
        return say(
            rule, "agreed_on", on=one.on, purpose=purpose, channel=channel, wording=one.wording
        )
    return say(
        rule, "agreed_until", on=one.on, purpose=purpose, channel=channel, wording=one.wording,
        ended_on=one.ended_on,
    )  # fmt: skip


def _stopped(stopped: Sequence[SaidOfMessages], today: date) -> list[Statement]:
    """A stop of every channel, said once, is told once."""
    rule, told = book().clause("PRV-2", on=today), []
    for on, wording in dict.fromkeys((one.on, one.wording) for one in stopped):
        channels = [one.channel for one in stopped if (one.on, one.wording) == (on, wording)]
        if set(channels) >= set(stopped_channels("all")):
            told.append(say(rule, "stopped_all_on", on=on, wording=wording))
            continue
        told += [
            say(rule, "stopped_on", on=on, channel=channel_word(one), wording=wording)
            for one in channels
        ]
    return told
