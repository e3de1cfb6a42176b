"""Ask the company's tables a question that every act asks, without building its SQL anew."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any, Generic, NamedTuple, ParamSpec, TypeVar

from django.db import connection
from django.db.models import Expression, QuerySet
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
    get_related_populators,
)

P = ParamSpec("P")
RowT = TypeVar("RowT")
AT_ONCE = 500
"""How many rows one statement names: engines take only so many values."""


def in_sets(rows: Sequence[RowT]) -> Iterator[Sequence[RowT]]:
    """All rows, in sets of at most `AT_ONCE`."""
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))


Row = Sequence[Any]
_ANY_LIMIT = 2**60
"""Stands in a statement where it is cut off, until it is known after how many rows."""


class asked_often(Generic[P, RowT]):  # noqa: N801 - stands above a question, as a word
    """Build a question once, and only fill in its values from then on.

    The question is a function that makes a query of its arguments, each given by place and used
    just as it is, in `filter` and never as a bound of a slice; the answer is the list of its rows.
    Rows of a model, with `select_related`, and `values_list` are understood. An argument is never
    None; several values at once stand for `__in`, for a relation `__pk__in`, and none of them
    finds nothing. For what every act and every page asks: Django spends ten times more on
    building such a query than the database on answering it.
    """

    def __init__(self, question: Callable[P, QuerySet[Any, RowT]]) -> None:
        self._question: Callable[..., QuerySet[Any, RowT]] = question
        self._plans: dict[tuple[object, ...], _Plan] = {}

    def __call__(self, *values: P.args, **named: P.kwargs) -> list[RowT]:
        """All rows."""
        return self._ask(None, values, named)

    def at_most(self, most: int, /, *values: P.args, **named: P.kwargs) -> list[RowT]:
        """The first rows, as many as that."""
        return self._ask(most, values, named)

    def _ask(
        self, most: int | None, values: Sequence[object], named: Collection[str]
    ) -> list[RowT]:
        if named or any(value is None for value in values):
            raise TypeError("each value is given by its place, and none is None")
        several = [_several(value) for value in values]
        if [] in several:
            return []
        lengths = tuple(None if one is None else len(one) for one in several)
        kind = (connection.vendor, most is None, *lengths)
        plan = self._plans.get(kind)
        if plan is None:
            plan = self._plans[kind] = _plan(self._question, lengths, most is not None)
        given = [
            _spelled(each)
            for value, one in zip(values, several, strict=True)
            for each in (one or (value,))
        ]
        given.append(most)
        params = [given[one.place] if isinstance(one, _Blank) else one for one in plan.params]
        with connection.cursor() as cursor:
            cursor.execute(plan.sql, params)
            rows = cursor.fetchall()
        return [plan.read(_converted(row, plan.converters)) for row in rows]


def _several(value: object) -> list[object] | None:
    """What stands for `__in`, its last value repeated up to a power of two: few plans do."""
    if isinstance(value, str) or not isinstance(value, Collection):
        return None
    found = list(value)
    return found + found[-1:] * ((1 << (len(found) - 1).bit_length()) - len(found))


class _Blank(Expression):
    """Stands for a value that is filled in when the question is asked."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place

    def as_sql(self, *_: object, **__: object) -> tuple[str, Any]:
        """A place in the statement, and this as what goes there."""
        return "%s", (self,)


class _Plan(NamedTuple):
    sql: str
    params: tuple[Any, ...]
    converters: tuple[tuple[int, Callable[[Any], Any]], ...]
    read: Callable[[Row], Any]


def _plan(
    question: Callable[..., QuerySet[Any, Any]], lengths: Sequence[int | None], is_cut: bool
) -> _Plan:
    values: list[object] = []
    count = 0
    for length in lengths:
        blanks = [_Blank(count + place) for place in range(length or 1)]
        values.append(blanks[0] if length is None else blanks)
        count += len(blanks)
    asked = question(*values)
    asked = asked[:_ANY_LIMIT] if is_cut else asked
    compiler = asked.query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    if {one.place for one in params if isinstance(one, _Blank)} != set(range(count)):
        raise TypeError(f"{question.__qualname__} does not use each of its arguments as it is")
    if is_cut:
        sql, params = sql.removesuffix(str(_ANY_LIMIT)) + "%s", (*params, _Blank(count))
    columns = [column[0] for column in compiler.select[: compiler.col_count]]
    converters = tuple(
        (place, _converter(steps, column))
        for place, (steps, column) in compiler.get_converters(columns).items()
    )
    return _Plan(sql, tuple(params), converters, _reader(asked, compiler))


def _reader(asked: QuerySet[Any, Any], compiler: Any) -> Callable[[Row], Any]:
    """What makes an answer of a row, as Django's own iterables do."""
    kind: object = asked._iterable_class
    if kind is FlatValuesListIterable:
        return lambda row: row[0]
    if kind is ValuesListIterable:
        return tuple
    if kind is not ModelIterable or compiler.annotation_col_map:
        raise TypeError("only rows of a model and values_list can be asked for like this")
    first, last = compiler.klass_info["select_fields"][0], compiler.klass_info["select_fields"][-1]
    names = [column[0].target.attname for column in compiler.select[first : last + 1]]
    model, alias = compiler.klass_info["model"], asked.db
    related = get_related_populators(  # type: ignore[call-arg]  # the stubs describe Django 6
        compiler.klass_info, compiler.select, alias
    )

    def read(row: Row) -> Any:
        found = model.from_db(alias, names, row[first : last + 1])
        for one in related:
            one.populate(row, found)
        return found

    return read


def _converter(steps: Sequence[Callable[..., Any]], column: object) -> Callable[[Any], Any]:
    def convert(value: Any) -> Any:
        for step in steps:
            value = step(value, column, connection)
        return value

    return convert


def _converted(row: Row, converters: Sequence[tuple[int, Callable[[Any], Any]]]) -> Row:
    if not converters:
        return row
    changed = list(row)
    for place, convert in converters:
        changed[place] = convert(changed[place])
    return changed


def _spelled(value: Any) -> Any:
    """A value as the database takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value.value if isinstance(value, Enum) else value
