"""Tell in which of the company's languages a message is written."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from makegood.representative.understand.lexicon import Lexicon
from makegood.representative.understand.text import words_of

# How many times likelier the customer's own language is before a word is read (in nats), and how
# much clearer than it another language must be. "ok", "si" and "no" never get there.
PRIOR_NATS = 2.5
SHORTEST_TELLING_LETTERS = 4
LONGEST_RUN = 3
SMOOTHING = 0.5
ADDRESSES = re.compile(r"\S+@\S+")
# Capitals within a sentence are names, and two in a row are one anywhere: they tell no language.
NAMES = re.compile(r"(?:\b[A-ZÀ-Ý][\w'’-]+ +){1,3}[A-ZÀ-Ý][\w'’-]+|(?<=[a-zà-ÿ,] )[A-ZÀ-Ý][\w'’-]+")


class LanguageGuess:
    """Scores a message by the words and letters of each language's own phrasings."""

    def __init__(self, lexicon: Lexicon) -> None:
        heard: dict[str, Counter[str]] = {code: Counter() for code in lexicon.languages}
        for example in lexicon.examples():
            named = NAMES.sub(" ", example.text)  # a name that one language has asks in none
            heard[example.language].update(words_of(named))
        for language, words in lexicon.languages.items():
            for phrases in words.words.values():
                for phrase in phrases:
                    heard[language].update(words_of(phrase))
        self._counts = {code: _counted(words) for code, words in heard.items()}
        self._sizes = {code: sum(counts.values()) for code, counts in self._counts.items()}
        self._kinds = len({mark for counts in self._counts.values() for mark in counts})

    def language(self, text: str, prior: str) -> str:
        """The language of the text; the customer's own unless the words clearly say otherwise."""
        plain = words_of(NAMES.sub(" ", ADDRESSES.sub(" ", text)))
        words = [word for word in plain if not any(c.isdigit() for c in word)]
        if sum(map(len, words)) < SHORTEST_TELLING_LETTERS:
            return prior
        scores = self._scores(words)
        scores[prior] = scores.get(prior, 0.0) + PRIOR_NATS
        best = max(scores, key=lambda code: scores[code])
        knows_a_word = any(self._counts[best][f"={word}"] for word in words)
        return best if knows_a_word else prior

    def _scores(self, words: Sequence[str]) -> dict[str, float]:
        marks = [mark for word in words for mark in _marks(word)]
        return {code: self._score(counts, code, marks) for code, counts in self._counts.items()}

    def _score(self, counts: Mapping[str, int], code: str, marks: list[str]) -> float:
        size = self._sizes[code] + SMOOTHING * self._kinds
        # A word and its letter runs say the same thing several times: count it once.
        total = sum(math.log((counts.get(mark, 0) + SMOOTHING) / size) for mark in marks)
        return total / LONGEST_RUN


def _counted(words: Mapping[str, int]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for word, times in words.items():
        for mark in _marks(word):
            counts[mark] += times
    return counts


def _marks(word: str) -> Iterator[str]:
    """The word, and each run of two and three letters with the edges of the word."""
    yield f"={word}"
    padded = f" {word} "
    for length in (2, LONGEST_RUN):
        yield from (padded[i : i + length] for i in range(len(padded) - length + 1))
