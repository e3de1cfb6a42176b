"""Find amounts of money and one-time codes in a message."""

import re
from collections.abc import Iterator
from decimal import Decimal

from price_parser import Price

from makegood.representative.understand.lexicon import Lexicon
from makegood.representative.understand.reading import Span
from makegood.representative.understand.text import Token, fold

AMOUNT = re.compile(
    r"[$€£]\s?\d[\d.,]*(?<![.,])"
    r"|(?<![\w.,-])\d[\d.,]*(?<![.,])\s?(?:dollars?|usd|bucks|dolares|pesos|euros?|eur|\$|€|£)"
)
NUMBER = re.compile(r"\d[\d.,]*(?<![.,])")
CODE = re.compile(r"(?<![\w$€£#/.+-])(?:\d[ -]?){5}\d(?!\w|[.,/-]\d|[ -]\d)")
CODE_DIGITS = 6
CENT = Decimal("0.01")
BEYOND_ANY_BOOK = Decimal(10) ** 12


def amounts(text: str) -> Iterator[Span]:
    """Yield each amount with a currency sign or word; the value is written like "25.00"."""
    for found in AMOUNT.finditer(fold(text)):
        value = amount_of(found.group())
        if value is not None:
            yield Span("amount", found.start(), found.end(), found.group(), value)


def amount_of(words: str) -> str | None:
    """The amount in the words as "1234.50", whichever of comma and point marks the cents."""
    found = NUMBER.search(words)
    amount = Price.fromstring(found.group()).amount if found else None
    if amount is None or amount >= BEYOND_ANY_BOOK:
        return None
    return str(amount.quantize(CENT))


class Codes:
    """Reads a one-time code of six figures, typed together, in groups or in words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._digits = {
            fold(phrase): str(number)
            for language in lexicon.languages.values()
            for number, phrases in language.numbers.items()
            if number < 10
            for phrase in phrases
            if " " not in phrase
        }

    def find(self, text: str, tokens: tuple[Token, ...]) -> Iterator[Span]:
        """Yield each six-figure code, its figures together."""
        for found in CODE.finditer(text):
            figures = re.sub(r"\D", "", found.group())
            yield Span("code", found.start(), found.end(), found.group(), figures)
        run: list[Token] = []
        for token in (*tokens, Token("", len(text), len(text))):
            if token.word in self._digits:
                run.append(token)
                continue
            if len(run) == CODE_DIGITS:
                start, end = run[0].start, run[-1].end
                figures = "".join(self._digits[t.word] for t in run)
                yield Span("code", start, end, text[start:end], figures)
            run = []
