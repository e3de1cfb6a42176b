"""Know where a conversation stands: what is being arranged, and what we wait for."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, JsonValue

from makegood.representative.understand.commands import Value


class WaitFor(StrEnum):
    """What the customer was asked for last."""

    NOTHING = "nothing"
    SLOT = "slot"
    CHOICE = "choice"
    CONFIRM = "confirm"
    READING = "reading"
    PERSON = "person"


class Option(BaseModel):
    """One thing that may be chosen: its value for the ask, and how the customer reads it."""

    model_config = ConfigDict(frozen=True)

    value: JsonValue
    label: str


class Task(BaseModel):
    """One operation being arranged.

    `given` is what the customer said, in the customer's words; `filled` what it was found to
    mean; `seen` the fingerprint of the preview that was read back; `asked` how often each fact
    was asked for.
    """

    model_config = ConfigDict(frozen=True)

    operation: str
    given: dict[str, Value] = {}
    filled: dict[str, JsonValue] = {}
    seen: str | None = None
    asked: dict[str, int] = {}

    def give(self, slot: str, value: Value) -> Task:
        """The task with a fact as the customer said it; what it meant before is forgotten."""
        filled = {name: kept for name, kept in self.filled.items() if name != slot}
        update = {"given": self.given | {slot: value}, "filled": filled, "seen": None}
        return self.model_copy(update=update)

    def fill(self, slot: str, value: JsonValue) -> Task:
        """The task with what a fact was found to mean."""
        return self.model_copy(update={"filled": self.filled | {slot: value}, "seen": None})

    def forget(self, slot: str) -> Task:
        """The task without a fact that cannot be right."""
        given = {name: kept for name, kept in self.given.items() if name != slot}
        filled = {name: kept for name, kept in self.filled.items() if name != slot}
        return self.model_copy(update={"given": given, "filled": filled, "seen": None})

    def ask_for(self, slot: str) -> Task:
        """The task with one more time that this fact was asked for."""
        asked = self.asked | {slot: self.asked.get(slot, 0) + 1}
        return self.model_copy(update={"asked": asked})

    def show(self, fingerprint: str | None) -> Task:
        """The task as it was read back to the customer."""
        return self.model_copy(update={"seen": fingerprint})


class State(BaseModel):
    """Where the dialogue stands between two messages; the last task of `tasks` is the active one.

    `said` counts each line used, so that no sentence comes twice in a row; `unclear` counts the
    messages in a row that could not be read; `told` is what the customer told of who they are.
    """

    model_config = ConfigDict(frozen=True)

    language: str = "en"
    tasks: tuple[Task, ...] = ()
    wait: WaitFor = WaitFor.NOTHING
    slot: str = ""
    options: tuple[Option, ...] = ()
    said: dict[str, int] = {}
    unclear: int = 0
    told: dict[str, Value] = {}

    @property
    def active(self) -> Task | None:
        """The operation being arranged now."""
        return self.tasks[-1] if self.tasks else None
