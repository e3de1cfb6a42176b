"""Ground words that name goods: which articles, and how many pieces of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product

from pydantic import JsonValue

from makegood.core.clock import today
from makegood.domains.catalog.queries import appliances, fits, products_named
from makegood.domains.catalog.queries import product as card_of
from makegood.representative.dialogue.state import Option
from makegood.representative.dialogue.world import Found, Grounding, Several, Unfound
from makegood.representative.understand.reader import Reader

_MOST_SHOWN = 6
_SERVICE = "service"


def ground_goods(words: str, language: str, reader: Reader) -> Grounding:
    """The goods and services that are named, as lines with stock numbers; several ways are asked.

    "two washers and installation" is two of any washer sold here, and the service once; "a belt
    for my WM900" is a belt that fits it, and no washer.
    """
    counted = _wanted(words, language, reader)
    services = [one.sku for one in products_named(words, language) if one.kind == _SERVICE]
    if not counted and not services:
        return Unfound()
    ways = islice(product(*(skus for _, skus in counted)), _MOST_SHOWN)
    pieces = [count for count, _ in counted]
    lines = [[*zip(skus, pieces, strict=True), *((sku, 1) for sku in services)] for skus in ways]
    if 0 in pieces:  # which of them is meant is no question before it is one at all
        return Found(_asked(lines[0]))
    options = tuple(Option(value=_asked(one), label=_label(one, language)) for one in lines)
    return Found(options[0].value) if len(options) == 1 else Several(options)


def _wanted(words: str, language: str, reader: Reader) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """The goods that are wanted with their pieces, without the appliance that they are meant for.

    Of parts only those are left that fit it, where any does.
    """
    known, day = set(appliances()), today()
    for at in _marks(words, language, reader):
        wanted = reader.counted(words[: at.start()], language, day)
        meant, *others = reader.counted(words[at.end() :], language, day) or [(0, ())]
        if wanted and meant[1] and known.issuperset(meant[1]):
            fitting = [(pieces, _fitting(skus, meant[1])) for pieces, skus in wanted]
            return (*fitting, *others)
    return reader.counted(words, language, day)


def _marks(words: str, language: str, reader: Reader) -> Iterator[re.Match[str]]:
    """Where words say what something is meant for, such as "for my"; the longest first."""
    phrases = sorted(reader.lexicon.languages[language].words["meant_for"], key=len, reverse=True)
    yield from re.finditer(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b", words, re.IGNORECASE)


def _fitting(skus: tuple[str, ...], models: tuple[str, ...]) -> tuple[str, ...]:
    fitting = tuple(sku for sku in skus if any(fits(sku, model).fits for model in models))
    return fitting or skus


def ground_article(words: str | None, language: str, reader: Reader) -> Grounding:
    """The one article that is wanted; with no words, or words for several, those it may be.

    "my washer for the WM950" names two: what is named most closely is what is wanted.
    """
    named = [skus for _, skus in reader.counted(words or "", language, today())]
    closest = min(named, key=len, default=appliances() if words is None else ())
    options = tuple(
        Option(value=sku, label=card_of(sku, language).title) for sku in closest[:_MOST_SHOWN]
    )
    if not options:
        return Unfound()
    return Found(options[0].value) if len(options) == 1 else Several(options)


def _asked(lines: list[tuple[str, int]]) -> JsonValue:
    return [{"sku": sku, "quantity": pieces} for sku, pieces in lines]


def _label(lines: list[tuple[str, int]], language: str) -> str:
    return ", ".join(f"{pieces} × {card_of(sku, language).title}" for sku, pieces in lines)
