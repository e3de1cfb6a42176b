"""Tell in plain words what is wrong with one field of an ask, and what would be accepted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from makegood.core.outcome import Fault

_LONGEST_NAME = 80
_REASONS: Mapping[str, str] = {
    "missing": "it is needed and was not given",
    "extra_forbidden": "there is no such field here",
    "value_error": "it cannot be taken as it is",
}
"""Where pydantic speaks to programmers; elsewhere it says what an input should be."""
_ACCEPTED: Mapping[str, str] = {
    "missing": "this field is needed",
    "extra_forbidden": "only the fields that are described",
    "bool_": "true or false",
    "string_too_long": "text of at most {max_length} characters",
    "string_too_short": "text of at least {min_length} characters",
    "string_pattern_mismatch": "text of the form {pattern}",
    "string_not_ascii": "text of plain letters, digits and signs",
    "string_": "text",
    "enum": "{expected}",
    "literal_error": "{expected}",
    "int_": "a whole number",
    "greater_than_equal": "{ge} or more",
    "greater_than": "more than {gt}",
    "less_than_equal": "{le} or less",
    "less_than": "less than {lt}",
    "multiple_of": "a multiple of {multiple_of}",
    "too_short": "at least {min_length} of them",
    "too_long": "at most {max_length} of them",
    "decimal_max_digits": "a number of at most {max_digits} digits",
    "decimal_max_places": "a number of at most {decimal_places} decimal places",
    "decimal_whole_digits": "a number of at most {whole_digits} digits before the point",
    "decimal_": "a number",
    "float_": "a number",
    "fraction_": "a number",
    "finite_number": "a number",
    "date_past": "a date in the past",
    "date_future": "a date in the future",
    "date_": "a date, year first",
    "datetime_past": "a moment in the past",
    "datetime_future": "a moment in the future",
    "datetime_": "a date and a time of day, such as 2026-06-15T09:30:00Z",
    "timezone_": "a date and a time of day with its time zone, such as 2026-06-15T09:30:00Z",
    "time_delta_": "a span of time, such as PT90M",
    "time_": "a time of day, such as 09:30",
    "uuid_": "a UUID",
    "url_": "the address of a page, beginning with https://",
    "union_tag_": "one of the kinds this operation describes",
    "json_": "JSON that is nested less deeply",
    "recursion_": "JSON that is nested less deeply",
    "none_required": "nothing at all (null)",
}
_PREFACE = re.compile(r"^(Write|Value error,|Assertion failed,|Input should be) ")
_LISTS = ("list_", "tuple_", "set_", "frozen_set_", "deque_", "iterable_", "iteration_")
_OBJECTS = ("model_", "dict_", "mapping_", "dataclass_", "named_tuple_", "invalid_key")


def fault_of(model: type[BaseModel], error: ErrorDetails) -> Fault:
    """One fault that pydantic found in an ask of this model, as people read it."""
    return fault_at(error["loc"], error, accepted=_accepted(model, error))


def fault_at(path: Sequence[int | str], error: ErrorDetails, *, accepted: str = "") -> Fault:
    """One fault that pydantic found, told of a field by its path."""
    name = ".".join(str(part)[:_LONGEST_NAME] for part in path)
    reason = _REASONS.get(error["type"], error["msg"])
    return Fault(field=name, reason=reason, accepted=accepted or _words(error))


def _accepted(model: type[BaseModel], error: ErrorDetails) -> str:
    if error["type"] == "extra_forbidden":
        return _described(model, error["loc"][:-1])
    words, field = _words(error), _field_at(model, error["loc"])
    if field is None or not field.examples or "such as" in words:
        return words
    example = field.examples[0]
    shown = example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)
    return f"{words}, such as {shown}"


def _words(error: ErrorDetails) -> str:
    kind = error["type"]
    if kind.startswith(_LISTS):
        return "a list"
    if kind.startswith(_OBJECTS):
        return "an object of fields and their values"
    for known, words in _ACCEPTED.items():  # the more special word stands before its family
        if kind == known or (known.endswith("_") and kind.startswith(known)):
            return words.format_map(error.get("ctx", {}))
    return _PREFACE.sub("", error["msg"])


def _described(model: type[BaseModel], path: tuple[int | str, ...]) -> str:
    """The fields there are where one was given that there is not."""
    found = _field_at(model, path)
    models = list(_models_in(found.annotation)) if found else [model]
    names = ", ".join(name for one in models for name in one.model_fields)
    return f"only {names}" if names else "no field at all"


def _field_at(model: type[BaseModel], path: tuple[int | str, ...]) -> FieldInfo | None:
    """The field at the end of a path such as ("lines", 0, "quantity"); None for no field."""
    field, models = None, [model]
    for part in path:
        if isinstance(part, int):
            continue
        found = [one.model_fields[part] for one in models if part in one.model_fields]
        if not found:
            return None
        field = found[0]
        models = list(_models_in(field.annotation))
    return field


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)
