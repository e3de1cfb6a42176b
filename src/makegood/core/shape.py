"""Read an ask (gate 1 of B0): right fields, right types, and no card number kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import JsonValue, ValidationError

from makegood.core.operation import AnyOperation, Ask
from makegood.core.outcome import Fault, InvalidAsk
from makegood.core.redaction import redact_tree

_ACCEPTED = {
    "extra_forbidden": "only the fields this operation describes",
    "missing": "this field is needed",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "string_type": "text",
    "date_from_datetime_parsing": "a date such as 2026-06-15",
    "date_parsing": "a date such as 2026-06-15",
    "date_type": "a date such as 2026-06-15",
}
MAX_ASK_CHARACTERS = 100_000
REMOVED = "[removed]"


def read_ask(operation: AnyOperation, given: Ask | Mapping[str, JsonValue]) -> Ask:
    """The ask in its strict shape, card numbers redacted; InvalidAsk names each wrong field."""
    model = operation.ask_model()
    if isinstance(given, Ask):
        if not isinstance(given, model):
            raise TypeError(f"{operation.name} is asked with {model.__name__}")
        plain: Mapping[str, JsonValue] = given.model_dump(mode="json", exclude_unset=True)
    else:
        plain = given
    text = json.dumps(_redacted(operation, plain), ensure_ascii=False)
    if len(text) > MAX_ASK_CHARACTERS:
        fault = Fault("", "too long", f"at most {MAX_ASK_CHARACTERS} characters")
        raise InvalidAsk(operation.name, [fault])
    try:
        asked: Ask = model.model_validate_json(text)
    except ValidationError as invalid:
        raise InvalidAsk(operation.name, [_fault(model, one) for one in invalid.errors()]) from None
    return asked


def ask_for_journal(operation: AnyOperation, ask: Ask) -> JsonValue:
    """The ask as the journal keeps it: only what was given, and no secrets."""
    kept = ask.model_dump(mode="json", exclude_unset=True)
    for name in operation.secrets & kept.keys():
        kept[name] = REMOVED
    return kept


def _redacted(operation: AnyOperation, given: Mapping[str, JsonValue]) -> JsonValue:
    open_part: JsonValue = {
        name: value for name, value in given.items() if name not in operation.secrets
    }
    kept = redact_tree(open_part)
    if isinstance(kept, dict):
        kept |= {name: value for name, value in given.items() if name in operation.secrets}
    return kept


def _fault(model: type[Ask], error: Any) -> Fault:
    path = ".".join(str(part) for part in error["loc"])
    field = model.model_fields.get(str(error["loc"][0])) if error["loc"] else None
    example = field.examples[0] if field and field.examples else None
    accepted = _ACCEPTED.get(error["type"], error["msg"])
    if example is not None:
        accepted += f", such as {_spelled(example)}"
    return Fault(field=path, reason=error["msg"], accepted=accepted)


def _spelled(example: object) -> str:
    return example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)
