"""What is known when a message is read, and what was read in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from makegood.representative.understand.commands import Command, Give

SpanValue = str | int | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a message that means something typed: a date, an order number, a product.

    `kind` is the type, `text` the customer's words between `start` and `end` (characters of the
    cleaned message), `value` its one written form: dates ISO, amounts "25.00", record numbers
    "O-1041/1", products the tuple of article numbers that the words may mean.
    """

    kind: str
    start: int
    end: int
    text: str
    value: SpanValue


@dataclass(frozen=True, slots=True)
class AwaitConfirm:
    """A change was read back and waits for a clear yes."""


@dataclass(frozen=True, slots=True)
class AwaitSlot:
    """One fact was asked for; `options` are the allowed values of a choice."""

    operation: str
    slot: str
    kind: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AwaitChoice:
    """A numbered list of `n` things was shown, with the `labels` the customer saw."""

    n: int
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AwaitCode:
    """A one-time code was sent and waits to be typed back."""


Awaiting = AwaitConfirm | AwaitSlot | AwaitChoice | AwaitCode | None


@dataclass(frozen=True, slots=True)
class ReadingContext:
    """All that a reading may depend on besides the words: it never looks at a clock or a record.

    `language` is the customer's ("en", "es", "fr"), `today` the company's date.
    """

    language: str
    today: date
    awaiting: Awaiting = None
    active_operation: str | None = None
    slots_of_active: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """The commands in a message, in the order they should be met, and how sure we are.

    `confidence` is the probability that the least sure request was read rightly (1.0 when no
    guess was needed); `alternatives` are close readings (operation, probability) to offer as a
    question when the commands are only Unclear, and `told` the facts stated for each of them;
    `situation` is what they are offered for, where somebody only told what happened.
    """

    commands: tuple[Command, ...]
    language: str
    confidence: float
    alternatives: tuple[tuple[str, float], ...] = ()
    spans: tuple[Span, ...] = ()
    told: Mapping[str, tuple[Give, ...]] = field(default_factory=dict)
    situation: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """How a customer's words point at a thing on record; the slot resolvers ground it.

    `numbers` maps a record kind to its number ("order": "O-1041"), `skus` are the articles the
    words may mean, `ordinal` counts from 1 (-1 is the last), `other` says "not that one".
    """

    words: str
    numbers: Mapping[str, str]
    skus: tuple[str, ...] = ()
    ordinal: int | None = None
    other: bool = False
    everything: bool = False
    dates: tuple[date, ...] = ()
