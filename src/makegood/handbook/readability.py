"""Measure how hard a text is to read, so that whoever we write to understands it. Source: C02."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

_SENTENCE = re.compile(r"[^.!?]+[.!?]+(?=\s|$)")
_PLACEHOLDER = re.compile(r"\{[^}]*\}")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_VOWELS = frozenset("aeiouy")
_SPOKEN_ES = ("ses", "zes", "ches", "shes", "ges", "ces", "les")
_SPOKEN_ED = ("ted", "ded")


def grade(texts: Iterable[str]) -> float:
    """The school year after which English texts taken together are understood.

    Flesch and Kincaid: 0.39 words a sentence + 11.8 syllables a word - 15.59. It says something
    of texts of a hundred words and more. 0 for no words.
    """
    sentences = [words for text in texts for words in sentences_of(text)]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return 0.0
    syllables = sum(map(syllables_of, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def longest_sentence(texts: Iterable[str]) -> int:
    """How many words the longest sentence has, in any language."""
    return max((len(words) for text in texts for words in sentences_of(text)), default=0)


def words_a_sentence(texts: Iterable[str]) -> float:
    """How many words a sentence has on average, in any language."""
    lengths = [len(words) for text in texts for words in sentences_of(text)]
    return sum(lengths) / len(lengths) if lengths else 0.0


def sentences_of(text: str) -> Iterator[tuple[str, ...]]:
    """The words of each whole sentence; labels are none, and a value put in later is one word."""
    for sentence in _SENTENCE.findall(_PLACEHOLDER.sub("value", text)):
        words = tuple(_WORD.findall(sentence))
        if words:
            yield words


def syllables_of(word: str) -> int:
    """The syllables of an English word, by its groups of vowels; a silent e at the end is none."""
    letters = word.lower()
    count = sum(
        before not in _VOWELS and letter in _VOWELS for before, letter in pairwise(f" {letters}")
    )
    is_silent = letters.endswith("e") and not letters.endswith("le")
    is_silent |= letters.endswith("es") and not letters.endswith(_SPOKEN_ES)
    is_silent |= letters.endswith("ed") and not letters.endswith(_SPOKEN_ED)
    return max(1, count - is_silent)
