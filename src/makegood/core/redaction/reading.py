"""Read a text the way a person would, whatever characters, gaps or words its numbers wear."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple, Self

from makegood.core.redaction.spoken import spoken_at

# Written as gaps by people and by machines, though Unicode does not call them blanks or dots.
_BLANKS = frozenset("\u2800\u3164\uffa0\u115f\u1160")
_DOTS = frozenset("·‧∙⋅。")
_SLASHES = frozenset("⁄∕")
_UNSEEN = frozenset({"Cf", "Mn", "Me"})
_CONTROLS = {code: " " for code in (*range(0x20), 0x7F) if chr(code) not in "\t\n\r\v\f"}

# What is left in a text that was redacted before: it is never read as a number again.
_MARK = (
    r"\[(?:card ••••[0-9]{4}|iban ••••[a-z0-9]{4}|bank account ••••[0-9]{4}|expiry"
    r"|(?:security code|pin|track data|bank account|routing number|ssn|nino) removed)\]"
)
_TOKEN = re.compile(rf"({_MARK})|([0-9]+)|([^\W\d_]+)|([\s\-.,/_|*~\\]+)|(.)", re.DOTALL)


class Kind(IntEnum):
    """What sort of thing stands in the text; in the order of the groups of `_TOKEN`."""

    MARK = 1
    NUMBER = 2
    WORD = 3
    GAP = 4
    SIGN = 5


class Item(NamedTuple):
    """One thing read: a number as its digits, a word, a gap, a sign, or a mark."""

    kind: Kind
    text: str
    start: int
    end: int
    spoken: bool = False


class Claim(NamedTuple):
    """A stretch of the folded text that is to be replaced by a mark."""

    kind: str
    start: int
    end: int
    mark: str


class Reading(NamedTuple):
    """A text as it was read: its plain lower-case form, and the items in it.

    `sources` has for each character of the folded text, and for its end, the place in the text.
    """

    folded: str
    sources: Sequence[int]
    items: tuple[Item, ...]

    def without(self, claims: Iterable[Claim]) -> Self:
        """The same reading in which what is claimed is a mark, as it will be in the output."""
        ordered = sorted(claims, key=lambda claim: claim.start)
        if not ordered:
            return self
        starts = [claim.start for claim in ordered]
        items: list[Item] = []
        marked = -1
        for item in self.items:
            index = bisect_right(starts, item.end - 1) - 1
            if index < 0 or ordered[index].end <= item.start:
                items.append(item)
            elif index != marked:
                marked = index
                claim = ordered[index]
                items.append(Item(Kind.MARK, claim.kind, claim.start, claim.end))
        return self._replace(items=tuple(items))

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the folded text stands in the text itself, unseen signs with it."""
        return self.sources[start], max(self.sources[end - 1] + 1, self.sources[end])


def read(text: str) -> Reading:
    """Read a text into items, in time that grows with its length only."""
    folded, sources = _fold(text)
    return Reading(folded, sources, tuple(_spoken_joined(_tokens(folded))))


def words_of(*lines: str) -> frozenset[str]:
    """The words written in these lines, for a list of words that is read by people."""
    return frozenset(word for line in lines for word in line.split())


def joins(item: Item) -> bool:
    """Whether an item stands between two parts of one number without ending it."""
    return item.kind is Kind.GAP or (item.kind is Kind.WORD and item.text in _JOINERS)


def without_overlaps(claims: Sequence[Claim]) -> list[Claim]:
    """The claims in the order of the text; of two that overlap, the one that starts first."""
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda each: (each.start, -each.end)):
        if not kept or claim.start >= kept[-1].end:
            kept.append(claim)
    return kept


_JOINERS = words_of("dash hyphen space then um uh er guion espacio luego eh tiret espace puis euh")


def _tokens(folded: str) -> list[Item]:
    kinds = (Kind.MARK, Kind.MARK, Kind.NUMBER, Kind.WORD, Kind.GAP, Kind.SIGN)
    return [
        Item(kinds[found.lastindex or 0], found.group(), found.start(), found.end())
        for found in _TOKEN.finditer(folded)
    ]


def _spoken_joined(tokens: list[Item]) -> list[Item]:
    words = [token.text if token.kind is not Kind.GAP else "" for token in tokens]
    items: list[Item] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        found = spoken_at(words, index) if token.kind is Kind.WORD else None
        if found is None:
            items.append(token)
            index += 1
            continue
        digits, after = found
        items.append(Item(Kind.NUMBER, digits, token.start, tokens[after - 1].end, True))
        index = after
    return items


def _fold(text: str) -> tuple[str, Sequence[int]]:
    if text.isascii():
        return text.lower().translate(_CONTROLS), range(len(text) + 1)
    pieces: list[str] = []
    sources: list[int] = []
    for index, character in enumerate(text):
        plain = _folded(character)
        pieces.append(plain)
        sources.extend([index] * len(plain))
    sources.append(len(text))
    return "".join(pieces), sources


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    return "".join(map(_folded_part, unicodedata.normalize("NFKD", character)))


def _folded_part(character: str) -> str:
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(character)
    if category in _UNSEEN:
        return ""
    if category == "Pd" or character == "\u2212":
        return "-"
    if character in _DOTS:
        return "."
    if character in _SLASHES:
        return "/"
    if character in _BLANKS or category in {"Zs", "Zl", "Zp"}:
        return " "
    if category == "Cc":
        return _CONTROLS.get(ord(character), " " if ord(character) > 0x7F else character)
    return character.lower()
