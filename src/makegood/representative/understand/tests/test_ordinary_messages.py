"""Messages as customers write them, not learnt from: how many are read as they are meant."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from makegood.representative.understand.commands import (
    Command,
    Emergency,
    Give,
    Human,
    OptOut,
    Question,
    Smalltalk,
    Start,
    Unclear,
)
from makegood.representative.understand.reader import Reader
from makegood.representative.understand.reading import ReadingContext
from makegood.representative.understand.text import words_of

HERE = Path(__file__).parent
CHANGES_NOTHING = frozenset({"knowledge.answer_question", "conversations.open_conversation"})
UNCLEAR = "unclear"
FILES = (
    "ordinary_messages.toml", "later_messages.toml", "fresh_messages.toml",
    "strangers_messages.toml",
)  # fmt: skip
FEWEST_WORDS = 4
"""With fewer, there is hardly another way to say it: "new code pls", "play some jazz"."""


@dataclass(frozen=True, slots=True)
class Read:
    """One message: what may be meant by it, and everything it was read as."""

    text: str
    meant: frozenset[str]
    heard: frozenset[str]

    @property
    def is_right(self) -> bool:
        """Whether what is meant was heard, and no other request beside it."""
        others = {one for one in self.heard - self.meant if not one.startswith("heard.")}
        return bool(self.heard & self.meant) and not others

    @property
    def is_wrong_act(self) -> bool:
        """Whether something would be started that was not meant."""
        return any(
            one not in CHANGES_NOTHING and one != UNCLEAR and not one.startswith("heard.")
            for one in self.heard - self.meant
        )


@pytest.mark.parametrize(
    ("file", "language", "right", "wrong_acts"),
    [
        ("ordinary_messages.toml", "en", 63, 0),
        ("ordinary_messages.toml", "es", 64, 0),
        ("ordinary_messages.toml", "fr", 61, 1),
        ("later_messages.toml", "en", 32, 0),
        ("later_messages.toml", "es", 32, 0),
        ("later_messages.toml", "fr", 32, 0),
        ("fresh_messages.toml", "en", 113, 0),
        ("fresh_messages.toml", "es", 107, 0),
        ("fresh_messages.toml", "fr", 106, 0),
        ("strangers_messages.toml", "en", 93, 23),
        ("strangers_messages.toml", "es", 60, 13),
        ("strangers_messages.toml", "fr", 50, 11),
    ],
)
def test_so_many_ordinary_messages_are_read_as_they_are_meant(
    reader: Reader, file: str, language: str, right: int, wrong_acts: int
) -> None:
    """The figures reached; a change of phrasings or of the model may better them, not worsen."""
    reads = list(_reads(reader, file, language))
    misread = [f"{one.text} -> {', '.join(one.heard)}" for one in reads if not one.is_right]
    wrong = [f"{one.text} -> {', '.join(one.heard)}" for one in reads if one.is_wrong_act]

    assert len(reads) - len(misread) >= right, "\n".join(misread)
    assert len(wrong) <= wrong_acts, "\n".join(wrong)


def test_no_ordinary_message_is_a_phrasing_that_was_learnt(reader: Reader) -> None:
    learnt = {words_of(example.text) for example in reader.lexicon.examples()}

    known = [
        text
        for file in FILES
        for by_meaning in _messages(file).values()
        for texts in by_meaning.values()
        for text in texts
        if len(words_of(text)) >= FEWEST_WORDS and words_of(text) in learnt
    ]

    assert not known, "\n".join(known)


def _messages(file: str) -> dict[str, dict[str, list[str]]]:
    with (HERE / file).open("rb") as opened:
        by_language: dict[str, dict[str, list[str]]] = tomllib.load(opened)
    return by_language


def _reads(reader: Reader, file: str, language: str) -> Iterator[Read]:
    for meant, texts in _messages(file)[language].items():
        for text in texts:
            reading = reader.read(text, ReadingContext("en", date(2026, 6, 15)))
            heard = frozenset(filter(None, map(_label, reading.commands)))
            if reading.situation:
                heard = (heard - {UNCLEAR}) | {f"heard.{reading.situation}"}
            yield Read(text, frozenset(meant.split("|")), heard)


def _label(command: Command) -> str:
    match command:
        case Start(operation):
            return operation
        case Question():
            return "knowledge.answer_question"
        case Human():
            return "conversations.hand_over"
        case OptOut():
            return "parties.revoke_consent"
        case Emergency():
            return "cases.report_emergency"
        case Smalltalk("greeting"):
            return "conversations.open_conversation"
        case Smalltalk(kind):
            return f"heard.{kind}"
        case Give("code", _):
            return "parties.answer_factor"
        case Unclear():
            return UNCLEAR
        case _:
            return ""
