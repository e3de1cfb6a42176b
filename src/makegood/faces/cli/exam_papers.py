"""Read an exam: what a customer wants and knows, and what must be true at the end."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Self, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    ValidationError,
    model_validator,
)

from makegood.faces.cli.exam_customer import Moods, Words

MOODS = "moods"
STORIES = "stories"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


PartT = TypeVar("PartT", bound=_Part)
Stands = Annotated[Mapping[str, str], Field(min_length=1)]
"""How a record must stand, fact by fact; to say nothing of it would excuse any change of it."""


class End(_Part):
    """What must be true when the conversation is over.

    `did` are exactly the acts that change something which were done for the customer. `stands`
    names records as they must stand; besides these and what `changes` names, nothing that is
    kept about the customer may have changed, nor anything kept about anybody else.
    `tells` must each have been said, `never_tells` must not; `level` is how surely the customer
    is known.
    """

    did: tuple[str, ...] = ()
    stands: Mapping[str, Stands] = {}
    changes: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    never_tells: tuple[str, ...] = ()
    level: int | None = None
    handed_over: bool = False


class Conversation(_Part):
    """One way in which the customer asks: the mood, the first words, what is said differently.

    `then` is said, one after the other, whenever nothing is asked; `again` when we did not
    understand. `facts` and `end` take the place of the paper's own, one by one.
    """

    mood: str
    locale: str | None = None
    opens: str
    facts: Mapping[str, Words] = {}
    then: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    end: Mapping[str, JsonValue] = {}
    most_turns: int = 12


class Paper(_Part):
    """A customer's situation, and the conversations in which it is examined.

    `built` is false while the company cannot yet do what the customer needs. `wants` are acts
    that only tell, which the customer means when we ask which of several was meant. `past` are
    the steps, as in a story, that came before; what they `keep` may name the `party`.
    """

    title: str
    at: datetime
    party: str
    locale: str = "en"
    built: bool = True
    wants: tuple[str, ...] = ()
    past: tuple[Step, ...] = ()
    facts: Mapping[str, Words] = {}
    end: End = End()
    conversations: tuple[Conversation, ...] = Field(min_length=1)
    name: str = Field("", exclude=True)

    def locale_of(self, talk: Conversation) -> str:
        """The language in which a conversation begins."""
        return talk.locale or self.locale

    def facts_of(self, talk: Conversation) -> dict[str, Words]:
        """What the customer knows, in the words of one conversation."""
        return {**self.facts, **talk.facts}

    def end_of(self, talk: Conversation) -> End:
        """What must be true after one conversation."""
        return _part(End, {**self.end.model_dump(), **talk.end})


class Step(_Part):
    """What somebody does in a story: by whom, for whom, when; and what must come of it.

    An act (`run` with its `ask`), a conversation of an exam (`exam`, such as "05_priya/1"), or an
    agreed change that is put into the handbook (`puts_in`); a copy of it, for this story.
    `by` is one of our people; with a `party` alone the customer acts; with neither the company
    itself. `keep` names parts of the answer for later steps, which write {name}; `gives` and
    `tells` are what the answer must say.
    """

    does: str
    at: datetime | date | None = None
    by: str = ""
    party: str = ""
    level: int = 2
    exam: str = ""
    puts_in: str = ""
    run: str = ""
    ask: Mapping[str, JsonValue] = {}
    keep: Mapping[str, str] = {}
    status: str = "done"
    gives: Mapping[str, JsonValue] = {}
    tells: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _does_something(self) -> Self:
        done = [one for one in (self.run, self.exam, self.puts_in) if one]
        if len(done) > 1 or not (done or self.at):
            raise ValueError("a step runs an act, has an exam's conversation, puts in a change, "
                             "or lets time pass")  # fmt: skip
        return self


class StoryEnd(_Part):
    """What must be true when a story is over, by party, account and receiver.

    `letters` were sent to somebody; `never_letters` were not.
    """

    stands: Mapping[str, Mapping[str, Stands]] = {}
    balances: Mapping[str, str] = {}
    letters: Mapping[str, tuple[str, ...]] = {}
    never_letters: Mapping[str, tuple[str, ...]] = {}


class Story(_Part):
    """What goes through the house from end to end, in the order in which it happens."""

    title: str
    at: datetime
    steps: tuple[Step, ...] = Field(min_length=1)
    end: StoryEnd = StoryEnd()
    name: str = Field("", exclude=True)

    @property
    def file(self) -> str:
        """What its file is called."""
        return f"{self.name}.toml"


class UnreadablePaper(ValueError):
    """An exam is not written as it must be; names the file and what is wrong."""


def papers(folder: Path) -> list[Paper]:
    """The exams of a folder, by name. UnreadablePaper."""
    return [read(file) for file in sorted(folder.glob("*.toml"))]


def read(file: Path) -> Paper:
    """One exam. UnreadablePaper."""
    paper = _read(file, Paper).model_copy(update={"name": file.stem})
    for place, talk in enumerate(paper.conversations, 1):
        try:
            paper.end_of(talk)
        except ValidationError as fault:
            raise UnreadablePaper(f"{file}: conversation {place}: {fault}") from None
    return paper


def stories(folder: Path) -> list[Story]:
    """The stories of a folder, by name. UnreadablePaper."""
    return [
        _read(file, Story).model_copy(update={"name": file.stem})
        for file in sorted(folder.glob("*.toml"))
    ]


def read_moods(folder: Path) -> Moods:
    """How customers of each mood put what they know, by language. UnreadablePaper."""
    return {file.stem: _read(file, _Moods).moods for file in sorted(folder.glob("*.toml"))}


class _Moods(_Part):
    moods: Mapping[str, Mapping[str, tuple[str, ...]]]


def _read(file: Path, kind: type[PartT]) -> PartT:
    try:
        return _part(kind, tomllib.loads(file.read_text(encoding="utf-8")))
    except (ValidationError, tomllib.TOMLDecodeError, OSError) as fault:
        raise UnreadablePaper(f"{file}: {fault}") from None


def _part(kind: type[PartT], found: object) -> PartT:
    return kind.model_validate(found)
