"""Answer whoever asked for an act: an outcome, an invalid ask, or a promise of ours broken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from makegood.core.actor import Level
from makegood.core.decision import Code, Use
from makegood.core.statements import Figure, Statement


class Status(StrEnum):
    """How an act ended. Source: DESIGN 1."""

    DONE = "done"
    PENDING_APPROVAL = "pending_approval"
    SCHEDULED = "scheduled"
    REFUSED = "refused"
    NEEDS_INFO = "needs_info"


class Gate(StrEnum):
    """The gates that every act passes, in this order. Source: B0."""

    SHAPE = "shape"
    EXISTENCE = "existence"
    IDENTITY = "identity"
    STANDING = "standing"
    LAW = "law"
    POLICY = "policy"
    AUTHORITY = "authority"
    CONSENT = "consent"


class PromiseMade(BaseModel):
    """A promise that came out of an act, and when it falls due."""

    model_config = ConfigDict(frozen=True)

    kind: str
    text: Statement
    due: datetime


class Outcome(BaseModel):
    """What became of an act, and everything that can be told of it.

    `result` is the operation's own answer; `statements` explain the decision, `news` is what could
    be known only once it was done, `instead` what else is possible; `figures` are its money;
    `records` are references such as "return:R-2001"; `checks_at` says when it is looked at again;
    `uses` is the authority that a yes must cover, for the desk alone and nowhere kept.
    """

    model_config = ConfigDict(frozen=True)

    status: Status
    operation: str
    act: str
    preview: bool = False
    gate: Gate | None = None
    code: Code | None = None
    result: dict[str, JsonValue] | None = None
    statements: tuple[Statement, ...] = ()
    news: tuple[Statement, ...] = ()
    instead: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    clauses: tuple[str, ...] = ()
    needs: str | None = None
    options: tuple[str, ...] = ()
    level: Level | None = None
    approval: str | None = None
    uses: Use | None = Field(None, exclude=True)
    promises: tuple[PromiseMade, ...] = ()
    notifications: tuple[str, ...] = ()
    checks_at: tuple[datetime, ...] = ()
    records: tuple[str, ...] = ()
    fingerprint: str | None = None
    journal: int | None = None

    @property
    def is_done(self) -> bool:
        """Whether the act was done."""
        return self.status is Status.DONE

    def explanation(self, language: str = "en") -> list[dict[str, str]]:
        """The (statement, source) pairs in a language, as they are told and kept."""
        return [
            {"say": sentence.text(language), "because": sentence.source}
            for sentence in (*self.statements, *self.news, *self.instead)
        ]

    def answer(self, name: str) -> JsonValue:
        """One field of the operation's result; KeyError when the act was not done."""
        return (self.result or {})[name]


@dataclass(frozen=True, slots=True)
class Fault:
    """One field of an ask that cannot be accepted: which, why, and what would be."""

    field: str
    reason: str
    accepted: str


class InvalidAsk(Exception):
    """The ask has a shape that cannot be accepted; nothing was done and nothing was lost."""

    def __init__(self, operation: str, faults: Sequence[Fault]) -> None:
        self.operation = operation
        self.faults = tuple(faults)
        told = "; ".join(f"{fault.field}: {fault.reason}" for fault in faults)
        super().__init__(f"{operation} cannot be asked like this ({told}). Nothing was changed.")


class NotFound(Exception):
    """What an ask names does not exist, or not as far as this actor may know."""

    def __init__(self, kind: str, number: str) -> None:
        self.kind = kind
        self.number = number
        super().__init__(f"no {kind.replace('_', ' ')} {number}")


class BrokenPromise(Exception):
    """What an operation promised is not so in the store: our bug, and nothing was saved."""


class ChildNotDone(Exception):
    """An act inside another act was not done, so the whole is taken back with its reason."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        super().__init__(f"{outcome.operation} was not done: {outcome.code}")


def ensure(condition: bool, promised: str) -> None:
    """Hold the company to what it promised; unlike assert, it cannot be switched off."""
    if not condition:
        raise BrokenPromise(promised)
