"""Tell in which of the company's languages a message is written."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from makegood.representative.understand.lexicon import Lexicon
from makegood.representative.understand.text import fold, words_of

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
        self._counts: dict[str, Counter[str]] = {code: Counter() for code in lexicon.languages}
        for example in lexicon.examples():
            named = NAMES.sub(" ", example.text)  # a name that one language has asks in none
            self._counts[example.language].update(_marks(named))
        for language, words in lexicon.languages.items():
            for phrases in words.words.values():
                for phrase in phrases:
                    self._counts[language].update(_marks(phrase))
        self._sizes = {code: sum(counts.values()) for code, counts in self._counts.items()}
        self._kinds = len({mark for counts in self._counts.values() for mark in counts})

    def language(self, text: str, prior: str) -> str:
        """The language of the text; the customer's own unless the words clearly say otherwise."""
        plain = words_of(NAMES.sub(" ", ADDRESSES.sub(" ", text)))
        words = [word for word in plain if not any(c.isdigit() for c in word)]
        if sum(map(len, words)) < SHORTEST_TELLING_LETTERS:
            return prior
        scores = self._scores(" ".join(words))
        scores[prior] = scores.get(prior, 0.0) + PRIOR_NATS
        best = max(scores, key=lambda code: scores[code])
        knows_a_word = any(self._counts[best][f"={fold(word)}"] for word in words)
        return best if knows_a_word else prior

    def _scores(self, text: str) -> dict[str, float]:
        marks = list(_marks(text))
        return {code: self._score(counts, code, marks) for code, counts in self._counts.items()}

    def _score(self, counts: Mapping[str, int], code: str, marks: list[str]) -> float:
        size = self._sizes[code] + SMOOTHING * self._kinds
        # A word and its letter runs say the same thing several times: count it once.
        total = sum(math.log((counts.get(mark, 0) + SMOOTHING) / size) for mark in marks)
        return total / LONGEST_RUN


def _marks(text: str) -> Iterator[str]:
    """Each word, and each run of two and three letters with the edges of words."""
    for word in words_of(fold(text)):
        yield f"={word}"
        padded = f" {word} "
        for length in (2, LONGEST_RUN):
            yield from (padded[i : i + length] for i in range(len(padded) - length + 1))
