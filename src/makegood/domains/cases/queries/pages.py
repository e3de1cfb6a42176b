"""Make what is kept about a person into pages to read, from the very file that was handed over."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from pydantic import JsonValue

from makegood.core import clock
from makegood.core.outcome import NotFound
from makegood.core.statements import Param
from makegood.domains.cases.queries.privacy import privacy_request_card
from makegood.domains.documents.ports import Sheet, TypesettingFailed, typeset
from makegood.domains.documents.queries import content
from makegood.domains.documents.sheets import labels
from makegood.handbook import book

__all__ = ["TypesettingFailed", "record_file", "record_pages", "record_sheet"]


def record_file(number: str) -> bytes:
    """The file of a request, as programs read it; NotFound when there is none, or none any more."""
    card = privacy_request_card(number)
    if not card.document:
        raise NotFound("document", number)
    return content(card.document)


def record_pages(number: str, language: str) -> bytes:
    """The same as a PDF. NotFound as above, TypesettingFailed when it cannot be made."""
    return typeset(record_sheet(number, language))


def record_sheet(number: str, language: str) -> Sheet:
    """What the pages say: the parts of the record in order, each thing kept in its own lines."""
    whole = json.loads(record_file(number))
    card, company, voice = privacy_request_card(number), book().company, book().voice(language)
    if card.answered_at is None:
        raise NotFound("document", number)
    record, contact = whole["record"], company.contact
    return Sheet(
        company=company.name,
        legal_name=company.legal_name,
        contact=(
            contact["post"].removeprefix(f"{company.name}, "), contact["phone"], contact["email"],
        ),
        addressee=(str(record["person"]["name"]), card.party),
        place_and_day=Param.of(clock.local(card.answered_at).date()).spelled(language),
        reference=number,
        title=voice.statement("cases.record_title"),
        paragraphs=tuple(_paragraphs(record, language)),
        figures=(), promises=(), reasons=(), rests_on="",
        labels=labels(book(), language),
        language=language,
        written_at=card.answered_at,
    )  # fmt: skip


def _paragraphs(record: Mapping[str, JsonValue], language: str) -> Iterator[str]:
    voice = book().voice(language)
    for part, found in record.items():
        yield voice.statement(f"cases.part_{part}").upper()
        if found in (None, [], ""):
            yield voice.statement("cases.record_nothing")
        for thing in found if isinstance(found, list) else [found] if found else []:
            yield "\n".join(_lines(thing, ""))


def _lines(value: JsonValue, called: str) -> Iterator[str]:
    """A thing as lines, each fact after its name; what is empty is left out."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _lines(part, f"{called} › {_word(name)}" if called else _word(name))
    elif isinstance(value, list):
        plain = [str(one) for one in value if not isinstance(one, dict | list)]
        if plain:
            yield f"{called}: {', '.join(plain)}"
        for one in value:
            if isinstance(one, dict | list):
                yield from _lines(one, called)
    elif value not in (None, ""):
        yield f"{called}: {value}" if called else str(value)


def _word(name: str) -> str:
    return name.replace("_", " ")
