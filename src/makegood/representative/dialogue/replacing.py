"""Give up what was read back for a thing once something else is done with it instead."""

from __future__ import annotations

from makegood.representative.dialogue.state import Task
from makegood.representative.dialogue.talk import Talk

_THINGS = ("line", "order", "unit", "return_number", "quote", "invoice", "claim")
"""The slots that say which thing on record an act is about."""


def leave_what_it_replaces(talk: Talk, done: Task) -> None:
    """What was read back for the same thing, and not said yes to, is not come back to.

    Whoever hears what a return costs and keeps the goods for less does not want both.
    """
    while talk.active is not None and talk.active.seen is not None:
        if not _is_about_the_same(talk.active, done):
            return
        left = talk.tasks.pop()
        talk.say("left_undone", task=talk.world.name_of(talk.language, left.operation))


def _is_about_the_same(one: Task, other: Task) -> bool:
    return any(one.filled.get(slot, "") == other.filled.get(slot) for slot in _THINGS)
