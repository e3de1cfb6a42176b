"""Tell when two sentences on the same matter name different figures; pure. Source: C07."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from makegood.domains.knowledge.search import words_of
from makegood.domains.knowledge.sources import Written, before_article
from makegood.handbook import Article, Handbook

_BRACES = re.compile(r"\{[^{}]*\}")
_FIGURE = re.compile(r"(\$)?\b(\d+(?:[.,]\d+)*)(?:\s*(%|°C|[^\W\d_]+))?")
_ENOUGH_ALIKE = 2


def disagrees(line: str, other: str, language: str) -> bool:
    """Whether a line speaks of what another sentence speaks of, with another figure of its unit.

    A figure in braces is taken from its source when it is told, so it disagrees with nothing.
    """
    ours, theirs = _figures(line, language), _figures(other, language)
    shared = ours.keys() & theirs.keys()
    if not any(ours[unit].isdisjoint(theirs[unit]) for unit in shared):
        return False
    return len(_matter(line, language) & _matter(other, language)) >= _ENOUGH_ALIKE


def contradicted(
    article: Article, line: str, book: Handbook, on: date
) -> Iterator[tuple[Written, str]]:
    """What goes before an article and names another figure than this line of it: where, and what.

    The law, contracts, prices, policies and the catalogue go before an article, in this order.
    """
    for other in before_article(article, book, on):
        for sentence in other.text.splitlines():
            if disagrees(line, sentence, article.language):
                yield other, sentence


def _figures(text: str, language: str) -> dict[str, set[str]]:
    """The figures of a text by their unit: days, %, $."""
    found: dict[str, set[str]] = {}
    for dollars, number, unit in _FIGURE.findall(_BRACES.sub(" ", text)):
        stems = words_of(unit, language)
        named = "$" if dollars else stems[0] if stems else unit
        plain = number.replace(",", ".")
        found.setdefault(named, set()).add(plain.rstrip("0").rstrip(".") if "." in plain else plain)
    found.pop("", None)
    return found


def _matter(text: str, language: str) -> set[str]:
    """What a text is about: its telling words without its figures and their units."""
    units = _figures(text, language)
    words = set(words_of(_BRACES.sub(" ", text), language)) - units.keys()
    return {word for word in words if not word[0].isdigit()}
