"""Read an exam: what a customer wants and knows, and what must be true at the end."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Customer(_Part):
    """Who writes: the first words, and what is answered to each question.

    `knows` has an answer for each fact that may be asked for, by its slot (`reference`, `name`,
    `line` ...), and for `confirm`. The answer `code` is read from the message that brought it.
    """

    party: str
    locale: str = "en"
    opens: str
    knows: dict[str, str] = {}
    then: list[str] = []
    """What is said, one after the other, whenever nothing is asked."""


class ReturnEnd(_Part):
    """A return that must be there at the end, and how it must stand."""

    line: str
    state: str
    reason: str | None = None
    refund: str | None = None
    fee: str | None = None


class End(_Part):
    """What must be true when the conversation is over.

    `did` are exactly the acts that change something which were done for the customer;
    `tells` must each have been said; `level` is how surely the customer is known.
    """

    did: list[str] = []
    returns: list[ReturnEnd] = []
    tells: list[str] = []
    level: int | None = None
    handed_over: bool = False


class Paper(_Part):
    """One exam."""

    title: str
    at: datetime
    most_turns: int = 12
    with_claims: bool = False
    """Whether the claims of the handbook's dealers have come before."""
    customer: Customer
    end: End
    name: str = Field("", exclude=True)


class UnreadablePaper(ValueError):
    """An exam is not written as it must be; names the file and what is wrong."""


def papers(folder: Path) -> list[Paper]:
    """The exams of a folder, by name. UnreadablePaper."""
    return [read(file) for file in sorted(folder.glob("*.toml"))]


def read(file: Path) -> Paper:
    """One exam. UnreadablePaper."""
    try:
        found = Paper.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (ValidationError, tomllib.TOMLDecodeError, OSError) as fault:
        raise UnreadablePaper(f"{file}: {fault}") from None
    return found.model_copy(update={"name": file.stem})
