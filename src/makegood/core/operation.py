"""Describe one act of the company: what is asked, what is decided, what is done, what is proved."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Generic, TypeVar, get_args

from pydantic import BaseModel, ConfigDict

from makegood.core.acting import Leaving
from makegood.core.actor import Level
from makegood.core.decision import Decision
from makegood.core.standing import Standing
from makegood.core.statements import Statement
from makegood.handbook import book


class Ask(BaseModel):
    """What somebody asks for; strict, and unknown fields are errors."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, str_strip_whitespace=True, use_enum_values=False
    )


class Result(BaseModel):
    """What an act answers to whoever asked; nothing secret."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def every_role(role: str) -> bool:
    """Whoever works here: an act is offered to all of them unless it says else."""
    return True


def who_approves(role: str) -> bool:
    """Whoever agrees to what others ask."""
    return book().authority.may_approve(role)


class Nothing(Ask):
    """An ask that needs no words, such as a timer's."""


AskT = TypeVar("AskT", bound=Ask)
FactsT = TypeVar("FactsT")
ResultT = TypeVar("ResultT", bound=Result)


@dataclass(frozen=True, slots=True)
class Needs:
    """What an operation needs of its actor. Source: C04, C06.

    `authority` is the kind of limit it draws on; `automated` whether the automated
    representative may do it.
    """

    level: Level
    standing: Standing
    authority: str | None
    automated: bool


class Operation(Leaving, Generic[AskT, FactsT, ResultT]):
    """One act. The runner calls its four parts in order and does everything else.

    `secrets` are fields of the ask or the result that never reach the journal. `reads_only`
    means that it only tells.
    `only_inside` means that it is a part of other acts and nobody asks for it by itself.
    `asks_first` means that in conversation the customer gives a clear yes before it is done.
    `offered_to` says to which roles it is offered at all, where its policy leaves it to some.
    `undone_by` is the act that takes it back, asked with what it was asked and answered.
    `judges_guess` means that it tells whether a guess is right (a code, a password, a name), and
    counts the wrong ones: a preview, which is never counted, says nothing of it.
    """

    name: ClassVar[str]
    needs: ClassVar[Needs]
    retention: ClassVar[str]
    reads_only: ClassVar[bool] = False
    asks_first: ClassVar[bool] = True
    only_inside: ClassVar[bool] = False
    judges_guess: ClassVar[bool] = False
    secrets: ClassVar[frozenset[str]] = frozenset()
    offered_to: ClassVar[staticmethod[[str], bool]] = staticmethod(every_role)
    undone_by: ClassVar[str | None] = None

    @classmethod
    def tells_anybody(cls, said: Mapping[str, object], today: date) -> tuple[Statement, ...]:
        """What helps whoever says this, before they say who they are: safety waits for no proof.

        `said` is what was understood of the ask so far, in the customer's words where it is.
        """
        return ()

    @classmethod
    def prepare(cls, ask: AskT) -> object:
        """Do what takes long and changes nothing, before the transaction that others wait for.

        What it answers is `self.prepared`; it may be outdated by the time the rows are locked.
        """
        return None

    def gather(self, ask: AskT) -> FactsT:
        """Load and lock what the act touches; NotFound for what does not exist."""
        raise NotImplementedError

    def decide(self, ask: AskT, facts: FactsT) -> Decision:
        """Ask the policy whether the act may be done."""
        raise NotImplementedError

    def execute(self, ask: AskT, facts: FactsT, decision: Decision) -> ResultT:
        """Change the rows, post the money, queue the effects, make the promises."""
        raise NotImplementedError

    def verify(self, ask: AskT, facts: FactsT, result: ResultT) -> None:
        """Read back from the store by another path and ensure what was promised."""
        raise NotImplementedError

    @classmethod
    def ask_model(cls) -> type[AskT]:
        """The model of what is asked."""
        model: type[AskT] = _type_argument(cls, 0)
        return model

    @classmethod
    def result_model(cls) -> type[ResultT]:
        """The model of what is answered."""
        model: type[ResultT] = _type_argument(cls, 2)
        return model

    @classmethod
    def summary(cls) -> str:
        """What the act means, in the first sentence of its docstring."""
        return (inspect.getdoc(cls) or "").split("\n", 1)[0]


AnyOperation = type[Operation[Any, Any, Any]]


def _type_argument(operation: AnyOperation, index: int) -> Any:
    for base in getattr(operation, "__orig_bases__", ()):
        arguments = get_args(base)
        if len(arguments) == 3:
            return arguments[index]
    raise TypeError(f"{operation.__qualname__} does not name its ask, facts and result")
