"""Read an ask (gate 1 of B0): right fields, right types, and no card number kept."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from pydantic import JsonValue, ValidationError

from makegood.core.faults import fault_of
from makegood.core.operation import AnyOperation, Ask
from makegood.core.outcome import Fault, InvalidAsk
from makegood.core.redaction import redact_tree
from makegood.handbook import book

MAX_ASK_CHARACTERS = 100_000
REMOVED = "[removed]"
_NUL = re.compile(rb"(?<!\\)((?:\\\\)*)\\u0000")
_OBJECT = "a JSON object of fields and their values"


def read_ask(operation: AnyOperation, given: Ask | Mapping[str, JsonValue]) -> Ask:
    """The ask in its strict shape, card numbers redacted; InvalidAsk names each wrong field.

    Amounts are in the company's currency. What no database keeps (a NUL, half of a surrogate
    pair) becomes a question mark.
    """
    model = operation.ask_model()
    if isinstance(given, Ask):
        if not isinstance(given, model):
            raise TypeError(f"{operation.name} is asked with {model.__name__}")
        plain: Mapping[str, JsonValue] = given.model_dump(mode="json", exclude_unset=True)
    else:
        plain = given
    text = _NUL.sub(rb"\1?", _spelled(operation, plain))
    try:
        asked: Ask = model.model_validate_json(text, context={"currency": book().company.currency})
    except ValidationError as invalid:
        raise InvalidAsk(
            operation.name, [fault_of(model, one) for one in invalid.errors(include_input=False)]
        ) from None
    return asked


def _spelled(operation: AnyOperation, plain: Mapping[str, JsonValue]) -> bytes:
    """The ask as JSON in UTF-8; InvalidAsk for what has no JSON, or too much of it."""
    if not isinstance(plain, Mapping):
        raise InvalidAsk(operation.name, [Fault("", "not an object", _OBJECT)])
    try:
        text = json.dumps(_redacted(operation, plain), ensure_ascii=False, allow_nan=False)
    except (ValueError, RecursionError):  # not a number, thousands of digits, endless nesting
        fault = Fault("", "it cannot be written as JSON", f"{_OBJECT}, nested less deeply")
        raise InvalidAsk(operation.name, [fault]) from None
    if len(text) > MAX_ASK_CHARACTERS:
        fault = Fault("", "too long", f"at most {MAX_ASK_CHARACTERS} characters")
        raise InvalidAsk(operation.name, [fault])
    return text.encode("utf-8", "replace")


def ask_for_journal(operation: AnyOperation, ask: Ask) -> JsonValue:
    """The ask as the journal keeps it: only what was given, and no secrets."""
    kept = ask.model_dump(mode="json", exclude_unset=True)
    for name in operation.secrets & kept.keys():
        kept[name] = REMOVED
    return kept


def _redacted(operation: AnyOperation, given: Mapping[str, JsonValue]) -> JsonValue:
    """Names that the operation describes hold no card number, and a secret is kept nowhere."""
    described = operation.ask_model().model_fields.keys()
    kept: dict[str, JsonValue] = {
        name: value if name in operation.secrets else redact_tree(value)
        for name, value in given.items()
        if name in described
    }
    others = redact_tree({name: given[name] for name in given.keys() - kept.keys()})
    return kept | others if isinstance(others, dict) else kept
