"""Decide what is taken down for a customer from somebody else, and passed on. Source: C04."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, allow, needs_info, refuse, say
from makegood.handbook import book

RULE = "CNV-16"
_LEADS_ELSEWHERE = re.compile(
    r"https?:|www\.|\b[\w-]+(\.[\w-]+)*\.[a-z]{2,}/"
    r"|[\w-]\.(com|net|org|info|biz|app|dev|shop|store|online|site|xyz|top|club|link|click)\b",
    re.IGNORECASE,
)
_LEADS_ABROAD = re.compile(r"[\w-]\.(io|co|us|uk|ca|mx|es|fr|de|eu|ru|cn|cc|ly|tv|ai|me)\b")
"""Endings that are words as well: written with a capital, they begin a sentence."""


@dataclass(frozen=True, slots=True)
class MessageFacts:
    """Who leaves a message, for whom, and how many were left there already.

    `reference` is the number that means the account; none when nobody can tell which is meant.
    `is_own` holds only of an account that is proven to be the sender's.
    """

    sender: str
    is_proven: bool
    reference: str
    is_own: bool
    left_today: int


def may_leave_message(facts: MessageFacts, text: str, today: date) -> Decision:
    """Whether a message for the holder of an account is taken: from anybody who says who it is.

    Whether there is such an account nobody learns from the answer. Words alone are passed on,
    as a web address in our mail would be trusted for our sake.
    """
    rule = book().clause(RULE, on=today)
    if not facts.reference:
        return needs_info("reference", says=[say(rule, "ask_reference")])
    if facts.is_own:
        return refuse("policy_denied", clause=rule, says=[say(rule, "own")])
    if not (facts.is_proven or _is_name(facts.sender)):
        return needs_info("name", says=[say(rule, "ask_name")])
    if _LEADS_ELSEWHERE.search(text) or _LEADS_ABROAD.search(text):
        return needs_info("text", says=[say(rule, "no_links")])
    if facts.left_today >= rule.whole("messages_a_day"):
        return refuse("policy_denied", clause=rule, says=[say(rule, "enough")])
    return allow(says=[say(rule, "taken", reference=facts.reference, sender=facts.sender)])


def _is_name(name: str) -> bool:
    """Whether words may be somebody's name: letters of any script, and no dot within a word."""
    letters = [one for one in name if one not in " .,'’-"]
    is_spelt = all(unicodedata.category(one)[0] in "LM" for one in letters)
    return bool(letters) and is_spelt and not re.search(r"\.\S", name)
