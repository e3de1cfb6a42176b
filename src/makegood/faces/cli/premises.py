"""Name what the console needs of whoever starts it: faces do not know the settings."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from pydantic import JsonValue


@dataclass(frozen=True, slots=True)
class Seeded:
    """How much of the demo company was put in."""

    parties: int
    orders: int


@dataclass(frozen=True, slots=True)
class Kept:
    """How much a backup holds."""

    rows: int
    journal_rows: int


class State(StrEnum):
    """How something stands: well, worth a look, or wrong."""

    WELL = "well"
    LOOK = "look"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: how it stands, what was seen, what to do if it is not well."""

    name: str
    state: State
    told: str
    do: str = ""


class BackupRefused(Exception):
    """A backup cannot be made there, or cannot be trusted; says why."""


class Premises(Protocol):
    """A company's place on this machine, and what can be done there."""

    @property
    def place(self) -> Path:
        """The folder of the company's own files."""

    @property
    def handbook(self) -> Path:
        """The folder of the company's handbook."""

    @property
    def exams(self) -> Path:
        """The folder of the exams."""

    @property
    def is_demo(self) -> bool:
        """Whether this is the demo, whose clock can be moved. After `open`."""

    def open(self) -> None:
        """Read the settings and bring all operations in; every command but a few begins so."""

    def make_demo(self, *, fresh: bool, address: str, mail_port: int) -> None:
        """Make the demo's files if there are none, or all of them anew, and open it.

        `address` is where a browser finds it, `mail_port` where mail comes in (0: nowhere).
        """

    def note_upkeep(self, kind: str, rows: int) -> None:
        """Put on record what was done for the records: a backup, a proof or a drill."""

    def scratch(self, *, with_claims: bool = False) -> AbstractContextManager[Callable[[], None]]:
        """A company in a place of its own that is gone afterwards; calling it begins anew.

        `with_claims` are those of the handbook's dealers.
        """

    def upgrade(self) -> int:
        """Create the database or bring it up to date; answer with how many steps that took."""

    def seed(self) -> Seeded:
        """Put the handbook's people and orders into an empty company."""

    def seed_claims(self) -> None:
        """Let the claims of the handbook's dealers have come; `seed` does so for a demo."""

    def grow(self, orders: int, tell: Callable[[int], None]) -> int:
        """Copy the demo's customers with orders and money until there are so many orders.

        `tell` hears how far it is; answers how many there are. Only on SQLite.
        """

    def learn(self) -> None:
        """Have the representative read the handbook."""

    def why_not_serve(self) -> str:
        """What keeps this place from serving real customers; empty when nothing does."""

    def serve(self, listening: socket.socket, *, works: bool) -> None:
        """Serve all faces until stopped."""

    def write_log(self) -> None:
        """Write the log from now on, as the settings say. After `open`."""

    def speak_mcp(self, username: str | None) -> None:
        """Speak the Model Context Protocol over standard input and output. NotFound."""

    def measure(self, tell: Callable[[str], None], sizes: Sequence[int]) -> dict[str, JsonValue]:
        """Take every figure there is; with sizes, how they grow between these. Inside `scratch`."""

    def scratch_on(self, server: str) -> AbstractContextManager[None]:
        """A seeded company in a database of its own on a PostgreSQL, gone afterwards."""

    def measure_several(
        self, tell: Callable[[str], None], counts: Sequence[int]
    ) -> dict[str, JsonValue]:
        """How many acts several serving processes do on one PostgreSQL. Inside `scratch_on`."""

    def measure_understanding(
        self, train: Path, test: Path, tell: Callable[[str], None]
    ) -> dict[str, JsonValue]:
        """How well the representative's model reads messages once taught. ValueError."""

    def examine(self) -> Iterator[Finding]:
        """Look at everything that must be well; nothing is changed. After `open`."""

    def back_up(self, file: Path) -> Kept:
        """Copy all records into a file. BackupRefused."""

    def restore(self, file: Path, into: str) -> Kept:
        """Bring a backup back into an empty place, proven there. BackupRefused."""

    def faults(self) -> Mapping[str, tuple[str, ...]]:
        """What can go wrong on purpose in the world outside, by whom it befalls."""

    def befall(self, simulator: str, fault: str, times: int) -> None:
        """Have the next things asked of a simulator go wrong; both names are among `faults`."""

    def drill(self, into: str, tell: Callable[[str], None]) -> Kept:
        """Rehearse the loss of all records on a copy, telling each step. BackupRefused.

        `into` is an empty place; empty text is one that is gone afterwards.
        """

    def keep_private(self, name: str, text: str) -> Path:
        """Write a file of the place that only its owner can read."""


_given: list[Premises] = []


def use(premises: Premises) -> None:
    """Work on these premises from now on."""
    _given[:] = [premises]


def premises() -> Premises:
    """The premises that the console works on."""
    return _given[0]
