"""Save everything or nothing: the one way to open a durable transaction."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connection, connections, router, transaction
from django.db.models import Model

_one_writer = threading.RLock()
"""SQLite's own waiting is unfair; one lock in the process keeps the longest wait short."""


@contextmanager
def write(where: type[Model] | None = None) -> Iterator[None]:
    """Open one durable transaction, or a part that can be taken back inside an open one.

    `where` names a table of somebody else, whose memory may be another database than ours.
    """
    name = router.db_for_write(where) if where else DEFAULT_DB_ALIAS
    opened = connections[name]
    if opened.in_atomic_block or opened.vendor != "sqlite":
        with transaction.atomic(using=name):
            yield
        return
    with _one_writer, transaction.atomic(using=name):
        yield


def hold(name: str) -> None:
    """Let nobody else hold this name until the transaction ends (SQLite has one writer anyway)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
