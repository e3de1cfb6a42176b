"""Ask the customer for one fact, with the candidates when there are some."""

from __future__ import annotations

from pydantic import JsonValue

from makegood.core.outcome import Outcome
from makegood.representative.dialogue.state import Option, Task, WaitFor
from makegood.representative.dialogue.talk import Talk
from makegood.representative.dialogue.world import Several, Unfound

ABOUT_OTHERS = frozenset({"parties.record_death", "conversations.leave_message"})
_ONCE_MORE, _MOST_TIMES_ASKED = 2, 3
_TRUTH: dict[str, JsonValue] = {"true": True, "false": False}


def ask_for(
    talk: Talk, task: Task, slot: str, options: tuple[Option, ...], *, is_told: bool = False
) -> None:
    """Ask for a fact of the active task; after three times in vain, offer a person instead.

    `is_told` means that the decision's own words have just asked for it.
    """
    task = talk.replace(task.ask_for(slot))
    if task.asked[slot] > _MOST_TIMES_ASKED:
        talk.say("cannot_find_out")
        talk.tasks.pop()
        talk.rest()
        offer_person(talk)
        return
    question = talk.world.slot_question(talk.language, task.operation, slot)
    if question is None:
        talk.say("ask_slot", slot=slot.replace("_", " "))
    elif task.asked[slot] == 1:
        talk.add("" if is_told else question)
    elif task.asked[slot] == _ONCE_MORE and slot == "reference" and (name := _named(talk, task)):
        talk.say("named_without_number", name=name, question=question)
    else:
        talk.say("ask_again", question=question)
    talk.wait_for(WaitFor.CHOICE if options else WaitFor.SLOT, slot, options)


def _named(talk: Talk, task: Task) -> str:
    """The name that was given, unless it is that of somebody else whom this is about."""
    if any(one.operation in ABOUT_OTHERS for one in talk.tasks):
        return ""
    return str(task.given.get("name") or task.filled.get("name") or "")


def why_not(found: Several | Unfound) -> str:
    """The line that says why the words for a fact do not do."""
    if isinstance(found, Several):
        return "which_one"
    return "incomplete" if found.is_incomplete else "not_on_record"


def labelled(talk: Talk, task: Task, outcome: Outcome) -> tuple[Option, ...]:
    """The options that a policy offers for the fact it needs, in the customer's words."""
    slot = outcome.needs or ""
    words = talk.world.option_label
    return tuple(
        Option(
            value=_TRUTH.get(option, option),
            label=words(talk.language, task.operation, slot, option),
        )
        for option in outcome.options
    )


def paraphrase(talk: Talk, task: Task) -> None:
    """Say in plain words what would be done, where the decision itself has nothing to tell."""
    words = talk.world.option_label
    said = {slot: one for slot, one in task.filled.items() if isinstance(one, str | int)}
    facts = [words(talk.language, task.operation, slot, str(one)) for slot, one in said.items()]
    name = talk.world.name_of(talk.language, task.operation)
    talk.say("would_do", task=name, facts="; ".join(facts))


def offer_person(talk: Talk) -> None:
    """Offer a person as a ready answer."""
    talk.button("button_person")
