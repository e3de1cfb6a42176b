"""Keep what a customer told of who they are, so that nothing of it is asked for again."""

from __future__ import annotations

from collections.abc import Mapping

from makegood.representative.dialogue.state import State
from makegood.representative.understand import commands as said
from makegood.representative.understand.reading import Reading
from makegood.representative.understand.second_fact import second_fact, signature

CLAIM = "parties.claim_identity"
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
