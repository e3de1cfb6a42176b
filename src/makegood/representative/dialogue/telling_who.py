"""Keep what a customer told of who they are, so that nothing of it is asked for again."""

from __future__ import annotations

from makegood.representative.dialogue.state import State
from makegood.representative.understand import commands as said
from makegood.representative.understand.reading import Reading
from makegood.representative.understand.second_fact import second_fact

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
    if "reference" in found and not found.keys() & {"name", "postcode"}:
        for second in second_fact(text, str(found["reference"])):
            found[second.slot] = second.value
    return found


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
