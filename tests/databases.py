"""Databases beside the tests' own: copied, worked in for a while and dropped, on either engine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connections


@contextmanager
def in_use(name: str) -> Iterator[str]:
    """Let everybody who connects work in the database of this name; gives its address."""
    given, before = connections.settings["default"], connections["default"]
    named, given["NAME"] = given["NAME"], name
    del connections["default"]
    try:
        yield _address(name)
    finally:
        connections["default"].close()
        given["NAME"] = named
        connections["default"] = before


@contextmanager
def made(name: str, of: str = "template1") -> Iterator[None]:
    """A database on PostgreSQL, made of another and dropped again; SQLite needs only its file."""
    if connections["default"].vendor == "sqlite":
        yield
        return
    drop = f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'
    for statement in (drop, f'CREATE DATABASE "{name}" TEMPLATE "{of}"'):
        _carry_out(statement)
    try:
        yield
    finally:
        _carry_out(drop)


@contextmanager
def copied(of: str, name: str, folder: Path) -> Iterator[str]:
    """Work in a copy of a database in which nobody works; gives its address."""
    if connections["default"].vendor == "sqlite":
        name = str(shutil.copy(of, folder / f"{name}.sqlite3"))
    with made(name, of), in_use(name) as address:
        yield address


def _address(name: str) -> str:
    if connections["default"].vendor == "sqlite":
        return f"sqlite:///{name}"
    given = connections["default"].settings_dict
    who = f"{quote(given['USER'])}:{quote(given['PASSWORD'])}"
    return f"postgresql://{who}@{given['HOST']}:{given['PORT'] or 5432}/{name}"


def _carry_out(statement: str) -> None:
    """Carry out what stands outside every transaction and outside the database concerned."""
    with connections["default"]._nodb_cursor() as cursor:
        cursor.execute(statement)
