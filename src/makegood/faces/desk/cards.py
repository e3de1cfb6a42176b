"""Say where a record is shown at the desk, from its number alone."""

from __future__ import annotations

import re

_NUMBER = re.compile(
    r"O-[0-9]+(/[0-9]+)?|SN-[A-Z0-9-]+|"
    r"(AL|AP|AU|C|CB|CD|CM|CS|CV|DC|DCL|DL|EX|FI|JE|LH|LT|ML|NT|P|PP|PV|R|RF|RL|RP|SH)-[0-9]+"
)
_OWN_PAGES = {"C": "customers", "CV": "conversations"}


def address_of(number: str) -> str:
    """Where a record is shown; empty when the text is no number of a record."""
    if not _NUMBER.fullmatch(number):
        return ""
    return f"/desk/{_OWN_PAGES.get(number.partition('-')[0], 'records')}/{number}"
