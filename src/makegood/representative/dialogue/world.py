"""Name what the dialogue may ask of the house; with the same answers it says the same again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from pydantic import JsonValue

from makegood.core.actor import Level
from makegood.core.operation import AnyOperation
from makegood.core.outcome import Outcome
from makegood.core.statements import Statement
from makegood.representative.dialogue.state import Option, Task
from makegood.representative.understand.commands import Value


@dataclass(frozen=True, slots=True)
class Found:
    """The words mean exactly this."""

    value: JsonValue


@dataclass(frozen=True, slots=True)
class Several:
    """The words may mean any of these; the customer chooses."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Every:
    """The words mean each of these, one after the other."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Unfound:
    """The words mean nothing that is on record, or nothing was said and nothing offers itself.

    `nothing_of` is the kind of record of which there is none at all that it could be about;
    `is_incomplete` says that the words are no such fact yet, whatever is on record.
    """

    nothing_of: str = ""
    is_incomplete: bool = False


@dataclass(frozen=True, slots=True)
class MustVerify:
    """Finding it would show more than may be shown to somebody known only this well."""

    level: Level


Grounding = Found | Several | Every | Unfound | MustVerify


class World(Protocol):
    """The house as the dialogue sees it: acts, records, words, and who the customer is."""

    @property
    def level(self) -> Level:
        """How well the customer is known in this conversation."""

    @property
    def party(self) -> str | None:
        """Who the customer says to be."""

    @property
    def reached_at(self) -> str:
        """The address or number that they write from; empty where there is none."""

    @property
    def is_by_mail(self) -> bool:
        """Whether an answer takes hours, so that one reply says all that can be said."""

    def operation(self, name: str) -> AnyOperation:
        """An operation by its name."""

    def ways_back(self) -> tuple[str, ...]:
        """The acts that take something back and that a customer may ask for here."""

    def tells_anybody(self, operation: str, said: Mapping[str, Value]) -> tuple[Statement, ...]:
        """What helps the customer at once, before it is known who they are."""

    def preview(self, operation: str, ask: Mapping[str, JsonValue]) -> Outcome:
        """What would happen."""

    def run(self, operation: str, ask: Mapping[str, JsonValue], seen: str | None = None) -> Outcome:
        """Do it."""

    def ground(
        self, operation: str, slot: str, words: Value | None, task: Task | None = None
    ) -> Grounding:
        """What the customer's words for a fact mean among the customer's own records.

        `task` says what else is known by now, and what the fact was before it was taken back.
        """

    def order_named_by(self, reference: str) -> str | None:
        """The order that a reference given to identify names."""

    def goods_of(self, operation: str) -> str | None:
        """The fact of an operation that is goods in the customer's words; None without one."""

    def points_back(self, words: str) -> bool:
        """Whether the words point at what was named before: "how much is it"."""

    def asks_price(self, words: str) -> bool:
        """Whether the words ask what something costs: "will I be charged for that?"."""

    def is_theirs(self, reference: Value) -> bool:
        """Whether a number or an address is one of whoever is known here already."""

    def is_written(self, question: str) -> bool:
        """Whether what somebody asks is answered by what the company has written down."""

    def closest(self, question: str, told: tuple[Statement, ...]) -> tuple[Statement, ...]:
        """Those of what was told that a question is about; none where it asks something else."""

    def takes_order(self, operation: str) -> bool:
        """Whether an operation is about an order as a whole."""

    def line(self, language: str, key: str, nth: int) -> str:
        """The nth wording of a line of the dialogue."""

    def slot_question(self, language: str, operation: str, slot: str) -> str | None:
        """How we ask for a fact of an operation."""

    def option_label(self, language: str, operation: str, slot: str, option: str) -> str:
        """How an option of a fact is read by the customer."""

    def name_of(self, language: str, operation: str) -> str:
        """How an operation is spoken of."""
