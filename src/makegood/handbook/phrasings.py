"""Read how customers say things: the ways one phrasing stands for, and phrasings that collide."""

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from makegood.handbook.problems import Problem

if TYPE_CHECKING:
    from makegood.handbook.voice import Voice

ALTERNATIVES = re.compile(r"[()]")
WORD = re.compile(r"[^\W_]+")
MOST_WAYS = 12
FEWEST_PHRASINGS = 15
"""With fewer, what was not said in these very words is mostly not understood."""
STEM = 5
"""So many letters of a word are kept, so that its endings make no difference."""
ACCEPTED = "words that tell the two apart"

Said = frozenset[str]


def ways_to_say(phrasing: str) -> Iterator[str]:
    """The phrasings that one with alternatives stands for: "(stop|quit) calling me" is two.

    At most MOST_WAYS of them, spread evenly over all there are.
    """
    parts = [part.split("|") for part in ALTERNATIVES.split(phrasing)]
    total = math.prod(len(choices) for choices in parts)
    wanted = min(total, MOST_WAYS)
    for n in range(wanted):
        number, words = n * total // wanted + n % max(1, total // wanted), []
        for choices in parts:
            number, which = divmod(number, len(choices))
            words.append(choices[which])
        yield " ".join("".join(words).split())


def check_phrasings(voices: Mapping[str, "Voice"]) -> Iterator[Problem]:
    """Yield operations with too few phrasings, and phrasings of two that say the same.

    Two say nearly the same when they have the same words in whatever order and whatever their
    endings, once courtesies are left out. None of it blocks the handbook: the representative
    asks which of the two is meant.
    """
    for voice in voices.values():
        yield from _too_few(voice)
        yield from _collisions(voice)


def said_elsewhere(voice: "Voice", operation: str, phrasing: str) -> Iterator[tuple[str, str]]:
    """What else is said nearly so: another operation by its name or one of its phrasings, what is
    heard, or the small words that steer a conversation, such as yes and stop.
    """
    courtesies = _listed(voice.words, "courtesy")
    wanted = {_said(way, courtesies) for way in ways_to_say(phrasing)}
    others = [
        (name, (one.name, *one.phrasings))
        for name, one in voice.spoken.items()
        if name != operation
    ]
    others += [(f"heard {kind}", tuple(said)) for kind, said in _lists(voice.words, "heard")]
    others += [(f"words {kind}", tuple(said)) for kind, said in _lists(voice.words, "words")]
    for name, phrasings in others:
        for its in phrasings:
            if wanted & {_said(way, courtesies) for way in ways_to_say(its)}:
                yield name, its


def _too_few(voice: "Voice") -> Iterator[Problem]:
    for name, spoken in voice.spoken.items():
        source, at = voice.places[f"operation:{name}"]
        count = len(spoken.phrasings)
        if count < FEWEST_PHRASINGS:
            wrong = f"{name} is said in {count} ways in {voice.language}"
            accepted = f"{FEWEST_PHRASINGS} phrasings or more"
            yield source.problem((*at, "phrasings"), wrong, accepted, blocks=False)


def _collisions(voice: "Voice") -> Iterator[Problem]:
    courtesies = _listed(voice.words, "courtesy")
    first: dict[Said, tuple[str, str]] = {}
    for kind, phrasings in _lists(voice.words, "heard"):
        for phrasing in phrasings:
            for way in ways_to_say(phrasing):
                first.setdefault(_said(way, courtesies), (f"heard {kind}", phrasing))
    for name, spoken in voice.spoken.items():
        source, at = voice.places[f"operation:{name}"]
        for phrasing in spoken.phrasings:
            told = {
                first.setdefault(_said(way, courtesies), (name, phrasing))
                for way in ways_to_say(phrasing)
            }
            for other, its in sorted(told):
                if other != name:
                    wrong = f'"{phrasing}" says nearly the same as "{its}" of {other}'
                    yield source.problem((*at, "phrasings"), wrong, ACCEPTED, blocks=False)


def _said(way: str, courtesies: frozenset[str]) -> Said:
    """The words that tell what is meant; all of them where there are only courtesies."""
    words = _words(way)
    telling = [word for word in words if word not in courtesies]
    return frozenset(word[:STEM] for word in telling or words)


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFD", text.replace("'", "").lower())
    return WORD.findall("".join(c for c in folded if not unicodedata.combining(c)))


def _listed(words: Mapping[str, object], name: str) -> frozenset[str]:
    phrases = dict(_lists(words, "words")).get(name, [])
    return frozenset(word for phrase in phrases for word in _words(phrase))


def _lists(words: Mapping[str, object], table: str) -> Iterator[tuple[str, list[str]]]:
    """The lists of one table of words.toml, each by its name."""
    lists = words.get(table)
    for name, phrases in lists.items() if isinstance(lists, Mapping) else ():
        if isinstance(phrases, list | tuple):
            yield str(name), [str(one) for one in phrases]
