"""The desk's own strings: English as written here, and another language from its catalogue."""

from __future__ import annotations

import gettext
from pathlib import Path

LANGUAGE = "en"
DOMAIN = "desk"
CATALOGUES = Path(__file__).parent / "locale"
translations = gettext.translation(DOMAIN, str(CATALOGUES), [LANGUAGE], fallback=True)


def ngettext(one: str, many: str, count: int) -> str:
    """A string of the desk for so many things, in the desk's language."""
    return translations.ngettext(one, many, count)


def _(text: str) -> str:
    """A string of the desk in the desk's language; `make strings` lists them all."""
    return translations.gettext(text)
