"""What a customer's message can ask of the company: a closed set of typed commands.

Whoever reads a message, the embedded model or a language model, answers in these and in nothing
else. The dialogue that consumes them is deterministic; no command carries a decision, an amount
owed or a right (DESIGN section 4; C01, C02).
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields
from typing import get_args

VALUE_WORDS = {str: "a text", int: "a whole number", bool: "true or false"}

Value = str | int | bool

EMERGENCY_KINDS = frozenset(
    {"gas", "downed_line", "co", "fire", "shock", "flood", "water_near_electric", "self_harm"}
)
UNTOLD = "untold"
RELATIONS = frozenset({"at_most", "below", "at_least", "above", "by", "before", UNTOLD})
OPT_OUT_CHANNELS = frozenset({"all", "email", "sms", "voice", "post"})
SMALLTALK_KINDS = frozenset(
    {
        "greeting",
        "thanks",
        "goodbye",
        "robot",
        "abuse",
        "threat",
        "upset",
        "legal",
        "card",
        "instruct",
        "off_topic",
        "wait",
    }
)


@dataclass(frozen=True, slots=True)
class Start:
    """The customer wants this operation done."""

    operation: str


@dataclass(frozen=True, slots=True)
class Give:
    """The customer states a fact; things on record stay in the customer's own words."""

    slot: str
    value: Value


@dataclass(frozen=True, slots=True)
class Correct:
    """The customer takes back a fact given before and states another."""

    slot: str
    value: Value


@dataclass(frozen=True, slots=True)
class Confirm:
    """A plain yes to what was read back, with no condition attached."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A yes, or a no, that depends on an amount or a day of what was read back.

    The answer is yes only where what `text` speaks of is in `relation` to `bound` (an amount
    such as "50.00", or a day in ISO), and UNTOLD is what nobody can judge. `about` is the words
    for what is compared, none for the whole; `beside` what the whole shall include; `agrees`
    when a yes was said with it.
    """

    text: str
    relation: str
    bound: str
    about: str
    beside: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class Decline:
    """A plain no to what was offered or asked."""


@dataclass(frozen=True, slots=True)
class Cancel:
    """The customer wants to drop what is being arranged."""


@dataclass(frozen=True, slots=True)
class Choose:
    """The customer picks the n-th of what was just listed, counting from 1; -1 is the last."""

    n: int


@dataclass(frozen=True, slots=True)
class Question:
    """The customer wants to know something; answered from the company's knowledge.

    `search` are other words for it, under which it is looked for when its own find nothing.
    """

    text: str
    search: str = ""

    @property
    def asked(self) -> dict[str, str]:
        """The question as it is put to what is written down."""
        said = {"question": self.text, "in_other_words": self.search}
        return {name: words for name, words in said.items() if words}


@dataclass(frozen=True, slots=True)
class Human:
    """The customer asks for a person."""


@dataclass(frozen=True, slots=True)
class Emergency:
    """Someone may be in danger; it comes before everything else (C29)."""

    kind: str


@dataclass(frozen=True, slots=True)
class OptOut:
    """The customer wants no more messages on a channel (C05)."""

    channel: str


@dataclass(frozen=True, slots=True)
class Smalltalk:
    """A courtesy, an insult or a topic that is no request to this company."""

    kind: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """Nothing in the words could be read safely."""


Command = (
    Start
    | Give
    | Correct
    | Confirm
    | Condition
    | Decline
    | Cancel
    | Choose
    | Question
    | Human
    | Emergency
    | OptOut
    | Smalltalk
    | Unclear
)
KINDS: Mapping[str, type[Command]] = {
    "".join("_" + c.lower() if c.isupper() else c for c in kind.__name__).lstrip("_"): kind
    for kind in get_args(Command)
}
NAMES: Mapping[type[Command], str] = {kind: name for name, kind in KINDS.items()}
CLOSED: Mapping[tuple[str, str], frozenset[str]] = {
    ("emergency", "kind"): EMERGENCY_KINDS,
    ("condition", "relation"): RELATIONS,
    ("opt_out", "channel"): OPT_OUT_CHANNELS,
    ("smalltalk", "kind"): SMALLTALK_KINDS,
}
MAY_BE_EMPTY = frozenset({("condition", "about"), ("condition", "beside"), ("question", "search")})
MAY_BE_LEFT_OUT = frozenset({("question", "search")})
LONGEST_TEXT = 2000
MOST_COMMANDS = 20


class UnreadableCommands(ValueError):
    """An answer that is no list of allowed commands; `errors` names each fault."""

    def __init__(self, errors: tuple[str, ...]) -> None:
        """Keep every fault found, not only the first."""
        super().__init__("; ".join(errors))
        self.errors = errors


def to_json(command: Command) -> dict[str, Value]:
    """Write a command as a flat JSON object, such as {"command": "start", "operation": "..."}."""
    words: dict[str, Value] = {"command": NAMES[type(command)]}
    for field in fields(command):
        words[field.name] = getattr(command, field.name)
    return words


def parse_commands(payload: object, operations: Collection[str]) -> tuple[Command, ...]:
    """Read commands from JSON strictly; an unknown name, field or operation rejects all of it.

    `operations` are the names the speaker may start. Raises UnreadableCommands.
    """
    if not isinstance(payload, list) or not payload:
        raise UnreadableCommands(("expected a list of one or more commands",))
    if len(payload) > MOST_COMMANDS:
        raise UnreadableCommands((f"at most {MOST_COMMANDS} commands are accepted",))
    commands: list[Command] = []
    errors: list[str] = []
    for place, entry in enumerate(payload, start=1):
        faults = _faults(entry, operations)
        if faults:
            errors += [f"command {place}: {fault}" for fault in faults]
        else:
            commands.append(_build(entry))
    if errors:
        raise UnreadableCommands(tuple(errors))
    return tuple(commands)


def _build(entry: Mapping[str, Value]) -> Command:
    given = {name: value for name, value in entry.items() if name != "command"}
    build: Callable[..., Command] = KINDS[str(entry["command"])]
    return build(**given)


def _faults(entry: object, operations: Collection[str]) -> list[str]:
    if not isinstance(entry, Mapping):
        return ["expected an object"]
    name = entry.get("command")
    kind = KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        return [f"unknown command {name!r}; accepted: {', '.join(sorted(KINDS))}"]
    accepted = {field.name: field.type for field in fields(kind)}
    faults = [f"unknown field {key!r}" for key in entry if key not in {"command", *accepted}]
    for field_name, annotation in accepted.items():
        if field_name not in entry:
            if (name, field_name) in MAY_BE_LEFT_OUT:
                continue
            faults.append(f"{field_name} is missing")
            continue
        faults += _faults_of_value(str(name), field_name, annotation, entry[field_name])
    if kind is Start and entry.get("operation") not in operations:
        faults.append(f"operation {entry.get('operation')!r} may not be started here")
    return faults


def _faults_of_value(name: str, field: str, annotation: object, value: object) -> list[str]:
    accepted: tuple[type, ...] = get_args(annotation) or (
        (annotation,) if isinstance(annotation, type) else ()
    )
    if type(value) not in accepted:
        wanted = " or ".join(VALUE_WORDS[kind] for kind in accepted)
        return [f"{field} must be {wanted}"]
    fewest = 0 if (name, field) in MAY_BE_EMPTY else 1
    if isinstance(value, str) and not fewest <= len(value.strip()) <= LONGEST_TEXT:
        return [f"{field} must have 1 to {LONGEST_TEXT} characters"]
    closed = CLOSED.get((name, field))
    if closed is not None and value not in closed:
        return [f"{field} must be one of {', '.join(sorted(closed))}"]
    if field == "n" and value != -1 and not (isinstance(value, int) and value >= 1):
        return ["n must be 1 or more, or -1 for the last"]
    return []
