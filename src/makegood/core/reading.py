"""Ask the company's tables a question that every act asks, without building its SQL anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from enum import Enum
from functools import wraps
from inspect import signature
from typing import Any, NamedTuple, ParamSpec, TypeVar

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
Row = Sequence[Any]


def asked_often(question: Callable[P, QuerySet[Any, RowT]]) -> Callable[P, list[RowT]]:
    """Build a question once, and only fill in its values from then on.

    The question is a function that makes a query of its arguments, each given by place and used
    just as it is, in `filter` and never as a bound of a slice; the answer is the list of its rows.
    Rows of a model, with `select_related`, and `values_list` are understood. An argument is never
    None. For what every act and every page asks: Django spends ten times more on building such a
    query than the database on answering it.
    """
    plans: dict[str, _Plan] = {}

    @wraps(question)
    def ask(*values: P.args, **named: P.kwargs) -> list[RowT]:
        if named or any(value is None for value in values):
            raise TypeError("each value is given by its place, and none is None")
        plan = plans.get(connection.vendor)
        if plan is None:
            plan = plans[connection.vendor] = _plan(question)
        given = [
            _spelled(values[one.place]) if isinstance(one, _Blank) else one for one in plan.params
        ]
        with connection.cursor() as cursor:
            cursor.execute(plan.sql, given)
            rows = cursor.fetchall()
        return [plan.read(_converted(row, plan.converters)) for row in rows]

    return ask


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


def _plan(question: Callable[..., QuerySet[Any, Any]]) -> _Plan:
    blanks = [_Blank(place) for place in range(len(signature(question).parameters))]
    asked = question(*blanks)
    compiler = asked.query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    if {one.place for one in params if isinstance(one, _Blank)} != set(range(len(blanks))):
        raise TypeError(f"{question.__qualname__} does not use each of its arguments as it is")
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
