"""Part a message into its clauses, so that several requests are read one by one (AC01.1)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from makegood.representative.understand.lexicon import Lexicon
from makegood.representative.understand.reading import Span
from makegood.representative.understand.text import fold

SENTENCE_END = re.compile(r"[.!?;\n]+(?=\s|$)|(?<=\w)\s+[-–—]\s+(?=\w)|[¿¡]")
COMMA = re.compile(r",(?=\s)")
FEWEST_WORDS_AT_A_JOIN = 2


@dataclass(frozen=True, slots=True)
class Segment:
    """One clause of a message and where it stands; `asks` says it ends in a question mark."""

    text: str
    start: int
    end: int
    asks: bool


class Segmenter:
    """Cuts at the ends of sentences, at commas and at joining words, never inside a typed piece."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._joins = {
            language: re.compile(
                rf"(?<=\s)(?:{'|'.join(re.escape(fold(w)) for w in words.words['joins'])})(?=\s)"
            )
            for language, words in lexicon.languages.items()
        }
        self._beside = {
            language: re.compile(
                rf"\b(?:{'|'.join(re.escape(fold(w)) for w in words.words['beside'])})\s+\w+\s*$"
            )
            for language, words in lexicon.languages.items()
        }

    def segments(self, text: str, language: str, spans: Sequence[Span]) -> tuple[Segment, ...]:
        """The clauses in order; a message without a cut is one clause."""
        folded = fold(text)
        cuts = [(f.start(), f.end()) for f in SENTENCE_END.finditer(folded)]
        cuts += [(f.start(), f.end()) for f in COMMA.finditer(folded)]
        for found in self._joins[language].finditer(folded):
            before, after = folded[: found.start()], folded[found.end() :]
            long_enough = min(len(before.split()), len(after.split())) >= FEWEST_WORDS_AT_A_JOIN
            lists = self._beside[language].search(before)  # "with delivery and installation"
            if long_enough and not lists and not _joins_things(spans, found.start(), found.end()):
                cuts.append((found.start(), found.start()))
        protected = [s for s in spans if s.kind in {"address", "amount", "email", "name", "card"}]
        cuts = [c for c in cuts if not any(s.start < c[0] < s.end for s in protected)]
        return tuple(self._without_and(c, language) for c in _between(text, sorted(cuts)))

    def _without_and(self, clause: Segment, language: str) -> Segment:
        """The clause without an "and" that only tied it to the one before."""
        found = self._joins[language].match(fold(f" {clause.text} "), 1)
        kept = clause.text[found.end() - 1 :].strip() if found else clause.text
        return Segment(kept or clause.text, clause.start, clause.end, clause.asks)


def _joins_things(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether the word stands between two goods: "the washer and the dryer"."""
    goods = [s for s in spans if s.kind in {"product", "ordinal", "order_line"}]
    near = 6
    return any(0 <= start - s.end <= 2 for s in goods) and any(
        0 <= s.start - end <= near for s in goods
    )


def _between(text: str, cuts: Sequence[tuple[int, int]]) -> tuple[Segment, ...]:
    pieces: list[Segment] = []
    start = 0
    for cut_start, cut_end in (*cuts, (len(text), len(text))):
        if cut_start < start:
            continue
        piece = text[start:cut_start]
        asks = "?" in text[cut_start:cut_end]
        if piece.strip(" ,"):
            pieces.append(Segment(piece.strip(" ,"), start, cut_start, asks))
        elif asks and pieces:
            pieces[-1] = Segment(pieces[-1].text, pieces[-1].start, pieces[-1].end, True)
        start = cut_end
    return tuple(pieces)
