"""Offer the operations of the registry as tools, and answer each call so that it can be mended."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from inspect import getdoc

from pydantic import JsonValue, ValidationError

from makegood.core.faults import fault_of
from makegood.core.outcome import BrokenPromise, Fault, InvalidAsk, NotFound
from makegood.faces.mcp.general import GENERAL, Tool, heard_of
from makegood.faces.shared.keys import Caller, NotAllowed

log = logging.getLogger(__name__)
_OURS = "This is our fault. Nothing was saved."


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
    general = [
        Offered(name, getdoc(tool) or name, tool.model_json_schema())
        for name, tool in GENERAL.items()
    ]
    own = [
        Offered(one.name, one.summary(), one.ask_model().model_json_schema())
        for one in heard_of(caller)
    ]
    return (*general, *own)


def call(caller: Caller, name: str, given: Mapping[str, JsonValue]) -> Answer:
    """Do what a tool does; every fault is told with what would be accepted, and none in detail
    that is ours alone.
    """
    try:
        return Answer(_read(name, given).answer(caller))
    except InvalidAsk as invalid:
        return _fault("invalid", str(invalid), [_told(one) for one in invalid.faults])
    except NotFound as missing:
        return _fault("not_found", f"There is {missing} for you.")
    except NotAllowed:
        return _fault("not_authorised", "This is not for whoever has this key.")
    except BrokenPromise:
        return _fault("broken_promise", _OURS)
    except Exception:  # the library would send the words of any other fault to the agent
        log.exception("the tool %s could not answer", name[:90])
        return _fault("broken_promise", _OURS)


def _read(name: str, given: Mapping[str, JsonValue]) -> Tool:
    """What a tool is given, in its strict shape; an operation's own tool does the operation."""
    if name not in GENERAL:
        name, given = "run_operation", {"name": name, "ask": dict(given)}
    tool = GENERAL[name]
    try:
        return tool.model_validate(given)
    except ValidationError as invalid:
        faults = [fault_of(tool, one) for one in invalid.errors(include_input=False)]
        raise InvalidAsk(name, faults) from None


def _fault(code: str, detail: str, faults: list[JsonValue] | None = None) -> Answer:
    return Answer({"code": code, "detail": detail, "errors": faults or []}, is_fault=True)


def _told(one: Fault) -> JsonValue:
    return {"field": one.field, "reason": one.reason, "accepted": one.accepted}
