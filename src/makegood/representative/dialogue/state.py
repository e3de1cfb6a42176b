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
    """One thing that may be chosen: its value for the ask, and how the customer reads it.

    Where a request is chosen, `told` is what the customer's words told of it already.
    """

    model_config = ConfigDict(frozen=True)

    value: JsonValue
    label: str
    told: dict[str, Value] = {}


class Choice(BaseModel):
    """Requests to choose from, which were offered under a line of the dialogue and stay open."""

    model_config = ConfigDict(frozen=True)

    line: str
    options: tuple[Option, ...]


class Former(BaseModel):
    """What a fact was before the customer took it back: their words, and what they meant."""

    model_config = ConfigDict(frozen=True)

    words: Value | None = None
    value: JsonValue = None


class Made(BaseModel):
    """What was done last in this conversation, and the act that takes it back, with its ask."""

    model_config = ConfigDict(frozen=True)

    operation: str
    back: str | None = None
    ask: dict[str, JsonValue] = {}


class Task(BaseModel):
    """One operation being arranged.

    `given` is what the customer said, in the customer's words; `filled` what it was found to
    mean; `seen` the fingerprint of the preview that was read back; `asked` how often each fact
    was asked for; `former` what facts were before they were taken back.
    """

    model_config = ConfigDict(frozen=True)

    operation: str
    given: dict[str, Value] = {}
    filled: dict[str, JsonValue] = {}
    seen: str | None = None
    asked: dict[str, int] = {}
    former: dict[str, Former] = {}

    def give(self, slot: str, value: Value) -> Task:
        """The task with a fact as the customer said it; what it meant before is forgotten."""
        filled = {name: kept for name, kept in self.filled.items() if name != slot}
        former = self._former_with(slot)
        given = self.given | {slot: value}
        update = {"given": given, "filled": filled, "seen": None, "former": former}
        return self.model_copy(update=update)

    def fill(self, slot: str, value: JsonValue) -> Task:
        """The task with what a fact was found to mean."""
        return self.model_copy(update={"filled": self.filled | {slot: value}, "seen": None})

    def forget(self, slot: str) -> Task:
        """The task without a fact that cannot be right."""
        given = {name: kept for name, kept in self.given.items() if name != slot}
        filled = {name: kept for name, kept in self.filled.items() if name != slot}
        update = {"given": given, "filled": filled, "seen": None}
        return self.model_copy(update=update | {"former": self._former_with(slot)})

    def ask_for(self, slot: str) -> Task:
        """The task with one more time that this fact was asked for."""
        asked = self.asked | {slot: self.asked.get(slot, 0) + 1}
        return self.model_copy(update={"asked": asked})

    def show(self, fingerprint: str | None) -> Task:
        """The task as it was read back to the customer."""
        return self.model_copy(update={"seen": fingerprint})

    def _former_with(self, slot: str) -> dict[str, Former]:
        before = self.former.get(slot, Former())
        words, value = self.given.get(slot, before.words), self.filled.get(slot, before.value)
        return self.former | {slot: Former(words=words, value=value)}


class State(BaseModel):
    """Where the dialogue stands between two messages; the last task of `tasks` is the active one.

    `said` counts each line used, so that no sentence comes twice in a row; `unclear` counts the
    messages in a row that could not be read; `told` is what the customer told of who they are;
    `made` is what was done last, `choice` what was offered and neither taken nor given up, `topic`
    the goods that the customer named last.
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
    made: Made | None = None
    choice: Choice | None = None
    topic: str = ""

    @property
    def active(self) -> Task | None:
        """The operation being arranged now."""
        return self.tasks[-1] if self.tasks else None

    @property
    def arranged(self) -> Task | None:
        """What the customer wants arranged now: while a code is awaited, what it is needed for."""
        waits = self.slot == "code" and len(self.tasks) > 1
        return self.tasks[-2] if waits else self.active
