"""Hold one turn of the conversation while it is being thought out."""

from __future__ import annotations

from dataclasses import dataclass, field

from makegood.core.outcome import Outcome
from makegood.core.statements import Figure, Statement
from makegood.representative.dialogue.state import Choice, Made, Option, State, Task, WaitFor
from makegood.representative.dialogue.world import World
from makegood.representative.understand.commands import Value

_MOST_IN_A_LINE = 3


@dataclass(frozen=True, slots=True)
class Reply:
    """What the representative answers: paragraphs, buttons, and the decision as a small card.

    `ends` is why the conversation ends with it, where it does.
    """

    text: str
    quick_replies: tuple[str, ...]
    card: tuple[tuple[str, str], ...]
    state: State
    ends: str = ""


@dataclass(slots=True)
class Talk:
    """The turn in the making. Lines are said in order; the state is what stays after it.

    `said_of_self` is what the message holds that tells who the customer is, `told` what the
    whole conversation holds of it.
    """

    world: World
    language: str
    tasks: list[Task]
    said: dict[str, int]
    unclear: int
    lines: list[str] = field(default_factory=list)
    wait: WaitFor = WaitFor.NOTHING
    slot: str = ""
    options: tuple[Option, ...] = ()
    quick_replies: list[str] = field(default_factory=list)
    card: list[tuple[str, str]] = field(default_factory=list)
    said_of_self: dict[str, Value] = field(default_factory=dict)
    told: dict[str, Value] = field(default_factory=dict)
    made: Made | None = None
    choice: Choice | None = None
    topic: str = ""
    ends: str = ""

    @classmethod
    def go_on(cls, state: State, world: World) -> Talk:
        """Go on from where the conversation stood."""
        talk = cls(world, state.language, list(state.tasks), dict(state.said), state.unclear)
        talk.wait, talk.slot, talk.options = state.wait, state.slot, state.options
        talk.told, talk.made = dict(state.told), state.made
        talk.choice, talk.topic = state.choice, state.topic
        return talk

    @property
    def active(self) -> Task | None:
        """The operation being arranged now."""
        return self.tasks[-1] if self.tasks else None

    def replace(self, task: Task) -> Task:
        """Put the active task in its new form."""
        self.tasks[-1] = task
        return task

    def say(self, key: str, **params: str) -> None:
        """Say a line of the dialogue, in a wording not used the last time."""
        nth = self.said.get(key, 0)
        self.said[key] = nth + 1
        self.add(self.world.line(self.language, key, nth).format_map(params))

    def button(self, key: str) -> None:
        """Offer a ready answer."""
        self.quick_replies.append(self.world.line(self.language, key, 0))

    def add(self, text: str) -> None:
        """Say this, unless it was said in this turn already."""
        if text and text not in self.lines:
            self.lines.append(text)

    def tell(self, statements: tuple[Statement, ...]) -> None:
        """Say the sentences of an explanation, none of them twice; many of them a line each."""
        said = " ".join(self.lines)
        sentences = [statement.text(self.language) for statement in statements]
        new = [sentence for sentence in dict.fromkeys(sentences) if sentence not in said]
        self.add("\n".join(new) if len(new) > _MOST_IN_A_LINE else " ".join(new))

    def show(self, outcome: Outcome) -> None:
        """Put the figures of a decision on a card."""
        self.card = [_row(figure, self.language) for figure in outcome.figures]

    def wait_for(self, wait: WaitFor, slot: str = "", options: tuple[Option, ...] = ()) -> None:
        """Stop here until the customer answers."""
        self.wait, self.slot, self.options = wait, slot, options
        self.quick_replies += [option.label for option in options]

    def offer(self, choice: Choice) -> None:
        """Say what may be chosen; it stays open until something is asked for or given up."""
        self.say(choice.line, task=choice.options[0].label)
        self.choice = choice
        self.wait_for(WaitFor.READING, "", choice.options)

    def ask_afresh(self) -> None:
        """Count the question that was just put as not asked: it is put once more, not in vain."""
        is_asked = self.wait in (WaitFor.SLOT, WaitFor.CHOICE)
        if self.active is not None and is_asked and self.active.asked.get(self.slot):
            asked = self.active.asked | {self.slot: self.active.asked[self.slot] - 1}
            self.replace(self.active.model_copy(update={"asked": asked}))

    def rest(self) -> None:
        """Wait for nothing in particular."""
        self.wait_for(WaitFor.NOTHING)

    def reply(self) -> Reply:
        """The finished turn."""
        state = State(
            language=self.language,
            tasks=tuple(self.tasks),
            wait=self.wait,
            slot=self.slot,
            options=self.options,
            said=self.said,
            unclear=self.unclear,
            told=self.told,
            made=self.made,
            choice=self.choice,
            topic=self.topic,
        )
        replies = tuple(dict.fromkeys(self.quick_replies))
        text = "\n\n".join(self.lines)
        return Reply(text, replies, tuple(self.card), state, self.ends)


def _row(figure: Figure, language: str) -> tuple[str, str]:
    return figure.label(language), figure.spelled(language)
