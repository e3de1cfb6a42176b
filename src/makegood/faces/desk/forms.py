"""Make a form of any operation from its ask's own schema, and an ask of what was filled in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import cycle

from pydantic import JsonValue

from makegood.core import clock
from makegood.core.operation import AnyOperation
from makegood.faces.desk import naming
from makegood.faces.desk.spelling import words
from makegood.handbook import book

Schema = Mapping[str, JsonValue]
_KINDS = {
    "integer": "number",
    "boolean": "yes_no",
    "date": "day",
    "date-time": "moment",
    "money": "money",
    "kept-file": "kept",
    "ref": "ref",
}
_NUMBERED = re.compile(r"[A-Z]{1,3}-\d+(/\d+)?|\d+\.\d\d")
_LONG = 400
"""A text of which more is accepted gets several lines."""
_SPARE = 2
"""So many empty rows follow those that are filled in; the page adds more as they fill."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One field of a form; `name` is dotted inside a group, `record` the kind a ref names.

    Each of its `choices` stands with how it is read.
    """

    name: str
    label: str
    hint: str
    kind: str
    required: bool
    value: str
    example: str
    choices: tuple[tuple[str, str], ...] = ()
    most: int | None = None
    record: str = ""

    @property
    def id(self) -> str:
        """The name as an id of the page."""
        return f"f-{self.name.replace('.', '-')}"


@dataclass(frozen=True, slots=True)
class Group:
    """Several fields that belong together, such as an address; open once one is filled in."""

    name: str
    label: str
    hint: str
    required: bool
    is_open: bool
    entries: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of things, each with its fields in a row; an empty row stands for none."""

    name: str
    label: str
    hint: str
    required: bool
    rows: tuple[tuple[Field, ...], ...]


Field = Entry | Group | Rows


def entries_of(operation: AnyOperation, given: Mapping[str, str]) -> tuple[Field, ...]:
    """The fields of an operation's form, those needed first, filled with what is given."""
    schema: Schema = operation.ask_model().model_json_schema()
    found = _entries(schema, _table(schema, "$defs"), "", given)
    hidden = [_hidden(one) if one.name in operation.secrets else one for one in found]
    return tuple(sorted(hidden, key=lambda one: not one.required))


def ask_from(operation: AnyOperation, posted: Mapping[str, str]) -> dict[str, JsonValue]:
    """The ask that a filled-in form means; an empty field was not given, nor an empty row."""
    schema: Schema = operation.ask_model().model_json_schema()
    return _object(schema, _table(schema, "$defs"), "", posted)


def closed_up(posted: Mapping[str, str]) -> dict[str, str]:
    """What was posted without the empty rows, so that the ask counts the rows as the form does."""
    kept, places = dict[str, str](), dict[str, dict[str, str]]()
    for name, text in posted.items():
        parts = name.split(".")
        rows = [at for at, part in enumerate(parts) if part.isdecimal()]
        if rows and not text.strip():
            continue
        for at in rows:
            known = places.setdefault(".".join(parts[:at]), {})
            parts[at] = known.setdefault(parts[at], str(len(known)))
        kept[".".join(parts)] = text
    return kept


def _entries(
    schema: Schema, kinds: Schema, before: str, given: Mapping[str, str], *, optional: bool = False
) -> Iterator[Field]:
    needed = () if optional else schema.get("required", ())
    for name, described in _table(schema, "properties").items():
        field = _resolved(described, kinds)
        required = isinstance(needed, list) and name in needed
        label, hint, full = naming.field(name), str(field.get("description", "")), f"{before}{name}"
        if _table(field, "properties"):
            is_open = required or bool(_group(field, kinds, f"{full}.", given))
            inside = tuple(_entries(field, kinds, f"{full}.", given, optional=not is_open))
            yield Group(full, label, hint, required, is_open, inside)
            continue
        if row := _row(field, kinds):
            count = _rows_given(full, given) + _SPARE
            rows = (_entries(row, kinds, f"{full}.{at}.", given,
                             optional=not required or at >= max(1, count - _SPARE))
                    for at in range(count))  # fmt: skip
            yield Rows(full, label, hint, required, tuple(map(tuple, rows)))
            continue
        most, kind = field.get("maxLength"), _kind(field, kinds)
        yield Entry(
            name=full,
            label=label,
            hint=hint,
            kind=kind,
            required=required and "default" not in field,
            value=given.get(full, "" if _is_in_row(full) else _spelled(field.get("default"))),
            example=_example(field, kind),
            choices=_labelled(field, name),
            most=most if isinstance(most, int) else None,
            record="article" if name == "sku" else str(field.get("x-ref", "")),
        )


def _row(field: Schema, kinds: Schema) -> dict[str, JsonValue]:
    """What each row of a list is made of; nothing where it is no list of things."""
    items = _resolved(field.get("items"), kinds)
    return items if _table(items, "properties") else {}


def _rows_given(name: str, given: Mapping[str, str]) -> int:
    """How many rows of a list something was written into, those before them among them."""
    inside = (one.removeprefix(f"{name}.").partition(".")[0] for one in given
              if one.startswith(f"{name}."))  # fmt: skip
    return max((int(row) + 1 for row in inside if row.isdecimal()), default=0)


def _is_in_row(name: str) -> bool:
    return any(part.isdecimal() for part in name.split("."))


def _hidden(one: Field) -> Field:
    """A secret is never shown again once it was given; digits may be seen while one types them."""
    if not isinstance(one, Entry):
        return one
    return replace(one, kind="code" if one.name == "code" else "secret", value="", example="")


def _object(
    schema: Schema, kinds: Schema, before: str, posted: Mapping[str, str]
) -> dict[str, JsonValue]:
    found: dict[str, JsonValue] = {}
    for name, described in _table(schema, "properties").items():
        field, full = _resolved(described, kinds), f"{before}{name}"
        if _table(field, "properties"):
            if inside := _group(field, kinds, f"{full}.", posted):
                found[name] = inside
            continue
        if row := _row(field, kinds):
            rows = [_object(row, kinds, f"{full}.{at}.", posted)
                    for at in range(_rows_given(full, posted))]  # fmt: skip
            if rows:
                found[name] = list(rows)
            continue
        text = posted.get(full, "").replace("\r\n", "\n").strip()
        if text:
            found[name] = _value(_kind(field, kinds), text)
    return found


def _group(
    schema: Schema, kinds: Schema, before: str, posted: Mapping[str, str]
) -> dict[str, JsonValue]:
    """What was filled in of a group; nothing when only the usual stands there."""
    inside = _object(schema, kinds, before, posted)
    fields = _table(schema, "properties")
    usual = {name: _resolved(one, kinds).get("default") for name, one in fields.items()}
    return inside if any(value != usual[name] for name, value in inside.items()) else {}


def _value(kind: str, text: str) -> JsonValue:
    """What a text means; one that means nothing stays as it is, and the ask says what is wrong."""
    if kind == "yes_no":
        return {"yes": True, "no": False}.get(text, text)
    if kind == "lines":
        return [line.strip() for line in text.splitlines() if line.strip()]
    try:
        if kind == "number":
            return int(text)
        if kind == "moment":
            local = datetime.fromisoformat(text)
            return (local if local.tzinfo else local.replace(tzinfo=clock.zone())).isoformat()
        if kind == "json":
            found: JsonValue = json.loads(text)
            return found
    except ValueError:
        pass
    return text


def _kind(field: Schema, kinds: Schema) -> str:
    if _choices(field):
        return "choice"
    plain, form = str(field.get("type", "")), str(field.get("format", ""))
    if form in _KINDS or plain in _KINDS:
        return _KINDS.get(form) or _KINDS[plain]
    if plain == "array":
        items = _resolved(field.get("items"), kinds)
        return "lines" if items.get("type") == "string" else "json"
    if plain == "string":
        most = field.get("maxLength")
        return "long" if isinstance(most, int) and most >= _LONG else "text"
    return "json"


def _resolved(described: JsonValue, kinds: Schema) -> dict[str, JsonValue]:
    """A field's schema with what it refers to put in, and without "or nothing at all"."""
    if not isinstance(described, dict):
        return {}
    own = {name: value for name, value in described.items() if name not in ("anyOf", "$ref")}
    choices = described.get("anyOf")
    if isinstance(choices, list):
        real = [one for one in choices if isinstance(one, dict) and one.get("type") != "null"]
        if len(real) == 1:
            return _resolved(real[0], kinds) | own
        if {one.get("type") for one in real} == {"number", "string"}:
            return own | {"type": "string", "format": "money"}
    aim = str(described.get("$ref", "")).rpartition("/")[2]
    return _resolved(kinds.get(aim), kinds) | own if aim else own


def _choices(field: Schema) -> tuple[str, ...]:
    listed = field.get("enum")
    if isinstance(listed, list):
        return tuple(str(one) for one in listed)
    return (str(field["const"]),) if "const" in field else ()


def _labelled(field: Schema, name: str) -> tuple[tuple[str, str], ...]:
    """The choices as they are read, with what each means where a table of the handbook says it."""
    meant = field.get("x-meanings")
    rows = book().table(str(meant), on=clock.today()).rows if meant else ()
    means = {row.text(name): row.text("meaning").rstrip(".") for row in rows}
    return tuple(
        (one, f"{words(one)}: {means[one]}" if one in means else words(one))
        for one in _choices(field)
    )


def _example(field: Schema, kind: str) -> str:
    """A mere form, R-1234 for R-2001, so that no record is copied; none for a calendar's field."""
    listed = field.get("examples")
    if kind in ("day", "moment") or not isinstance(listed, list) or not listed:
        return ""
    example, count = _spelled(listed[0]), cycle("1234567890")
    if not _NUMBERED.fullmatch(example):
        return example
    return "".join(next(count) if one.isdigit() else one for one in example)


def _table(schema: Schema, name: str) -> dict[str, JsonValue]:
    found = schema.get(name)
    return found if isinstance(found, dict) else {}


def _spelled(value: JsonValue) -> str:
    if value is None or value == [] or value == {}:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "\n".join(str(one) for one in value)
    return str(value) if isinstance(value, str | int) else json.dumps(value, ensure_ascii=False)
