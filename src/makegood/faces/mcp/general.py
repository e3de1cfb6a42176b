"""The tools that every agent has: find and describe acts, preview and do them, read what is kept.

What a tool is given is read as strictly as an ask is. A misspelt `key` or `seen` that was passed
over in silence would do an act twice, or do what nobody was shown.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator

from pydantic import Field, JsonValue

from makegood.core import journal
from makegood.core.actor import Actor, Channel
from makegood.core.describing import described, plain_outcome
from makegood.core.operation import AnyOperation, Ask
from makegood.core.outcome import NotFound
from makegood.core.registry import registry
from makegood.core.runner import find, preview, run
from makegood.faces.shared.keys import Caller, NotAllowed
from makegood.faces.shared.records import look_about, read

_MOST = 20
_ACT = Field(max_length=90, description="An act's name.", examples=["aftersales.open_return"])
_ASK = Field(
    description="What the act is asked, as its own schema says.",
    examples=[{"line": "O-1041/1", "reason": "changed_mind"}],
)
_IN = Field(
    None,
    max_length=90,
    description="Act for whoever is known in this conversation.",
    examples=["CV-1001"],
)


class Tool(Ask):
    """What a tool is given, and how it answers."""

    @abstractmethod
    def answer(self, caller: Caller) -> dict[str, JsonValue]:
        """Answer with what this caller may do and see."""


class FindOperations(Tool):
    """Find acts of the company by words; without words, the first of them all."""

    text: str = Field("", max_length=400, description="Words.", examples=["open return"])

    def answer(self, caller: Caller) -> dict[str, JsonValue]:
        """The acts in whose name and summary all the words stand."""
        wanted = self.text.casefold().replace("_", " ").split()
        found: list[JsonValue] = [
            {"name": one.name, "summary": one.summary()}
            for one in heard_of(caller)
            if all(word in _words(one) for word in wanted)
        ]
        return {"operations": found[:_MOST], "found": len(found)}


class DescribeOperation(Tool):
    """Describe an act: what it needs, what it is asked and what it answers."""

    name: str = _ACT

    def answer(self, caller: Caller) -> dict[str, JsonValue]:
        """The act as every face describes it."""
        operation = find(self.name)
        if operation not in heard_of(caller):
            raise NotFound("operation", self.name)
        return described(operation)


class PreviewOperation(Tool):
    """Tell what an act would do; nothing is saved. Give its fingerprint on as `seen`."""

    name: str = _ACT
    ask: dict[str, JsonValue] = _ASK
    conversation: str | None = _IN

    def answer(self, caller: Caller) -> dict[str, JsonValue]:
        """The outcome that the act would have."""
        operation, actor = find(self.name), _actor(caller, self.conversation)
        return plain_outcome(preview(operation, self.ask, actor=actor), actor.language)


class RunOperation(Tool):
    """Do an act, or hear why not. The same `key` again gives the first answer again."""

    name: str = _ACT
    ask: dict[str, JsonValue] = _ASK
    conversation: str | None = _IN
    key: str | None = Field(None, max_length=150, description="Yours.", examples=["tom-1"])
    seen: str | None = Field(
        None, max_length=150, description="A preview's fingerprint.", examples=["9f2c41d07ab3"]
    )

    def answer(self, caller: Caller) -> dict[str, JsonValue]:
        """The outcome of the act."""
        operation, actor = find(self.name), _actor(caller, self.conversation)
        outcome = run(
            operation, self.ask, actor=actor, key=self.key or None, seen=self.seen or None
        )
        return plain_outcome(outcome, actor.language)


class ReadRecord(Tool):
    """Read a record by its number."""

    ref: str = Field(max_length=90, description="Its number.", examples=["R-2001"])
    conversation: str | None = _IN

    def answer(self, caller: Caller) -> dict[str, JsonValue]:
        """The record, when it is the caller's to see."""
        return {"ref": self.ref, "record": read(self.ref, _actor(caller, self.conversation))}


class ReadJournal(Tool):
    """Read what was attempted, newest first, about one record or about all. For staff."""

    about: str = Field("", max_length=90, description="A record's number.", examples=["R-2001"])

    def answer(self, caller: Caller) -> dict[str, JsonValue]:
        """The newest rows of the journal."""
        if not caller.is_staff:
            raise NotAllowed
        about = self.about.rpartition(":")[2]
        if about:
            look_about(about, _actor(caller, None))
        rows = journal.history([about] if about else (), limit=_MOST)
        return {"rows": [journal.plain(row) for row in rows]}


GENERAL: dict[str, type[Tool]] = {
    "find_operations": FindOperations,
    "describe_operation": DescribeOperation,
    "preview_operation": PreviewOperation,
    "run_operation": RunOperation,
    "read_record": ReadRecord,
    "read_journal": ReadJournal,
}


def heard_of(caller: Caller) -> Iterator[AnyOperation]:
    """The acts this caller may hear of; who works here without a role hears of none."""
    if caller.actor is not None and not caller.is_staff:
        return
    for one in registry.all():
        if not one.only_inside and (caller.is_staff or not one.needs.standing.staff_only):
            yield one


def _actor(caller: Caller, conversation: str | None) -> Actor:
    return caller.acting(conversation or None, Channel.MCP)


def _words(operation: AnyOperation) -> str:
    return f"{operation.name} {operation.summary()}".casefold().replace("_", " ")
