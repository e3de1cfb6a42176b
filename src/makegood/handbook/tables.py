"""A table: what the company looks up by more than one column, each row citable by its id."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, TypeAlias

from pydantic import Field, PrivateAttr, StringConstraints

from makegood.handbook.dates import InForce
from makegood.handbook.figures import amount, share
from makegood.handbook.pages import Page, Placed, Reading
from makegood.handbook.problems import NotAccepted, NotInHandbook, Problem

Cell: TypeAlias = str | int | Decimal | date | bool

COLUMN_KINDS = ("text", "whole", "money", "percent", "rate", "hours", "date", "yes_no")
RowId = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9-]*$")]


class Row(Page):
    """One line of a table: its id for citing, and a cell for each column."""

    id: RowId = Field(description="The row's own id, by which it is cited, such as TAX-XM-1.")
    cells: Mapping[str, Cell] = Field(description="The value in each column.")

    def __getitem__(self, column: str) -> Cell:
        """Return the value in a column."""
        if column not in self.cells:
            raise NotInHandbook(f"row {self.id} has no column {column}")
        return self.cells[column]

    def text(self, column: str) -> str:
        """Return the value of a text column."""
        return str(self[column])

    def whole(self, column: str) -> int:
        """Return the value of a column of whole numbers."""
        value = self[column]
        if not isinstance(value, int) or isinstance(value, bool):
            raise NotInHandbook(f"column {column} of row {self.id} is not a whole number")
        return value

    def day(self, column: str) -> date:
        """Return the value of a column of days."""
        value = self[column]
        if not isinstance(value, date):
            raise NotInHandbook(f"column {column} of row {self.id} is not a day")
        return value

    def decimal(self, column: str) -> Decimal:
        """Return the value of a money (units), percent, rate or hours column."""
        value = self[column]
        if not isinstance(value, Decimal):
            raise NotInHandbook(f"column {column} of row {self.id} is not a decimal number")
        return value


class Table(Page):
    """A dated table of the company, looked up by the equality of columns."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="The table's name, tax_rates.")
    title: str = Field(min_length=3, description="What the table says, in a few words.")
    in_force: InForce = Field(description="{ from = 2026-01-01 }, with until when it ends.")
    columns: Mapping[str, str] = Field(
        description="Each column with its kind: " + ", ".join(COLUMN_KINDS) + "."
    )
    rows: tuple[Row, ...] = Field(description="The rows, each with its id.")
    _found: dict[tuple[str, ...], dict[tuple[Cell | None, ...], tuple[Row, ...]]] = PrivateAttr(
        default_factory=dict
    )

    @cached_property
    def version(self) -> str:
        """The id with the first day of this version, such as tax_rates@2026-01-01."""
        return f"{self.id}@{self.in_force.start.isoformat()}"

    def find(self, **columns: Cell) -> tuple[Row, ...]:
        """Return every row whose columns equal those given; an unknown column is an error."""
        names = tuple(columns)
        if names not in self._found:
            self._found[names] = self._by(names)
        return self._found[names].get(tuple(columns.values()), ())

    def row(self, **columns: Cell) -> Row:
        """Return the one row whose columns equal those given; NotInHandbook for none or several."""
        found = self.find(**columns)
        if len(found) != 1:
            raise NotInHandbook(f"{len(found)} rows of {self.version} match {columns}")
        return found[0]

    def _by(self, names: tuple[str, ...]) -> dict[tuple[Cell | None, ...], tuple[Row, ...]]:
        """The rows by what stands in these columns, so that a table is looked through once."""
        for name in names:
            if name not in self.columns:
                raise NotInHandbook(f"table {self.version} has no column {name}")
        rows = dict[tuple[Cell | None, ...], tuple[Row, ...]]()
        for row in self.rows:
            cells = tuple(row.cells.get(name) for name in names)
            rows[cells] = (*rows.get(cells, ()), row)
        return rows


_PLACES = (
    "tables/*.toml",
    "prices/taxes*.toml",
    "tariffs/*.toml",
    "catalog/warranty*.toml",
    "catalog/lots*.toml",
)


class _TableAsWritten(Page):
    """A table as its author writes it, before each cell is read by its column."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="The table's name, tax_rates.")
    title: str = Field(min_length=3, description="What the table says, in a few words.")
    in_force: InForce = Field(description="{ from = 2026-01-01 }, with until when it ends.")
    columns: Mapping[str, str] = Field(min_length=1, description="Each column with its kind.")
    rows: tuple[Mapping[str, object], ...] = Field((), description="The rows, each with its id.")


def read_tables(reading: Reading) -> list[Placed[Table]]:
    """Read each table under tables/, and those beside the prices, the tariffs and the products."""
    found: list[Placed[Table]] = []
    for path in (path for pattern in _PLACES for path in reading.files(pattern)):
        source = reading.toml(path)
        if source is None:
            continue
        reading.only(source, "table")
        for written in reading.rows(source, "table", _TableAsWritten):
            table = _typed(reading, written)
            if table is not None:
                found.append(Placed(table, source, written.at))
    return found


def _typed(reading: Reading, written: Placed[_TableAsWritten]) -> Table | None:
    before = len(reading.problems)
    for column, kind in written.item.columns.items():
        if kind not in COLUMN_KINDS:
            wrong = f"{kind!r} is no kind of column"
            reading.add(written.problem(("columns", column), wrong, ", ".join(COLUMN_KINDS)))
    if len(reading.problems) > before:
        return None
    rows = tuple(_rows(reading, written))
    if len(reading.problems) > before:
        return None
    own = written.item
    return Table(id=own.id, title=own.title, in_force=own.in_force, columns=own.columns, rows=rows)


def _rows(reading: Reading, written: Placed[_TableAsWritten]) -> Iterator[Row]:
    seen: set[object] = set()
    for number, row in enumerate(written.item.rows):
        at = ("rows", number)
        if not row.get("id"):
            reading.add(written.problem(at, "has no id", "an id by which it is cited: TAX-XM-1"))
            continue
        if row["id"] in seen:
            reading.add(written.problem((*at, "id"), "is used twice", "an id of its own"))
        seen.add(row["id"])
        problems = list(_cell_problems(written, at, row))
        if problems:
            reading.add(*problems)
            continue
        kinds = written.item.columns
        cells = {name: _cell(row[name], kind) for name, kind in kinds.items()}
        fitted = reading.fit(
            written.source, (*written.at, *at), {"id": row["id"], "cells": cells}, Row
        )
        if fitted is not None:
            yield fitted


def _cell_problems(
    written: Placed[_TableAsWritten], at: tuple[str, int], row: Mapping[str, object]
) -> Iterator[Problem]:
    columns = written.item.columns
    for name in row.keys() - columns.keys() - {"id"}:
        yield written.problem((*at, name), "is no column of this table", ", ".join(columns))
    for name, kind in columns.items():
        if name not in row:
            yield written.problem((*at, name), "is missing", f"a value of kind {kind}")
            continue
        try:
            _cell(row[name], kind)
        except NotAccepted as mistake:
            yield written.problem((*at, name), mistake.wrong, mistake.accepted)


def _cell(value: object, kind: str) -> Cell:
    if kind == "money":
        return amount(value)
    if kind in ("percent", "rate", "hours"):
        return share(value)
    if kind == "yes_no" and isinstance(value, bool):
        return value
    if kind == "whole" and isinstance(value, int) and not isinstance(value, bool):
        return value
    if kind == "date" and isinstance(value, date):
        return value
    if kind == "text" and isinstance(value, str):
        return value
    raise NotAccepted(f"{value!r} is not of kind {kind}", f"a value of kind {kind}")
