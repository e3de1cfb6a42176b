"""Find how to reach a customer in a message: e-mail, phone, postcode, address, name."""

import re
from collections.abc import Iterator

import phonenumbers

from makegood.representative.understand.lexicon import Lexicon
from makegood.representative.understand.reading import Span
from makegood.representative.understand.text import fold

REGION = "US"
FEWEST_PHONE_DIGITS = 10
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
POSTCODE = re.compile(
    r"(?:zip(?: code)?|post ?code|postal code|codigo postal|code postal)\W{0,3}(?:is|es|est)?\s*"
    r"(\d{5}(?:-\d{4})?)(?!\d)"
)
STREET = re.compile(
    r"(?<![\w-])(?:"
    r"\d{1,5}[a-z]?\s+(?:[a-z'.]+\s+){1,4}?(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|court"
    r"|ct|boulevard|blvd|way|place|pl|terrace|square|circle|parkway)\b\.?"
    # Words that mean other things too ("in a row", "a great view") need a town behind them.
    r"|\d{1,5}[a-z]?\s+(?:[a-z'.]+\s+){1,3}?(?:row|hill|close|walk|view|quay|mews|crescent|gardens"
    r"|green|heights|loop|trail|alley|park|wharf|harbor)(?=,\s)"
    r"|(?:calle|avenida|av\.|paseo|plaza|camino)\s+(?:[a-z'.]+\s+){1,4}(?:n\S{0,6}\s+)?\d{1,5}"
    r"|\d{1,5}(?:\s+(?:bis|ter))?,?\s+(?:rue|avenue|av\.|boulevard|bd|chemin|place|allee|impasse)"
    r"(?:\s+[a-z'-]+){1,4}?(?=[,.;\n]|\s+(?:a partir|des le)\b|$)"
    r")"
    r"(?:,?\s*(?:apt|apartment|unit|suite|piso|depto|appt|#)\.?\s*\w{1,5})?"
    r"(?:,\s*(?!(?:and|y|et|but|pero|mais|also|where|when|from|desde|please)\b)"
    r"(?:(?!\s(?:and|y|et|but|pero|mais)\s)[^,.;?!\n]){2,40}){0,4}"
)
REGION_AND_CODE = re.compile(r"(?<!\w)[a-z]{2}\.?,?\s+\d{5}(?:-\d{4})?(?!\d)")
"""With state and postal code an address is complete; what follows is said besides it."""
TRAILING = re.compile(r"\s+(?:from|as of|starting|desde|a partir|please|por favor|thanks)\b.*$")
CAPITALISED = re.compile(
    r"\s*((?:[A-ZÀ-Ý][\w'’-]+)(?:\s+(?:de|la|van|von|[A-ZÀ-Ý]\.|[A-ZÀ-Ý][\w'’-]*)){0,3})"
)
ANY_NAME = re.compile(r"\s*([^\W\d_][\w'’-]+(?:\s+[^\W\d_][\w'’-]+)?)(?=\s*(?:[,.;!?\n]|$))")
PLAIN_LEAD_INS = frozenset(
    {"my name is", "me llamo", "mi nombre es", "je m'appelle", "mon nom est"}
)


class People:
    """Reads the contact points and names people write of themselves."""

    def __init__(self, lexicon: Lexicon) -> None:
        leads = sorted({phrase for phrase, _ in lexicon.listed("names")}, key=len, reverse=True)
        self._lead = re.compile(
            rf"(?<!\w)(?:{'|'.join(re.escape(fold(p)) for p in leads)})(?!\w):?"
        )

        area = re.escape(lexicon.postal_area) or r"\b\B"  # without an area none is known by itself
        self._postcodes = re.compile(rf"(?<![\w.$€£-]){area}\d{{2}}(?:-\d{{4}})?(?![\w.-]*\d)")

    def find(self, text: str) -> Iterator[Span]:
        """Yield e-mails, postcodes announced as such, addresses, phones and announced names."""
        folded = fold(text)
        for found in EMAIL.finditer(text):
            written = found.group().rstrip(".")
            end = found.start() + len(written)
            yield Span("email", found.start(), end, written, written.lower())
        for found in POSTCODE.finditer(folded):
            yield _span("postcode", text, found.start(1), found.end(1))
        addressed = [found.span() for found in STREET.finditer(folded)]
        for found in self._postcodes.finditer(folded):
            if not any(start <= found.start() < end for start, end in addressed):
                yield _span("postcode", text, found.start(), found.end())
        for found in STREET.finditer(folded):
            complete = REGION_AND_CODE.search(found.group())
            whole = found.group()[: complete.end()] if complete else found.group()
            kept = TRAILING.sub("", whole)
            yield _span("address", text, found.start(), found.start() + len(kept.rstrip(" ,")))
        yield from _phones(text)
        for lead in self._lead.finditer(folded):
            plain = lead.group().rstrip(":") in PLAIN_LEAD_INS
            name = CAPITALISED.match(text, lead.end())
            if name is None and plain:
                name = ANY_NAME.match(text, lead.end())
            if name is not None:
                yield _span("name", text, name.start(1), name.end(1))


def _span(kind: str, text: str, start: int, end: int) -> Span:
    return Span(kind, start, end, text[start:end], text[start:end].strip())


def _phones(text: str) -> Iterator[Span]:
    if sum(c.isdigit() for c in text) < FEWEST_PHONE_DIGITS:
        return
    for found in phonenumbers.PhoneNumberMatcher(
        text, REGION, leniency=phonenumbers.Leniency.POSSIBLE
    ):
        if sum(c.isdigit() for c in found.raw_string) >= FEWEST_PHONE_DIGITS:
            number = phonenumbers.format_number(found.number, phonenumbers.PhoneNumberFormat.E164)
            yield Span("phone", found.start, found.end, found.raw_string, number)
