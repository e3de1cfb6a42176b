"""Copy all records of a running company, and bring a copy back, on either engine."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

from django.db import connection, connections, transaction

from makegood.config.database import database
from makegood.config.environment import BadSetting
from makegood.core.models import JournalHead
from makegood.faces.cli.premises import BackupRefused

Rows = dict[str, int]
Head = tuple[int, str]
_NAME = "makegood.sqlite3"


def copy_records(content: Path) -> tuple[Rows, Head]:
    """Write all records into a file, as of one moment; how many, and the journal's end."""
    if connection.vendor == "sqlite":
        return _copy_sqlite(content)
    return _copy_postgres(content)


def row_counts() -> Rows:
    """How many rows each table holds."""
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names(cursor):
            named = connection.ops.quote_name(table)
            counted = f"SELECT count(*) FROM {named}"  # noqa: S608 - our own tables
            cursor.execute(counted)
            found[table] = int(cursor.fetchone()[0])
    return found


@contextmanager
def brought_back(content: Path, into: str, engine: str) -> Iterator[None]:
    """Bring a copy back into an empty place and work on it there; taken away again on a fault."""
    bring = {"sqlite": _bring_sqlite, "postgresql": _bring_postgres}[engine]
    with bring(content, into):
        yield


def _copy_sqlite(content: Path) -> tuple[Rows, Head]:
    connection.ensure_connection()
    with closing(sqlite3.connect(content)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    with _standing_on({"NAME": str(content)}):
        return row_counts(), _head()


@contextmanager
def _bring_sqlite(content: Path, into: str) -> Iterator[None]:
    place = Path(into)
    file = place / _NAME
    if file.exists():
        raise BackupRefused(f"{place} holds a company already; nothing was overwritten.")
    place.mkdir(parents=True, exist_ok=True)
    arriving = place / f"{_NAME}.arriving"
    try:
        shutil.copyfile(content, arriving)
        arriving.chmod(0o600)
        with _standing_on({"NAME": str(arriving)}):
            yield
        os.replace(arriving, file)
    finally:
        for left in place.glob(f"{_NAME}.arriving*"):
            left.unlink()


def _copy_postgres(content: Path) -> tuple[Rows, Head]:
    dump = _program("pg_dump")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = str(cursor.fetchone()[0])
        _do(
            [dump, "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={content}"],
            connection.settings_dict,
        )
        return row_counts(), _head()


@contextmanager
def _bring_postgres(content: Path, into: str) -> Iterator[None]:
    try:
        other = database(into)
    except BadSetting:
        raise BackupRefused(
            f"{into!r} is no address of an empty PostgreSQL database; accepted is "
            "postgresql://user@host/name."
        ) from None
    with _standing_on(other):
        if row_counts():
            raise BackupRefused("That database is not empty; nothing was overwritten.")
    name = str(other["NAME"])
    _do([_program("pg_restore"), "--no-owner", "--single-transaction", f"--dbname={name}",
         str(content)], other)  # fmt: skip
    try:
        with _standing_on(other):
            yield
    except BackupRefused:
        with _standing_on(other), connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        raise


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise BackupRefused(f"{name} is not installed here; it comes with PostgreSQL's clients.")
    return found


def _do(command: list[str], where: dict[str, object]) -> None:
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD",
             "PGDATABASE": "NAME"}  # fmt: skip
    given = {name: str(where[key]) for name, key in named.items() if where.get(key)}
    done = subprocess.run(  # noqa: S603 - pg_dump and pg_restore, with our own arguments
        command, env={**os.environ, **given}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupRefused(f"{Path(command[0]).name}: {done.stderr.strip()[:400]}")


@contextmanager
def _standing_on(other: dict[str, object]) -> Iterator[None]:
    """Work on another database for a while, as the tests of Django do."""
    ours = connections["default"]
    before = dict(ours.settings_dict)
    ours.close()
    ours.settings_dict.update(other)
    try:
        yield
    finally:
        ours.close()
        ours.settings_dict.update(before)


def _head() -> Head:
    head = JournalHead.objects.get(pk=1)
    return head.seq, head.hash


def standing_at(place: str) -> AbstractContextManager[None]:
    """Work on the records that were brought back into a place."""
    is_here = connection.vendor == "sqlite"
    return _standing_on({"NAME": str(Path(place) / _NAME)} if is_here else database(place))


def disarm(table: str) -> None:
    """Take away a table's guards, as a forger with the keys of the house would."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            return
        guards = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
        for (name,) in cursor.execute(guards, [table]).fetchall():
            cursor.execute(f"DROP TRIGGER {name}")


def renewing(kept: Path) -> Callable[[], None]:
    """Keep what is in the SQLite database now; calling the answer brings exactly that back."""
    connection.ensure_connection()
    with closing(sqlite3.connect(kept)) as copy:
        connection.connection.backup(copy)

    def renew() -> None:
        with closing(sqlite3.connect(kept)) as copy:
            connection.ensure_connection()
            copy.backup(connection.connection)

    return renew
