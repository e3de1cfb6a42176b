"""Offer the operations of the registry as tools, and do, preview and read with one's authority."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from pydantic import JsonValue

from makegood.core import journal
from makegood.core.actor import Actor, Channel
from makegood.core.describing import described, plain_outcome
from makegood.core.operation import AnyOperation
from makegood.core.outcome import BrokenPromise, Fault, InvalidAsk, NotFound
from makegood.core.registry import registry
from makegood.core.runner import find, preview, run
from makegood.faces.shared.keys import Caller, NotAllowed
from makegood.faces.shared.records import read

Given = Mapping[str, JsonValue]
_MOST = 20
_TEXT: JsonValue = {"type": "string", "maxLength": 400}
_ASK: JsonValue = {"type": "object", "description": "The ask, as the operation's schema says."}
_IN: JsonValue = {"type": "string", "description": "Act for whom this conversation knows: CV-1001."}
_NAME: JsonValue = {"type": "string", "description": "Such as aftersales.open_return."}


@dataclass(frozen=True, slots=True)
class Offered:
    """A tool: its name, what it does, and the schema of what it is given."""

    name: str
    description: str
    schema: dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a tool answers; `is_fault` when it could not even be asked like that."""

    body: dict[str, JsonValue]
    is_fault: bool = False


def offered_to(caller: Caller) -> tuple[Offered, ...]:
    """The tools this caller may hear of: the general ones, then one for each operation."""
    own = [
        Offered(one.name, one.summary(), dict(one.ask_model().model_json_schema()))
        for one in _operations(caller)
    ]
    return (*_GENERAL, *own)


def call(caller: Caller, name: str, given: Given) -> Answer:
    """Do what a tool does; every fault is told with what would be accepted."""
    try:
        if name in _DOES:
            return Answer(_DOES[name](caller, given))
        return Answer(_run(caller, {"name": name, "ask": dict(given)}))
    except InvalidAsk as invalid:
        return _fault("invalid", str(invalid), [_told(one) for one in invalid.faults])
    except NotFound as missing:
        return _fault("not_found", f"There is {missing} for you.")
    except NotAllowed:
        return _fault("not_authorised", "This is not for whoever has this key.")
    except BrokenPromise:
        return _fault("broken_promise", "This is our fault. Nothing was saved.")


def _operations(caller: Caller) -> Iterator[AnyOperation]:
    if caller.actor is not None and not caller.is_staff:
        return
    for one in registry.all():
        if not one.only_inside and (caller.is_staff or not one.needs.standing.staff_only):
            yield one


def _find(caller: Caller, given: Given) -> dict[str, JsonValue]:
    wanted = str(given.get("text", "")).casefold().replace("_", " ").split()
    found: list[JsonValue] = [
        {"name": one.name, "summary": one.summary()}
        for one in _operations(caller)
        if all(word in f"{one.name} {one.summary()}".casefold() for word in wanted)
    ]
    return {"operations": found[:_MOST], "found": len(found)}


def _describe(caller: Caller, given: Given) -> dict[str, JsonValue]:
    return described(_named(caller, given))


def _preview(caller: Caller, given: Given) -> dict[str, JsonValue]:
    operation, actor = _named(caller, given), _actor(caller, given)
    return plain_outcome(preview(operation, _asked(operation, given), actor=actor), actor.language)


def _run(caller: Caller, given: Given) -> dict[str, JsonValue]:
    operation, actor = _named(caller, given), _actor(caller, given)
    key, seen = given.get("key"), given.get("seen")
    outcome = run(
        operation,
        _asked(operation, given),
        actor=actor,
        key=str(key)[:150] if key else None,
        seen=str(seen) if seen else None,
    )
    return plain_outcome(outcome, actor.language)


def _read(caller: Caller, given: Given) -> dict[str, JsonValue]:
    ref = str(given.get("ref", ""))
    return {"ref": ref, "record": read(ref, _actor(caller, given))}


def _journal(caller: Caller, given: Given) -> dict[str, JsonValue]:
    if not caller.is_staff:
        raise NotAllowed
    about = str(given.get("about", "")).rpartition(":")[2]
    rows = journal.about(about, _MOST) if about else journal.newest(_MOST)
    return {"rows": [journal.plain(row) for row in rows]}


def _named(caller: Caller, given: Given) -> AnyOperation:
    name = str(given.get("name", ""))
    operation = find(name)
    if operation not in _operations(caller):
        raise NotFound("operation", name)
    return operation


def _asked(operation: AnyOperation, given: Given) -> dict[str, JsonValue]:
    ask = given.get("ask", {})
    if not isinstance(ask, dict):
        raise InvalidAsk(operation.name, [Fault("ask", "not an object", "a JSON object")])
    return ask


def _actor(caller: Caller, given: Given) -> Actor:
    named = given.get("conversation")
    return caller.acting(str(named) if named else None, Channel.MCP)


def _fault(code: str, detail: str, faults: list[JsonValue] | None = None) -> Answer:
    return Answer({"code": code, "detail": detail, "errors": faults or []}, is_fault=True)


def _told(one: Fault) -> JsonValue:
    return {"field": one.field, "reason": one.reason, "accepted": one.accepted}


def _general(tool: str, description: str, needs: str, /, **fields: JsonValue) -> Offered:
    schema = {"type": "object", "properties": fields, "required": needs.split()}
    return Offered(tool, description, cast(dict[str, JsonValue], schema))


_DOES: Mapping[str, Callable[[Caller, Given], dict[str, JsonValue]]] = {
    "find_operations": _find,
    "describe_operation": _describe,
    "preview_operation": _preview,
    "run_operation": _run,
    "read_record": _read,
    "read_journal": _journal,
}
_GENERAL = (
    _general("find_operations", "Find acts of the company by words.", "text", text=_TEXT),
    _general("describe_operation", "An act with its ask and result.", "name", name=_NAME),
    _general(
        "preview_operation",
        "What an act would do; nothing is saved. Its fingerprint is given on as `seen`.",
        "name ask", name=_NAME, ask=_ASK, conversation=_IN,
    ),
    _general(
        "run_operation",
        "Do an act, or hear why not. The same `key` again gives the first answer again.",
        "name ask", name=_NAME, ask=_ASK, conversation=_IN, key=_TEXT, seen=_TEXT,
    ),
    _general("read_record", "A record by its number.", "ref", ref=_TEXT, conversation=_IN),
    _general("read_journal", "What was attempted, newest first.", "", about=_TEXT),
)  # fmt: skip
