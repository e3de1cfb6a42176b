"""Take back what was just done, by the act that the company has for it, read back like any act."""

from __future__ import annotations

from makegood.core.outcome import Outcome
from makegood.core.undoing import way_back
from makegood.representative.dialogue.asking import offer_person
from makegood.representative.dialogue.state import Made, Option, Task, WaitFor
from makegood.representative.dialogue.talk import Talk
from makegood.representative.understand import commands as said

_COMES_BETWEEN = (said.Start, said.Give, said.Correct, said.Choose, said.Decline)


def remember(talk: Talk, task: Task, outcome: Outcome) -> None:
    """Keep what was done, so that the next words may take it back."""
    back = way_back(talk.world.operation(task.operation), task.filled, outcome)
    talk.made = (
        Made(operation=task.operation, back=back.operation.name, ask=dict(back.ask))
        if back
        else Made(operation=task.operation)
    )


def come_between(talk: Talk, command: said.Command) -> None:
    """After something else is asked, told or refused, "undo that" no longer means what was done."""
    if isinstance(command, _COMES_BETWEEN):
        talk.made = None


def take_back(talk: Talk) -> bool:
    """Put the way back from what was just done on top; False when there is nothing to go on.

    Only a bare "undo that" comes here; who names an order or a return is asked which it is.
    """
    made = talk.made
    if made is None:
        talk.say("cancel_which")
        talk.wait_for(WaitFor.READING, "", _may_be_cancelled(talk))
        return False
    if made.back is None:
        talk.say("no_way_back", task=talk.world.name_of(talk.language, made.operation))
        offer_person(talk)
        return False
    talk.tasks.append(Task(operation=made.back, filled=made.ask))
    talk.made = None
    return True


def _may_be_cancelled(talk: Talk) -> tuple[Option, ...]:
    return tuple(
        Option(value=operation, label=talk.world.name_of(talk.language, operation))
        for operation in talk.world.ways_back()
    )
