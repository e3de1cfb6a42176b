"""Take card numbers and other dangerous numbers out of a text before anything keeps it.

One text goes through four readings: numbers of persons and banks, then cards, then what is
written around a card, then codes and accounts that a word names. What one reading claims, the
next sees as the mark that will replace it, just as a second run would: so redacting twice
changes nothing. Every step takes time that grows with the length of the text only.
Source: C05.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pydantic import JsonValue

from makegood.core.redaction.around_cards import find_around_cards, find_codes
from makegood.core.redaction.cards import LONGEST, SHORTEST, find_cards, is_of_a_brand, passes_luhn
from makegood.core.redaction.identifiers import find_bank_accounts, find_identifiers
from makegood.core.redaction.reading import Claim, read, without_overlaps
from makegood.core.redaction.spoken import NUMBER_WORDS

_DIGIT = re.compile(r"[0-9]")
_WORD = re.compile(r"[a-z]+")

__all__ = ["Finding", "Redacted", "holds_card", "redact", "redact_tree"]


class Finding(NamedTuple):
    """A dangerous stretch of a text: what it was, and where it stood (characters from 0).

    The kind is card, expiry, security_code, pin, track, iban, routing, bank_account, ssn or nino.
    """

    kind: str
    start: int
    end: int


class Redacted(NamedTuple):
    """A text that may be kept, and where the text as it came held something dangerous."""

    text: str
    found: tuple[Finding, ...]


def redact(text: str) -> Redacted:
    """Replace each dangerous number by a mark such as [card ••••1111] or [expiry].

    Of a card, an IBAN and a long bank account the last four characters stay; of a security
    code, a PIN, a stripe and a person's number nothing. Source: C05, AC05.1, AC05.2.
    """
    if not _may_hold_number(text):
        return Redacted(text, ())
    reading = read(text)
    claims: list[Claim] = []
    for find in (find_identifiers, find_cards, find_around_cards, find_codes, find_bank_accounts):
        found = find(reading)
        claims.extend(found)
        reading = reading.without(found)
    pieces: list[str] = []
    findings: list[Finding] = []
    done = 0
    for claim in without_overlaps(claims):
        start, end = reading.source_span(claim.start, claim.end)
        pieces += (text[done:start], claim.mark)
        findings.append(Finding(claim.kind, start, end))
        done = end
    return Redacted("".join((*pieces, text[done:])), tuple(findings))


def _may_hold_number(text: str) -> bool:
    """Whether there is anything to read: without digits, written or said, nothing is dangerous."""
    if not text.isascii() or _DIGIT.search(text):
        return True
    return not NUMBER_WORDS.isdisjoint(_WORD.findall(text.lower()))


def holds_card(text: str) -> bool:
    """Whether a text holds the number of a payment card."""
    return bool(text) and any(finding.kind == "card" for finding in redact(text).found)


def redact_tree(value: JsonValue) -> JsonValue:
    """The same JSON value with every text in it redacted, keys too, however deep.

    A whole number that is a card of a known brand becomes its mark. Two keys that would
    become the same are told apart by a number, so that nothing is lost.
    """
    if isinstance(value, str):
        return redact(value).text
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return _redacted_number(value)
    if isinstance(value, list):
        items: list[JsonValue] = []
        for item in value:
            items.append(redact_tree(item))
        return items
    if isinstance(value, dict):
        tree: dict[str, JsonValue] = {}
        for key, item in value.items():
            tree[_free_key(redact(key).text, tree)] = redact_tree(item)
        return tree
    return value


def _redacted_number(value: int) -> JsonValue:
    # Other long whole numbers are moments and counters: one in ten passes Luhn by chance.
    if not 10 ** (SHORTEST - 1) <= value < 10**LONGEST:
        return value
    digits = str(value)
    if not is_of_a_brand(digits) or not passes_luhn(digits):
        return value
    return redact(digits).text


def _free_key(key: str, taken: dict[str, JsonValue]) -> str:
    free, count = key, 2
    while free in taken:
        free, count = f"{key} ({count})", count + 1
    return free
