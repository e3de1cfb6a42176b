"""Turn any value of a record, an ask or an outcome into what a person reads, never raw."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import IntEnum

from babel import Locale, UnknownLocaleError
from pydantic import ValidationError

from makegood.core.money import Money
from makegood.core.statements import Statement
from makegood.faces.desk import naming, people, spelling
from makegood.faces.desk.cards import address_of
from makegood.faces.desk.strings import LANGUAGE, _
from makegood.handbook import NotInHandbook, book

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)")
_REF = re.compile(r"(?:[a-z_]+:)?([A-Z]{1,3}-\d+(?:/\d+)?)(?::([a-z_]+))?")
_CODE = re.compile(r"[a-z]+(?:_[a-z0-9]+)+")
_ACT = re.compile(r"[a-z]+\.[a-z]+(?:_[a-z]+)*")
_ACTOR = re.compile(r"(?:staff|system|customer|automated):\S+")
_SHORT = 60
"""A list of plain words is one line up to so many signs, else it has a row for each."""


@dataclass(frozen=True, slots=True)
class Told:
    """A value as it is read: a text, or named parts, or a list.

    Money has its `amount` beside, for a column that names the currency; `moment` is for machines.
    """

    text: str = ""
    address: str = ""
    currency: str = ""
    amount: str = ""
    moment: str = ""
    parts: tuple[tuple[str, Told], ...] = ()
    rows: tuple[Told, ...] = ()

    @property
    def is_money(self) -> bool:
        """Whether it is an amount."""
        return bool(self.currency)

    @property
    def is_plain(self) -> bool:
        """Whether it is one line of text."""
        return not (self.parts or self.rows)

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to read."""
        return self.is_plain and not self.text


def told(value: object, name: str = "") -> Told:
    """One value as the desk spells it; `name` is its field, which may carry a unit."""
    if value is None or value in ("", (), [], {}):
        return Told()
    if isinstance(value, Money):
        return _money(value)
    if isinstance(value, datetime):
        text = f"{spelling.moment(value)}, {spelling.span(value)}"
        return Told(text, moment=value.isoformat())
    if isinstance(value, date):
        return Told(spelling.day(value), moment=value.isoformat())
    if isinstance(value, bool):
        return Told(_("yes") if value else _("no"))
    if isinstance(value, int | float):
        return _number(value, name)
    if isinstance(value, str):
        return _text(value, name)
    if isinstance(value, Mapping) or is_dataclass(value):
        return _parts(value)
    if isinstance(value, tuple | list | frozenset | set):
        return _list(value)
    return Told(str(value))


def facts(value: object, *, without: frozenset[str] = frozenset()) -> tuple[tuple[str, Told], ...]:
    """What a record or a JSON object says, each under its name; what is empty is left out."""
    read = ((naming.field(name), told(one, name)) for name, one in named(value, without))
    return tuple((name, one) for name, one in read if not one.is_nothing)


def named(value: object, without: frozenset[str] = frozenset()) -> Iterator[tuple[str, object]]:
    """The fields of a record or the names of an object, with their values."""
    if isinstance(value, Mapping):
        pairs = [(str(name), one) for name, one in value.items()]
    else:
        found = fields(value) if is_dataclass(value) else ()
        pairs = [(one.name, getattr(value, one.name)) for one in found]
    yield from ((name, one) for name, one in pairs if name not in without)


def _money(value: Money) -> Told:
    figure = spelling.signed(value)
    return Told(f"{value.currency} {figure}", currency=value.currency, amount=figure)


def _number(value: int | float, name: str) -> Told:
    if isinstance(value, IntEnum) or name == "level":
        return Told(naming.level(int(value)))
    if name.endswith("_cents") and isinstance(value, int):
        return _money(Money(value, book().company.currency))
    for ending, unit in (("_percent", _("per cent")), ("_days", _("days")),
                         ("_hours", _("hours")), ("_minutes", _("minutes"))):  # fmt: skip
        if name.endswith(ending):
            return Told(f"{value:,} {unit}")
    return Told(f"{value:,}")


def _text(value: str, name: str) -> Told:
    text = str(value)
    if _DAY.fullmatch(text):
        return told(date.fromisoformat(text))
    if _MOMENT.fullmatch(text):
        return told(datetime.fromisoformat(text))
    ref = _REF.fullmatch(text)
    if ref:
        more = f", {ref[2].replace('_', ' ')}" if ref[2] else ""
        return Told(f"{ref[1]}{more}", address_of(ref[1]))
    if name in ("tender", "way"):
        return Told(naming.tender(text))
    if name == "disposition":
        return Told(naming.goods_go(text))
    if name == "channel":
        return Told(naming.channel(text))
    if name == "language":
        return Told(_language(text))
    if _ACTOR.fullmatch(text):
        return Told(people.person(text))
    if _ACT.fullmatch(text) and name in ("operation", "act", "on_fail"):
        return Told(naming.act(text))
    return Told(text.replace("_", " ") if _CODE.fullmatch(text) else text)


def _language(code: str) -> str:
    """A language by its name: English, Spanish; by its code when nobody knows it."""
    try:
        return Locale.parse(code, "-").get_display_name(LANGUAGE) or code
    except (UnknownLocaleError, ValueError):
        return code


def _parts(value: object) -> Told:
    if isinstance(value, Mapping) and set(value) == {"amount", "currency"}:
        try:
            return told(Money.parse(f"{value['amount']} {value['currency']}"))
        except ValueError:
            return Told(f"{value['currency']} {value['amount']}")
    if isinstance(value, Mapping) and set(value) == {"kind", "value"}:
        return told(value["value"])
    if isinstance(value, Mapping) and {"source", "sentence"} <= set(value):
        return Told(_sentence(value))
    if (
        isinstance(value, Mapping)
        and LANGUAGE in value
        and all(len(str(one)) == 2 for one in value)
    ):
        return told(value[LANGUAGE])
    return Told(parts=facts(value))


def _sentence(value: Mapping[str, object]) -> str:
    """A sentence that was kept with what fills it, as it is said; by its name when it is gone."""
    try:
        return Statement.read(dict(value)).text()
    except (ValidationError, NotInHandbook, KeyError, ValueError):
        return str(value["sentence"]).rpartition(".")[2].replace("_", " ")


def _list(value: tuple[object, ...] | list[object] | frozenset[object] | set[object]) -> Told:
    ordered = value if isinstance(value, tuple | list) else sorted(value, key=str)
    if len(ordered) == 2 and isinstance(ordered[0], str) and isinstance(ordered[1], int):
        first = told(ordered[0])
        return Told(f"{first.text} × {ordered[1]}", first.address)
    rows = tuple(one for one in map(told, ordered) if not one.is_nothing)
    is_simple = all(one.is_plain and not one.address for one in rows)
    line = ", ".join(one.text for one in rows)
    if is_simple and len(line) <= _SHORT:
        return Told(line)
    return rows[0] if len(rows) == 1 else Told(rows=rows)
