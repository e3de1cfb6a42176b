"""Find the numbers of the company's records in a message, with the slips people make."""

import re
from collections.abc import Iterator

from makegood.representative.understand.lexicon import Lexicon
from makegood.representative.understand.reading import Span
from makegood.representative.understand.text import fold

PREFIXES = {
    "o": ("order", "O"),
    "0": ("order", "O"),
    "r": ("return", "R"),
    "cs": ("case", "CS"),
    "rf": ("refund", "RF"),
    "qt": ("quote", "QT"),
    "dcl": ("dealer_claim", "DCL"),
    "cm": ("credit_memo", "CM"),
}
WRITTEN_OUT = {
    "order": "O-",
    "return": "R-",
    "case": "CS-",
    "refund": "RF-",
    "quote": "QT-",
    "dealer_claim": "DCL-",
    "account": "",
    "invoice": "",
    "credit_memo": "CM-",
}
NUMBERED = re.compile(
    r"(?<![\w-])(?:(?P<kind>dcl|rf|cs|qt|cm|o|r)(?P<gap>[ ]?[-.#]?[ ]?)|(?P<zero>0)-)"
    r"(?P<digits>\d{1,6})(?:\s?/\s?(?P<line>\d{1,2}))?(?![\w-])"
)
SERIAL = re.compile(r"(?<![\w-])sn[- ]?((?:[a-z]-)?\d{4,16})(?![\w-])")
CARD = re.compile(r"\[card [^\]]*\]|(?<![\w-])(?:\d[ -]?){12,18}\d(?![\w-])")
BARE = re.compile(r"(?<![\w.,/$€£-])\d{1,8}(?![\w/%]|[.,:-]\d)")
COUNTED = re.compile(r"(?<![\w.,/$€£-])(\d{1,4})(?=\s?[x×]\s)")
"""How many, as in "12x PT-CTRL" or "2 × washers"."""
FEWEST_DIGITS_WITHOUT_HYPHEN = 3


class RecordNumbers:
    """Reads "O-1041/1", "o1041", "order 1041" or "pedido número 1041" as what they are."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = {
            fold(phrase): kind
            for language in lexicon.languages.values()
            for kind, phrases in language.records.items()
            for phrase in phrases
        }
        self._kinds = words
        named = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        self._named = re.compile(
            rf"(?<!\w)(?P<word>{named})s?"
            r"(?:\s+(?:number|numero|no|nr|n|is|was|es|era|est|etait|la|el|le)\b)*"
            r"[\s.:#°º-]{0,3}(?P<digits>\d{1,6})(?:/(?P<line>\d{1,2}))?(?![\w/-]|[.,]\d)"
        )

    def find(self, text: str) -> Iterator[Span]:
        """Yield each record number, then serial and card numbers, then bare numbers."""
        folded = fold(text)
        for found in NUMBERED.finditer(folded):
            kind, prefix = PREFIXES[found["kind"] or found["zero"]]
            hyphen = "-" in (found["gap"] or "-")
            if hyphen or len(found["digits"]) >= FEWEST_DIGITS_WITHOUT_HYPHEN:
                yield _record(text, found, kind, f"{prefix}-{found['digits']}")
        for found in self._named.finditer(folded):
            kind = self._kinds[found["word"]]
            if len(found["digits"]) >= FEWEST_DIGITS_WITHOUT_HYPHEN or kind == "case":
                yield _record(text, found, kind, WRITTEN_OUT[kind] + found["digits"])
        for found in SERIAL.finditer(folded):
            yield Span(
                "serial", found.start(), found.end(), found.group(), f"SN-{found[1].upper()}"
            )
        for found in CARD.finditer(folded):
            if found.group().startswith("[") or _is_card(found.group()):
                written = text[found.start() : found.end()]
                shown = written if written.startswith("[") else f"[card ••••{written[-4:]}]"
                yield Span("card", found.start(), found.end(), shown, shown)
        for found in (*BARE.finditer(folded), *COUNTED.finditer(folded)):
            yield Span("number", found.start(), found.end(), found.group(), found.group())


def _record(text: str, found: re.Match[str], kind: str, number: str) -> Span:
    if kind == "order" and found["line"]:
        kind, number = "order_line", f"{number}/{int(found['line'])}"
    return Span(kind, found.start(), found.end(), text[found.start() : found.end()], number)


def _is_card(written: str) -> bool:
    """Whether the digits pass the check digit of payment cards (ISO/IEC 7812-1, Luhn)."""
    digits = [int(c) for c in reversed(written) if c.isdigit()]
    doubled = [sum(divmod(2 * d, 10)) for d in digits[1::2]]
    return (sum(digits[0::2]) + sum(doubled)) % 10 == 0
