"""Say where a record is shown at the desk, from its number alone."""

from __future__ import annotations

import re
from urllib.parse import urlencode

_NUMBER = re.compile(
    r"O-[0-9]+(/[0-9]+)?|SN-[A-Z0-9-]+|"
    r"(AL|AP|AU|C|CB|CD|CG|CM|CS|CV|DC|DCL|DL|EX|FC|FI|"
    r"JE|LH|LT|ML|NT|P|PC|PP|PS|PV|R|RF|RL|RP|SB|SH)-[0-9]+"
)
_OWN_PAGES = {"C": "customers", "CV": "conversations"}


def address_of(number: str) -> str:
    """Where a record is shown; empty when the text is no number of a record."""
    if not _NUMBER.fullmatch(number):
        return ""
    return f"/desk/{_OWN_PAGES.get(number.partition('-')[0], 'records')}/{number}"


def address_of_source(source: str) -> str:
    """Where what is written down is read at the desk: an article's page, else all that is known."""
    kind, _, number = source.rpartition(":")
    number = number.partition("@")[0]
    if kind == "article":
        return f"/desk/articles/{number}"
    return f"/desk/knowledge?{urlencode({'q': number})}"
