"""Spell names, e-mail addresses and phone numbers in one way, and show them only in part."""

from __future__ import annotations

import re
import unicodedata

from makegood.domains.parties.models.reach import ContactKind

_EMAIL = re.compile(r"[^@\s<>\"(),;:\\]+@[^@\s<>\"(),;:\\.]+(\.[^@\s<>\"(),;:\\.]+)+")
_WORD = re.compile(r"[^\W_]+")
_POST_BOX = re.compile(
    r"\b(p\s*\.?\s*o\s*\.?\s*box|post\s+(office\s+)?box|apartado(\s+(postal|de\s+correos))?"
    r"|bo[iî]te\s+postale|b\s*\.?\s*p\s*\.?\s*\d+)\b",
    re.IGNORECASE,
)
_REGION_OF_BARE_NUMBERS = "US"


def folded(text: str) -> str:
    """The words of a name without case, accents and punctuation, parted by one space."""
    apart = unicodedata.normalize("NFKD", text.replace("’", "").replace("'", ""))
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(_WORD.findall(plain.casefold()))


def postcode_key(text: str) -> str:
    """A postcode without spaces, dashes and case; of an American ZIP+4 the first five."""
    plain = re.sub(r"[\s-]", "", text).upper()
    return plain[:5] if re.fullmatch(r"\d{9}", plain) else plain


def contact_value(kind: ContactKind, text: str) -> str | None:
    """The one spelling of an e-mail address or phone number (E.164); None when it is none."""
    if kind is ContactKind.EMAIL:
        plain = unicodedata.normalize("NFC", text.strip()).casefold()
        return plain if len(plain) <= 254 and _EMAIL.fullmatch(plain) else None
    # Its tables cost memory, and most acts never read a phone number.
    import phonenumbers

    try:
        number = phonenumbers.parse(text, _REGION_OF_BARE_NUMBERS)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def any_contact_value(text: str) -> str | None:
    """The one spelling of whichever it is, an e-mail address or a phone number."""
    kind = ContactKind.EMAIL if "@" in text else ContactKind.PHONE
    return contact_value(kind, text)


def masked(kind: str, value: str) -> str:
    """A contact point shown so that its owner knows it and nobody else learns it."""
    if kind == ContactKind.PHONE:
        return f"••• ••{value[-2:]}"
    name, _, place = value.partition("@")
    return f"{name[0]}•••@{place}"


def names_a_post_box(*lines: str) -> bool:
    """Whether an address is a post box, where nothing large can be delivered."""
    return any(_POST_BOX.search(line) for line in lines)
