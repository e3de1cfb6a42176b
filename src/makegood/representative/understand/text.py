"""Words as customers type them, made comparable: case, accents, contractions and slips."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

WORD = re.compile(r"[^\W_]+(?:'(?:t|s|m|re|ll|ve|d)\b)?")
QUOTED_LINE = re.compile(r"^\s*>.*$", re.MULTILINE)
MAIL_BELOW = re.compile(
    r"^(on .{5,80} wrote:|el .{5,80} escribi[oó]:|le .{5,80} a [eé]crit ?:|-{2,} ?original message"
    r"|-{5,} ?forwarded message).*",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
LATIN = 0x250
"""Below it are the letters of the languages written in Latin letters."""
SHORTEST_SLIP, LONG_ENOUGH = 4, 5
SO_MANY_TIMES = 20
"""So much more often a word is heard than the slip of it that somebody wrote down as well."""
MOST_WORDS = 2048
"""So many words are remembered as they were meant: most of what is written is made of fewer."""
SURELY_MEANT = 60
"""So often a word is heard for which a short one, or one that somebody once wrote, is a slip."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a message: its comparable form and where it stands."""

    word: str
    start: int
    end: int


def clean(text: str) -> str:
    """Leave what the customer wrote now: no quoted mail below, no control characters."""
    text = unicodedata.normalize("NFC", text).replace("\u2019", "'").replace("\u02bc", "'")
    own = MAIL_BELOW.sub("", QUOTED_LINE.sub("", text)).strip()
    return "".join(c for c in own or text.strip() if c in "\n\t" or c.isprintable())


class _Letters(dict[int, str]):
    """Each letter as it is compared, by its number; those of far alphabets are looked up anew."""

    def __missing__(self, number: int) -> str:
        letter = chr(number)
        return unicodedata.normalize("NFD", letter.lower())[0] or letter


_LETTERS = _Letters()
_LETTERS.update((number, _LETTERS[number]) for number in range(LATIN))


def fold(text: str) -> str:
    """Lower case without accents, character for character, so positions stay the same."""
    return text.lower() if text.isascii() else text.translate(_LETTERS)


def tokenise(text: str) -> tuple[Token, ...]:
    """The words of a text in comparable form; "don't" and "dont" are the same word."""
    folded = fold(text)
    return tuple(
        Token(found.group().replace("'", ""), found.start(), found.end())
        for found in WORD.finditer(folded)
    )


def words_of(text: str) -> tuple[str, ...]:
    """The comparable words of a text, without their places."""
    return tuple(word.replace("'", "") for word in WORD.findall(fold(text)))


class Spelling:
    """Mends one slip of the finger in the longer words the company listens for."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Learn the words, and how often they occur, from the company's own phrasings."""
        self._seen = Counter(word for text in texts for word in words_of(text))
        self.mend = lru_cache(MOST_WORDS)(self._mend)
        self._near: dict[str, set[str]] = defaultdict(set)
        for word, times in self._seen.items():
            if times > 1 and len(word) >= SHORTEST_SLIP and word.isalpha():
                for shorter in _with_one_letter_less(word):
                    self._near[shorter].add(word)

    def knows(self, word: str) -> bool:
        """Whether the company listens for this very word."""
        return word in self._seen

    def _mend(self, word: str) -> str:
        """The known word this one was meant to be, or the word itself."""
        if len(word) < SHORTEST_SLIP or not word.isalpha():
            return word
        if self._seen[word] > 1:
            return self._unswapped(word)
        near = {w for form in _with_one_letter_less(word) for w in self._near.get(form, ())}
        likely = [w for w in near if w[0] == word[0] and abs(len(w) - len(word)) <= 1]
        best = max(likely, key=lambda w: (self._seen[w], w), default=word)
        may_be_own = word in self._seen or len(word) < LONG_ENOUGH
        return word if may_be_own and self._seen[best] < SURELY_MEANT else best

    def _unswapped(self, word: str) -> str:
        """A known word, unless it is but a common one with two letters swapped: "retrun"."""
        common = SO_MANY_TIMES * self._seen[word]
        pairs = range(1, len(word) - 1)
        swapped = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in pairs)
        return next((one for one in swapped if self._seen[one] >= common), word)

    def mended(self, tokens: Sequence[Token]) -> tuple[Token, ...]:
        """The same tokens at the same places, with slips mended."""
        meant = ((t, self.mend(t.word)) for t in tokens)
        return tuple(t if t.word == word else Token(word, t.start, t.end) for t, word in meant)


def _with_one_letter_less(word: str) -> Iterator[str]:
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A listed phrase found in a message: tokens `first` to `last`, the latter not included."""

    first: int
    last: int
    value: T


class Phrasebook(Generic[T]):
    """Listed phrases, each with what it means, found in a message longest first."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        """Keep each phrase under its words; the first meaning of a phrase stays."""
        self._meaning: dict[tuple[str, ...], T] = {}
        for phrase, value in entries:
            self._meaning.setdefault(words_of(phrase), value)
        self._longest = max((len(words) for words in self._meaning), default=0)

    def find(self, tokens: Sequence[Token]) -> tuple[Hit[T], ...]:
        """Every phrase in the tokens, left to right, the longest first, none overlapping."""
        hits: list[Hit[T]] = []
        place = 0
        while place < len(tokens):
            for length in range(min(self._longest, len(tokens) - place), 0, -1):
                words = tuple(t.word for t in tokens[place : place + length])
                if words in self._meaning:
                    hits.append(Hit(place, place + length, self._meaning[words]))
                    place += length
                    break
            else:
                place += 1
        return tuple(hits)

    def covers(self, tokens: Sequence[Token]) -> bool:
        """Whether the tokens are made of nothing but listed phrases."""
        return bool(tokens) and sum(h.last - h.first for h in self.find(tokens)) == len(tokens)
