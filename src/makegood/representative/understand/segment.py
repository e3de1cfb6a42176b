"""Part a message into its clauses, so that several requests are read one by one (AC01.1)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from makegood.representative.understand.lexicon import Lexicon
from makegood.representative.understand.reading import Span
from makegood.representative.understand.text import fold

SENTENCE_END = re.compile(
    r"[.!?;\n]+(?=\s|$)|(?<=\w)\s+[-–—]\s+(?=\w)|[¿¡]|(?:(?<=\s)|^)\(?[1-9]\)\s"
)
COMMA = re.compile(r",(?=\s)")
FEWEST_WORDS_AT_A_JOIN = 2
MOST_WORDS_DENIED = 3
MOST_WORDS_WITHOUT_A_TOPIC = 4
TOPIC = re.compile(r"(?:the|my|your|that|el|la|mi|su|tu|le|ma|mon|votre)(?: [^\W\d_]+){1,3}")
"""What a question is about, named before it: "the plan, worth it?"."""
CUT = re.compile(r"[,.!?;\n]")


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
        self._denials = {
            language: re.compile(
                rf"\b(?:{'|'.join(re.escape(fold(w)) for w in words.words['negations'])})\b"
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
            begun = folded[max((c[1] for c in cuts if c[1] <= found.start()), default=0) :]
            begun = begun[: len(begun) - len(folded) + found.start()]  # "J'ai" of "J'ai aussi"
            long_enough = min(len(begun.split()), len(after.split())) >= FEWEST_WORDS_AT_A_JOIN
            lists = self._beside[language].search(before)  # "with delivery and installation"
            if self._is_denied_too(before, after, language):
                continue
            if long_enough and not lists and not _joins_things(spans, found.start(), found.end()):
                cuts.append((found.start(), found.start()))
        protected = [s for s in spans if s.kind in {"address", "amount", "email", "name", "card"}]
        cuts = [c for c in cuts if not any(s.start < c[0] < s.end for s in protected)]
        clauses = _with_their_topics(text, _between(text, sorted(cuts)))
        return tuple(self._without_and(clause, language) for clause in clauses)

    def _is_denied_too(self, before: str, after: str, language: str) -> bool:
        """Whether a few words more belong to what is denied: "I don't want to wait and pay"."""
        clause = SENTENCE_END.split(before)[-1]
        rest = CUT.split(after, maxsplit=1)[0].split()
        return len(rest) <= MOST_WORDS_DENIED and bool(self._denials[language].search(clause))

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
        if words := piece.strip(" ,\n"):
            pieces.append(Segment(words, start, cut_start, asks))
        elif asks and pieces:
            pieces[-1] = Segment(pieces[-1].text, pieces[-1].start, pieces[-1].end, True)
        start = cut_end
    return tuple(pieces)


def _asks_shortly(clause: Segment) -> bool:
    """Whether a question is too short to say by itself what it is about."""
    return clause.asks and len(clause.text.split()) <= MOST_WORDS_WITHOUT_A_TOPIC


def _with_their_topics(text: str, clauses: Sequence[Segment]) -> Iterator[Segment]:
    """The clauses, where a bare topic before a question is a part of the question."""
    topic: Segment | None = None
    for clause in clauses:
        is_near = topic is not None and text[topic.end : clause.start].startswith(",")
        if topic is not None and is_near and _asks_shortly(clause):
            yield Segment(f"{topic.text}, {clause.text}", topic.start, clause.end, asks=True)
            topic = None
            continue
        if topic is not None:
            yield topic
        topic = clause if TOPIC.fullmatch(fold(clause.text)) else None
        if topic is None:
            yield clause
    if topic is not None:
        yield topic
