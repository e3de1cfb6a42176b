"""Decide about e-mail addresses, phones and consent. Source: C03, C05, C34, AC03.3, AC34.2."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from makegood.core.actor import V2, V3, Level
from makegood.core.decision import Decision, allow, needs_info, refuse, say
from makegood.core.statements import Word
from makegood.domains.parties.policy.identity import usable_from
from makegood.handbook import book

_NEED_NO_CONSENT = frozenset({"legal", "safety"})
_NEED_CONSENT = frozenset({"marketing", "survey", "recording"})
_STOPPED_TOGETHER = {
    "sms": ("sms", "voice"),
    "voice": ("voice", "sms"),
    "email": ("email",),
    "post": ("post",),
    "all": ("email", "sms", "voice", "post"),
}


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """A new contact point, and the one it replaces; values only masked."""

    rights: Mapping[str, frozenset[str]]
    level: Level
    masked: str
    is_valid: bool
    is_on_record: bool
    replaced: str | None
    replaced_masked: str
    has_several_of_kind: bool
    replaceable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConsentFacts:
    """What a party agrees to."""

    rights: Mapping[str, frozenset[str]]
    is_given_already: bool


@dataclass(frozen=True, slots=True)
class OptOutFacts:
    """Whose messages stop: of a party, or of an address known by itself."""

    party: str | None
    contact_value: str | None
    latest_day: date


def may_update_contact_point(*, facts: ContactFacts, lost: bool | None, today: date) -> Decision:
    """Whether a contact point is added or replaced: two proofs when the old one is lost."""
    clause, lost_clause = book().clause("ACC-5", on=today), book().clause("ACC-6", on=today)
    needed = V3 if lost else V2
    if facts.level < needed:
        says = [say(book().clause("IDV-1", on=today), "needs_strong" if lost else "needs_code")]
        if lost and facts.replaced_masked:
            says.insert(0, say(lost_clause, "lost", masked=facts.replaced_masked))
        return refuse(
            "verification_required", clause=lost_clause if lost else clause, says=says, level=needed
        )
    if not facts.is_valid:
        return needs_info("value", says=[say(clause)])
    if facts.is_on_record:
        return refuse("policy_denied", clause=clause, says=[say(clause, "same")])
    if lost and facts.replaced is None and facts.has_several_of_kind:
        return needs_info("replaces", says=[say(lost_clause)], options=facts.replaceable)
    day = usable_from(added_on=today, today=today)
    says = [say(clause, "changed", masked=facts.masked, usable_from=day)]
    if facts.replaced_masked:
        says.append(say(clause, "removed", masked=facts.replaced_masked))
    return allow(clauses=[book().clause("ACC-2", on=today)], says=says)


def may_capture_consent(*, purpose: str, channel: str, today: date) -> Decision:
    """Whether a consent is taken down: always, when it is clear what for and on which channel."""
    clause = book().clause("PRV-2", on=today)
    words = {"purpose": Word(f"parties.purpose_{purpose}"), "channel": channel_word(channel)}
    return allow(clauses=[clause], says=[say(clause, "captured", **words)])


def may_revoke_consent(*, facts: OptOutFacts, channel: str, today: date) -> Decision:
    """Whether messages stop: always, at once, in whatever words it was said (AC34.2)."""
    clause, law = book().clause("PRV-2", on=today), book().clause("LAW-XM-2", on=today)
    if facts.party is None and facts.contact_value is None:
        return needs_info("contact_value", says=[say(clause)])
    if channel == "all":
        stopped = [say(clause, "stopped_all")]
    else:
        stopped = [
            say(clause, "stopped", channel=channel_word(one)) for one in stopped_channels(channel)
        ]
    return allow(clauses=[law], says=[*stopped, say(clause, "still_sent")])


def stopped_channels(channel: str) -> tuple[str, ...]:
    """What stops when somebody says stop on a channel: texts and calls stop together."""
    return _STOPPED_TOGETHER[channel]


def is_contact_allowed(
    *, purpose: str, channel: str, has_consent: bool, has_stopped: bool, wants_to_buy_nothing: bool
) -> bool:
    """Whether a message of a purpose may go out on a channel. Source: C34.

    Letters of law and safety always. Advertising, surveys and recording only by consent that
    was not taken back. Service on every channel; texts and calls only until somebody said stop.
    """
    if purpose in _NEED_NO_CONSENT:
        return True
    if purpose in _NEED_CONSENT:
        tempts = wants_to_buy_nothing and purpose == "marketing"
        return has_consent and not has_stopped and not tempts
    return not (has_stopped and channel in ("sms", "voice"))


def channel_word(channel: str) -> Word:
    """The word for a channel in the language of whoever reads it."""
    return Word(f"parties.channel_{channel}")
