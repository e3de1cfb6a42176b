"""Keep what a customer told of who they are, so that nothing of it is asked for again."""

from __future__ import annotations

from collections.abc import Mapping

from makegood.core.actor import V2
from makegood.representative.dialogue.state import State
from makegood.representative.dialogue.talk import Talk
from makegood.representative.understand import commands as said
from makegood.representative.understand.reading import Reading
from makegood.representative.understand.second_fact import second_fact, signature

CLAIM, ANSWER = "parties.claim_identity", "parties.answer_factor"
_REFERENCES = frozenset({"order", "account", "email"})


def said_of_self(reading: Reading, text: str) -> dict[str, said.Value]:
    """A number, an address or a name in the message, so that none is asked for again."""
    found: dict[str, said.Value] = {}
    meant_otherwise = {one.value for one in reading.commands if isinstance(one, said.Give)}
    for span in reading.spans:
        if span.kind == "email" and span.value in meant_otherwise:
            continue
        if span.kind in _REFERENCES and isinstance(span.value, str):
            found.setdefault("reference", span.value)
        elif span.kind in ("name", "postcode"):
            found.setdefault(span.kind, span.text)
    if "name" not in found and (signed := signature(text)):
        found["name"] = signed
    if _is_shouted(str(found.get("name", "")), text):
        del found["name"]  # "THIS IS RIDICULOUS, my order..." names nobody
    if "reference" in found and not found.keys() & {"name", "postcode"}:
        for second in second_fact(text, str(found["reference"])):
            found[second.slot] = second.value
    return found


def is_named(told: Mapping[str, said.Value]) -> bool:
    """Whether number and name were told, by which somebody can be looked up unasked."""
    return "@" not in str(told.get("reference", "@")) and bool(told.keys() & {"name", "postcode"})


def _is_shouted(name: str, text: str) -> bool:
    """Whether it is a word in capitals for its weight: the only one, or all else is in small."""
    return name.isupper() and (len(name.split()) == 1 or not text.isupper())


def overheard(state: State, reading: Reading, text: str) -> State:
    """The state after a message that a person answers: only who the customer is, is kept of it."""
    new = said_of_self(reading, text)
    tasks = state.tasks
    if new and state.active is not None and state.active.operation == CLAIM:
        active = state.active
        for slot, value in new.items():
            active = active.give(slot, value)
        tasks = (*tasks[:-1], active)
    return state.model_copy(update={"told": state.told | new, "tasks": tasks})


def is_somebody_new(talk: Talk) -> bool:
    """Whether who it is must be found out anew: nobody is known, or a number was given."""
    waits_for_it = any(task.operation == CLAIM for task in talk.tasks)
    is_known, told = talk.world.party is not None, talk.said_of_self
    tells = bool(told.keys() & {"name", "postcode"})  # who it is of several who share a number
    is_new = "reference" in told and (tells or not talk.world.is_theirs(told["reference"]))
    if is_known and is_new:
        talk.choice, talk.topic = None, ""
    return not waits_for_it and (not is_known or is_new)


def tells_more_of_self(talk: Talk, reading: Reading, text: str) -> bool:
    """Whether a message is only a number or a place, of somebody who is known already.

    Whether it is theirs is told only to whoever proved who they are: to anybody else it would
    answer what they guess.
    """
    spans = [one for one in reading.spans if one.kind in ("phone", "postcode")]
    for one in spans:
        text = text.replace(one.text, "")
    if not spans or talk.world.party is None or any(letter.isalnum() for letter in text):
        return False
    if talk.world.level >= V2 and all(talk.world.is_theirs(str(one.value)) for one in spans):
        talk.say("known_already")
    return True


def is_for_what_waits(talk: Talk, slot: str) -> bool:
    """Whether a fact is told of what waits for the code, and not the code itself."""
    waits = talk.active is not None and talk.active.operation == ANSWER
    return waits and slot != "code" and len(talk.tasks) > 1
