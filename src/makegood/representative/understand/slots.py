"""Read the facts an operation needs out of a customer's words."""

import re
from collections.abc import Iterable, Sequence

from makegood.representative.understand.commands import Value
from makegood.representative.understand.lexicon import Lexicon
from makegood.representative.understand.reading import Span
from makegood.representative.understand.recognisers.figures import amount_of
from makegood.representative.understand.recognisers.things import without_article
from makegood.representative.understand.second_fact import FEWEST_DIGITS_OF_AN_ACCOUNT
from makegood.representative.understand.text import Phrasebook, Spelling, Token, fold, tokenise

POINTERS = frozenset({"order", "order_line", "product", "ordinal", "other", "everything"})
# The typed pieces that may fill a slot of each kind, the most telling first.
POINTED_AT: dict[str, frozenset[str]] = {
    "order_line": POINTERS,
    "order": POINTERS,
    "product": POINTERS,
    "article": POINTERS,
    "return": POINTERS | {"return"},
    "unit": POINTERS | {"serial"},
    "case": frozenset({"case"}),
    "quote": frozenset({"quote"}),
    "dealer_claim": frozenset({"dealer_claim"}),
    "account": frozenset({"account"}),
    "invoice": frozenset({"invoice"}),
    "bill": POINTERS | {"invoice"},
    "credit_memo": POINTERS | {"credit_memo", "return"},
    "payment": frozenset({"order"}),
}
TYPED: dict[str, tuple[str, ...]] = {
    "date": ("date",), "amount": ("amount",), "quantity": ("quantity",),
    "email": ("email",), "phone": ("phone",), "contact": ("email", "phone"),
    "postcode": ("postcode",), "name": ("name",), "address": ("address",), "code": ("code",),
    "serial": ("serial",),
    "reference": ("order_line", "order", "account", "email", "phone"),
}  # fmt: skip
ALL = "all"
"""As many as there are; "all-1" is all but one."""
VAGUE = frozenset({"ordinal", "other", "everything"})
DENIABLE = frozenset({"product", "order", "order_line", "other"})
ARTICLES = ("the", "my", "that", "el", "la", "los", "las", "mi", "le", "les", "ma", "mon", "l")
NUMBERED = frozenset(
    {
        "order",
        "order_line",
        "return",
        "case",
        "quote",
        "dealer_claim",
        "account",
        "invoice",
        "credit_memo",
        "serial",
    }
)
MOST_WORDS_OF_A_VAGUE_ANSWER = 4
NEGATION_REACH = 3
FARTHEST_GOODS = 10
"""How many letters on the goods stand that a count counts: "two of the washers"."""
OF_THEM = re.compile(r"^\w+(?: one)? (?:of|de|d'entre)\b")
POSTCODE_DIGITS = 5


class SlotReader:
    """Fills slots by kind from typed pieces, and choices from how customers say each option."""

    def __init__(self, lexicon: Lexicon, spelling: Spelling) -> None:
        self._spelling = spelling
        self._options = {
            (operation, slot): Phrasebook(words.option_phrases())
            for operation, spoken in lexicon.operations.items()
            for slot, words in spoken.slots.items()
        }
        self._negations = {t.word for n, _ in lexicon.listed("negations") for t in tokenise(n)}
        self._articles = {t.word for a in ARTICLES for t in tokenise(a)}
        self._all_but = Phrasebook(lexicon.listed("all_but"))
        self._single = {fold(w) for w, _ in lexicon.listed("single")}
        self._record_words = Phrasebook(
            (phrase, kind)
            for language in lexicon.languages.values()
            for kind, phrases in language.records.items()
            for phrase in phrases
        )

    def values(
        self,
        operation: str,
        slots: Iterable[tuple[str, str]],
        text: str,
        spans: Sequence[Span],
        *,
        on_task: bool = False,
    ) -> tuple[tuple[str, Value], ...]:
        """Each (slot, value) of the operation that the text states, in the order of `slots`."""
        found: list[tuple[str, Value]] = []
        slots = tuple(slots)
        counts = any(kind == "quantity" for _, kind in slots)
        for slot, kind in slots:
            if counts and on_task and kind in POINTED_AT and _only_all(kind, spans):
                continue  # "both" is how many of what was named before
            value = self.value(operation, slot, kind, text, spans, on_task=on_task)
            if value is not None:
                found.append((slot, value))
        return tuple(found)

    def value(
        self,
        operation: str,
        slot: str,
        kind: str,
        text: str,
        spans: Sequence[Span],
        *,
        on_task: bool = False,
    ) -> Value | None:
        """The value of one slot stated in the text; None when it is not there.

        While the operation is `on_task`, a short "the other one" points at something too.
        """
        option = self._option(operation, slot, text, can_be_denied=kind == "boolean")
        if kind == "boolean":
            return None if option is None else option == "true"
        if option is not None:
            return option
        if kind in POINTED_AT:
            return self._pointing(kind, text, spans, on_task=on_task)
        if kind == "narrative":
            return text
        if kind == "goods":
            return text if any(span.kind == "product" for span in spans) else None
        if kind == "past_date":  # which day is meant is read anew, looking back
            return next((span.text for span in spans if span.kind == "date"), None)
        if kind == "quantity" and on_task and (all_of_it := self._all_of(text, spans)):
            return all_of_it
        for wanted in TYPED.get(kind, ()):
            for span in spans:
                counts = kind != "quantity" or on_task or _counts_goods(span, text, spans)
                if span.kind == wanted and isinstance(span.value, str | int) and counts:
                    return span.value
        return None

    def asked_for(
        self, operation: str, slot: str, kind: str, text: str, spans: Sequence[Span]
    ) -> Value | None:
        """As `value`, but read as the answer to our question: a bare number will do."""
        value = self.value(operation, slot, kind, text, spans, on_task=True)
        if value is None and kind == "contact_point":
            kind = "contact"
            value = self.value(operation, slot, kind, text, spans)
        if kind == "quantity" and (all_of_it := self._all_of(text, spans)):
            return all_of_it
        if kind == "quantity" and fold(text.strip(" .!")) in self._single:
            return 1
        figures = [str(s.value) for s in spans if s.kind in {"number", "code"}]
        if kind == "reference":
            figures = [one for one in figures if len(one) >= FEWEST_DIGITS_OF_AN_ACCOUNT]
        if value is not None or not figures:
            return value
        if kind == "amount":
            return amount_of(figures[0])
        if kind == "quantity":
            return int(figures[0])
        if kind == "postcode":
            return figures[0] if len(figures[0]) == POSTCODE_DIGITS else None
        return figures[0] if kind in {*POINTED_AT, "reference"} else None

    def meant(self, text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
        """The typed pieces without the things that are only named to say that they are not meant.

        "Not the dryer, the washer" means the washer; "no the washer" may only lack its comma.
        """
        tokens = self._spelling.mended(tokenise(text))
        things = [s for s in spans if s.kind in DENIABLE]
        denied = [s for s in things if self._is_denied_thing(tokens, s, text)]
        return tuple(s for s in spans if s not in denied or len(denied) == len(things))

    def _is_denied_thing(self, tokens: Sequence[Token], span: Span, text: str) -> bool:
        before = [t for t in tokens if t.end <= span.start]
        if before and before[-1].word in self._articles:
            before.pop()
        if not before or before[-1].word not in self._negations:
            return False
        return not any(mark in text[before[-1].end : span.start] for mark in ",.;:!?")

    def _all_of(self, text: str, spans: Sequence[Span]) -> str | None:
        """All of them, or all but so many, where the words say that."""
        if not any(s.kind == "everything" for s in spans):
            return None
        hits = self._all_but.find(self._spelling.mended(tokenise(text)))
        less = [int(str(s.value)) for s in spans if s.kind in {"quantity", "number"}]
        return f"{ALL}-{(less or [1])[0]}" if hits else ALL

    def _option(self, operation: str, slot: str, text: str, *, can_be_denied: bool) -> str | None:
        book = self._options.get((operation, slot))
        if book is None:
            return None
        tokens = self._spelling.mended(tokenise(text))
        for hit in book.find(tokens):
            if not self._is_denied(tokens, hit.first, text):
                return hit.value
            if can_be_denied:
                return "false" if hit.value == "true" else "true"
        return None

    def _is_denied(self, tokens: Sequence[Token], first: int, text: str) -> bool:
        """Whether "not" stands shortly before, in the same breath."""
        for token in reversed(tokens[max(0, first - NEGATION_REACH) : first]):
            between = text[token.end : tokens[first].start]
            if any(mark in between for mark in ",.;:!?"):
                return False
            if token.word in self._negations:
                return True
        return False

    def _pointing(
        self, kind: str, text: str, spans: Sequence[Span], *, on_task: bool
    ) -> str | None:
        """The customer's words for a thing on record: numbers as written, the rest as said.

        "the other" or "the last" of what is not named points at nothing in a longer sentence.
        """
        told = [s for s in spans if s.kind in POINTED_AT[kind]]
        tokens = self._spelling.mended(tokenise(text))
        named = any(s.kind not in VAGUE for s in told) or any(
            hit.value in kind for hit in self._record_words.find(tokens)
        )
        if not told or not (named or (on_task and len(tokens) <= MOST_WORDS_OF_A_VAGUE_ANSWER)):
            return None
        words = (str(s.value) if s.kind in NUMBERED else s.text for s in told)
        return without_article(" ".join(words))


def _only_all(kind: str, spans: Sequence[Span]) -> bool:
    return {span.kind for span in spans} & POINTED_AT[kind] == {"everything"}


def _counts_goods(span: Span, text: str, spans: Sequence[Span]) -> bool:
    """Whether a count is one of goods ("two washers", "two of them"), not of weeks or people."""
    beside = any(
        0 <= one.start - span.end <= FARTHEST_GOODS and one.kind == "product" for one in spans
    )
    return beside or OF_THEM.search(fold(text[text.find(span.text) :])) is not None
