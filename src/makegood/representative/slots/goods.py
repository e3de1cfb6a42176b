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


def ground_goods(words: str, language: str, reader: Reader, former: JsonValue = None) -> Grounding:
    """The goods and services that are named, as lines with stock numbers; several ways are asked.

    "two washers and installation" is two of any washer sold here, and the service once; "a belt
    for my WM900" is a belt that fits it, and no washer. Where there were other goods before,
    "make it three" and "and a belt too" change those.
    """
    if isinstance(former, list) and former:
        return _changed(words, language, reader, former)
    return _named(words, language, reader)


def _named(words: str, language: str, reader: Reader) -> Grounding:
    counted = _wanted(words, language, reader)
    named = products_named(reader.mended(words), language)
    services = [one.sku for one in named if one.kind == _SERVICE]
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


def ground_article(words: str | None, language: str, reader: Reader, *, but: str = "") -> Grounding:
    """The one article that is wanted; with no words, or words for several, those it may be.

    "my washer for the WM950" names two: what is named most closely is what is wanted, and `but`,
    the one that is given for it, never is where another is named.
    """
    named = [skus for _, skus in reader.counted(words or "", language, today())]
    named = [skus for skus in named if skus != (but,)] or named
    closest = min(named, key=len, default=appliances() if words is None else ())
    options = tuple(
        Option(value=sku, label=card_of(sku, language).title) for sku in closest[:_MOST_SHOWN]
    )
    if not options:
        return Unfound()
    return Found(options[0].value) if len(options) == 1 else Several(options)


def _changed(words: str, language: str, reader: Reader, former: list[JsonValue]) -> Grounding:
    """The goods there were, as these words change them: fewer kinds, more, another, another number.

    What is left out and what is put in are read apart. Whatever cannot be told from the words is
    asked, as goods not found on record are.
    """
    lines = _lines(former)
    said = [one for one in _parts(words, language, reader) if not reader.says("too_many", one)]
    out = [one for one in said if reader.says("leaving_out", one)]
    gone = {sku for one in out for sku in _skus(one, language, reader)} & lines.keys()
    kept = {sku: count for sku, count in lines.items() if sku not in gone}
    put_in = [one for one in said if one not in out]
    found = _named(", ".join(put_in), language, reader)
    if isinstance(found, Found | Several):
        ways = [Option(value=found.value, label="")] if isinstance(found, Found) else found.options
        changed = [_with(lines, kept, _lines(one.value), put_in, language, reader) for one in ways]
        if None in changed:
            return Unfound()
        options = tuple(
            Option(value=_listed(one), label=way.label)
            for one, way in zip(filter(None, changed), ways, strict=True)
        )
        return Found(options[0].value) if len(options) == 1 else Several(options)
    if gone:
        return Found(_listed(kept)) if kept else Unfound()
    goods = [sku for sku in lines if card_of(sku).kind != _SERVICE]
    words = ", ".join(put_in)
    numbers = reader.numbers(words, language, today()) or (1,) * reader.says("single", words)
    if len(goods) != 1 or len(numbers) != 1:
        return found
    return Found(_listed(lines | {goods[0]: numbers[0]}))


def _with(
    lines: dict[str, int], kept: dict[str, int], named: dict[str, int],
    said: list[str], language: str, reader: Reader,
) -> dict[str, int] | None:  # fmt: skip
    """What there was, with what is named put in; None where nobody can tell."""
    words = ", ".join(said)
    numbers = reader.numbers(words, language, today())
    is_counted = bool(numbers) or reader.says("single", words)
    goods = [sku for sku in lines if card_of(sku).kind != _SERVICE]
    one_named = len(named) == 1 and all(card_of(sku).kind != _SERVICE for sku in named)
    gone = [sku for sku in goods if sku not in kept]
    if len(gone) == 1 and one_named:
        return dict.fromkeys(named, lines[gone[0]]) | kept if not is_counted else kept | named
    if gone:
        return kept | named
    adding = _adds(said, reader)
    if adding is None:
        return None
    if adding:
        return lines | {sku: lines.get(sku, 0) + count for sku, count in named.items()}
    if named.keys() <= lines.keys():
        return lines | named if is_counted else lines
    if len(goods) != 1 or not one_named:
        return named
    count = numbers[0] if numbers else 1 if is_counted else lines[goods[0]]
    services = {sku: count for sku, count in lines.items() if sku not in goods}
    return dict.fromkeys(named, count) | services


def _adds(said: list[str], reader: Reader) -> bool | None:
    """Whether goods are put beside the others; None for "don't add", which may mean anything."""
    verbs = [one for one in said if reader.says("adding", one) or reader.begins_with("joins", one)]
    if any(reader.says("negations", one) for one in verbs):
        return None
    more = [
        one for one in said
        if reader.begins_with("more", one)
        or (reader.ends_with("more", one) and not reader.says("negations", one))
    ]  # fmt: skip
    return bool(verbs or more)


def _parts(words: str, language: str, reader: Reader) -> list[str]:
    """The words between commas, and around a "but" or an "and add"."""
    lists = reader.lexicon.languages[language].words
    contrast, joins, adding = (
        "|".join(map(re.escape, sorted(lists[name], key=len, reverse=True)))
        for name in ("contrast", "joins", "adding")
    )
    cuts = rf"[,.;:!]+\s+|\s+(?:{contrast})\s+|\s+(?=(?:{joins})\s+(?:{adding})\b)"
    return [one for one in re.split(cuts, words, flags=re.IGNORECASE) if one.strip()]


def _skus(words: str, language: str, reader: Reader) -> set[str]:
    """Each article and service that the words may name."""
    named = {sku for _, skus in reader.counted(words, language, today()) for sku in skus}
    return named | {one.sku for one in products_named(reader.mended(words), language)}


def _lines(value: JsonValue) -> dict[str, int]:
    return {str(one["sku"]): int(str(one["quantity"])) for one in _dicts(value)}


def _listed(lines: dict[str, int]) -> JsonValue:
    return [{"sku": sku, "quantity": count} for sku, count in lines.items()]


def _dicts(value: JsonValue) -> Iterator[dict[str, JsonValue]]:
    yield from (one for one in value if isinstance(one, dict)) if isinstance(value, list) else ()


def _asked(lines: list[tuple[str, int]]) -> JsonValue:
    return [{"sku": sku, "quantity": pieces} for sku, pieces in lines]


def _label(lines: list[tuple[str, int]], language: str) -> str:
    return ", ".join(f"{pieces} × {card_of(sku, language).title}" for sku, pieces in lines)
