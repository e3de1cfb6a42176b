"""Find goods, places in a list and counts in a message, and gather all its typed pieces."""

import re
from collections.abc import Iterable
from datetime import date

from makegood.representative.understand.lexicon import Lexicon
from makegood.representative.understand.reading import Mention, Span, SpanValue
from makegood.representative.understand.recognisers.dates import date_places, dates
from makegood.representative.understand.recognisers.figures import Codes, amounts
from makegood.representative.understand.recognisers.people import People
from makegood.representative.understand.recognisers.records import RecordNumbers
from makegood.representative.understand.text import Phrasebook, Spelling, fold, tokenise

RECORDS = (
    "order_line", "order", "return", "case", "refund", "quote", "dealer_claim", "account",
    "invoice", "credit_memo",
)  # fmt: skip
# Where two readings overlap, the kind named first stays.
RANK = (
    "card", "email", "serial", *RECORDS, "phone", "postcode", "address", "amount", "code", "date",
    "product", "everything", "other", "ordinal", "name", "quantity", "number",
)  # fmt: skip
MASKED = frozenset(
    {*RECORDS, "card", "email", "phone", "postcode", "address", "amount", "code", "serial",
     "product", "number"}
)  # fmt: skip
ARTICLE = re.compile(r"(?:the|my|el|la|mi|le|ma|mon) (?=\w)")


class Recognisers:
    """Everything typed that a message of the company's customers may hold."""

    def __init__(self, lexicon: Lexicon, spelling: Spelling) -> None:
        self._spelling = spelling
        self._records = RecordNumbers(lexicon)
        self._people = People(lexicon)
        self._codes = Codes(lexicon)
        self._shorthand = {
            language: {fold(short): meant for meant, all_short in words.shorthand.items()
                       for short in all_short}
            for language, words in lexicon.languages.items()
        }  # fmt: skip
        self._things = {
            language: Phrasebook(_things(lexicon, language)) for language in lexicon.languages
        }

    def spans(
        self, text: str, language: str, today: date, prefer: str = "future"
    ) -> tuple[Span, ...]:
        """The typed pieces of a text, left to right, none overlapping."""
        return _keep_best([*self._timeless(text, language), *dates(text, language, today, prefer)])

    def masked(self, text: str, language: str) -> str:
        """The text as the model learns and reads it, in plain words.

        Each typed piece is replaced by the name of its kind, what was shortened is written out,
        and slips of the finger are mended.
        """
        places = [Span("date", f.start(), f.end(), "", "") for f in date_places(text)]
        spans = _keep_best([*self._timeless(text, language), *places])
        parts, last = [], 0
        for span in spans:
            if span.kind in MASKED:
                plain = self._written_out(text[last : span.start], language)
                parts += [*plain, f"x{span.kind.replace('_', '')}"]
                last = span.end
        return " ".join([*parts, *self._written_out(text[last:], language)])

    def _written_out(self, text: str, language: str) -> list[str]:
        tokens, short = tokenise(text), self._shorthand[language]
        return [short.get(t.word) or self._spelling.mend(t.word) for t in tokens]

    def mention(self, words: str, language: str, today: date) -> Mention:
        """What the words point at: numbers, articles, a place in a list, "the other one"."""
        spans = self.spans(words, language, today, prefer="past")
        numbers = {s.kind: str(s.value) for s in spans if s.kind in {*RECORDS, "serial"}}
        bare = [str(s.value) for s in spans if s.kind == "number"]
        if "order_line" in numbers:
            numbers.setdefault("order", numbers["order_line"].split("/")[0])
        if bare and not numbers:
            numbers["number"] = bare[0]
        skus = [sku for s in spans if isinstance(s.value, tuple) for sku in s.value]
        ordinals = [s.value for s in spans if s.kind == "ordinal" and isinstance(s.value, int)]
        kinds = {s.kind for s in spans}
        return Mention(
            words=words,
            numbers=numbers,
            skus=tuple(dict.fromkeys(skus)),
            ordinal=ordinals[0] if ordinals else None,
            other="other" in kinds,
            everything="everything" in kinds,
            dates=tuple(date.fromisoformat(str(s.value)) for s in spans if s.kind == "date"),
        )

    def mended(self, words: str) -> str:
        """The words with slips of the finger mended, in plain letters."""
        return " ".join(self._spelling.mend(token.word) for token in tokenise(words))

    def counted(
        self, words: str, language: str, today: date
    ) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """The goods in the words, each with how many pieces: a number before it, or one.

        Two names of one thing side by side ("washer WM900") are what both of them mean.
        """
        found: list[tuple[int, tuple[str, ...]]] = []
        pieces, end = 1, -1
        for span in self.spans(words, language, today):
            if span.kind in ("quantity", "number"):
                pieces = int(str(span.value))
            elif isinstance(span.value, tuple):
                before = found[-1][1] if found and not words[end : span.start].strip() else ()
                both = tuple(sku for sku in before if sku in span.value)
                if both:
                    found[-1] = (found[-1][0], both)
                else:
                    found.append((pieces, span.value))
                pieces, end = 1, span.end
        return tuple(found)

    def _timeless(self, text: str, language: str) -> list[Span]:
        tokens = self._spelling.mended(tokenise(text))
        found = [*self._records.find(text), *self._people.find(text), *amounts(text)]
        found += self._codes.find(text, tokens)
        for hit in self._things[language].find(tokens):
            start, end = tokens[hit.first].start, tokens[hit.last - 1].end
            kind, value = hit.value
            found.append(Span(kind, start, end, text[start:end], value))
        return found


def _things(lexicon: Lexicon, language: str) -> Iterable[tuple[str, tuple[str, SpanValue]]]:
    """Products in every language; the small words only in the language of the message."""
    yield from ((phrase, ("product", skus)) for phrase, skus in lexicon.products.items())
    own = lexicon.languages[language]
    yield from ((phrase, ("other", True)) for phrase in own.words["other"])
    yield from ((phrase, ("everything", True)) for phrase in own.words["everything"])
    for place, phrases in own.ordinals.items():
        yield from ((phrase, ("ordinal", place)) for phrase in phrases)
    # A bare "one" is most often no number: "I have one", "the blue one".
    yield from ((phrase, ("quantity", 1)) for phrase in own.words["single"] if " " in phrase)
    for number, phrases in own.numbers.items():
        if number > 1:
            yield from ((phrase, ("quantity", number)) for phrase in phrases)


def _keep_best(found: Iterable[Span]) -> tuple[Span, ...]:
    kept: list[Span] = []
    for span in sorted(found, key=lambda s: (RANK.index(s.kind), s.start - s.end)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return tuple(sorted(kept, key=lambda s: s.start))


def without_article(words: str) -> str:
    """The words without a leading "the" or "my"."""
    found = ARTICLE.match(fold(words))
    return words[found.end() :] if found else words
