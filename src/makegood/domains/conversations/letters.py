"""Put a notice into words: the company's template, what is filled in, and what is missing. C34."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from string import Formatter
from typing import Protocol

from django.conf import settings
from pydantic import JsonValue

from makegood.core.canonical import digest
from makegood.core.statements import Param, Sayable, Statement, say
from makegood.handbook import Handbook, book

FRAME = "frame"
MOST_CHARACTERS = 8_000
"""How long one message of a customer may be."""
_MOST_OF_A_TRANSCRIPT = 60_000
_FILLS = {"not_accepted": {"characters": MOST_CHARACTERS}}
"""What a sentence to somebody whose mail was not taken in is filled with, beside its figures."""
_SPEAKERS = {"customer": "speaker_customer", "automated": "speaker_automated"}


class Spoken(Protocol):
    """Something that was said in a conversation: by which side, under which name, and when."""

    @property
    def who(self) -> str:
        """The customer, a person of ours, a machine of ours, or the company."""

    @property
    def name(self) -> str:
        """The name of who said it, where that is a person of ours."""

    @property
    def text(self) -> str:
        """What was said."""

    @property
    def at(self) -> datetime:
        """When it was said."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message ready to go, or the names of what is missing in it. Source: AC34.6."""

    subject: str
    body: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom a message goes: the name it greets, and the language it speaks."""

    name: str
    language: str


def letter(
    handbook: Handbook,
    notice: str,
    addressee: Addressee,
    *,
    params: Mapping[str, Param],
    says: Iterable[Statement],
    number: str,
    is_text: bool,
) -> Letter:
    """The words of a notice for somebody; a text message is short and has no frame.

    NotInHandbook when the voice has no such notice.
    """
    voice = handbook.voice(addressee.language)
    words = voice.notice(notice)
    values = {name: param.spelled(addressee.language) for name, param in params.items()}
    values["says"] = "\n\n".join(one.text(addressee.language) for one in says)
    values |= _always(handbook, addressee, number)
    if is_text:
        text = words.short or words.body
        missing = _missing(values, text)
        return Letter("", "" if missing else text.format_map(values), missing)
    missing = _missing(values, words.subject, words.body)
    if missing:
        return Letter("", "", missing)
    subject, body = words.subject.format_map(values), words.body.format_map(values)
    framed = voice.notice(FRAME).body.format_map({**values, "body": body})
    return Letter(subject, framed, ())


def transcript_letter(
    handbook: Handbook,
    lines: Sequence[Spoken],
    name: str,
    language: str,
    *,
    conversation: str,
    number: str,
) -> Letter:
    """A conversation as a mail to whom it was with; of a very long one, its end."""
    told = "\n\n".join(_said(handbook, line, language) for line in lines)
    if len(told) > _MOST_OF_A_TRANSCRIPT:
        told = f"…\n\n{told[-_MOST_OF_A_TRANSCRIPT:].partition(chr(10) * 2)[2]}"
    params = {"transcript": Param.of(told), "conversation": Param.of(conversation)}
    return letter(
        handbook, "transcript", Addressee(name, language), params=params, says=(),
        number=number, is_text=False,
    )  # fmt: skip


def post_word(
    sender: str, answers: str, sentence: str, day: date, **more: Sayable
) -> dict[str, JsonValue]:
    """The payload of a short mail to whoever wrote, in each language, as theirs is not known."""
    company, rule = book().company, book().clause("CNV-10", on=day)
    told = say(rule, sentence, **_FILLS.get(sentence, {}), **more)
    words = "\n\n".join(told.text(language) for language in company.languages)
    return {
        "to": sender,
        "subject": company.name,
        "body": f"{words}\n\n{company.name}\n{company.contact['phone']}",
        "headers": {
            "Auto-Submitted": "auto-replied", "In-Reply-To": answers, "References": answers,
        },
    }  # fmt: skip


def word_key(sentence: str, sender: str, at: datetime) -> str:
    """One such mail for each sender and hour: two machines never write for ever, and whoever
    writes in somebody's name does not make us flood them.
    """
    return f"mail-{sentence}:{digest(sender.encode())[:32]}:{at:%Y-%m-%dT%H}"


def _said(handbook: Handbook, line: Spoken, language: str) -> str:
    """One thing that was said, under who said it and when."""
    who = line.name
    if line.who != "person":
        speaker = _SPEAKERS.get(line.who, "speaker_automated")
        wording = handbook.voice(language).statement(f"conversations.{speaker}")
        who = wording.format_map({"company": handbook.company.name})
    return f"{who}, {Param.of(line.at).spelled(language)}:\n{line.text}"


def _always(handbook: Handbook, addressee: Addressee, number: str) -> dict[str, str]:
    company = handbook.company
    return {
        "name": addressee.name,
        "company": company.name,
        "phone": company.contact["phone"],
        "email": company.contact["email"],
        "address": company.contact["post"],
        "notice": number,
        "site": settings.PUBLIC_ADDRESS.rstrip("/"),
    }


def _missing(values: Mapping[str, str], *templates: str) -> tuple[str, ...]:
    """The names that a template asks for and nobody filled in, in the order of the text."""
    asked = [name for text in templates for _, name, _, _ in Formatter().parse(text) if name]
    gaps = [name for name in asked if not values.get(name, "").strip()]
    return tuple(dict.fromkeys(gaps))
