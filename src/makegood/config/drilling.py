"""Rehearse the day on which all records are lost: copy, bring back, prove, and try to cheat."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.db import connection, transaction

from makegood.config import backups, engines
from makegood.core import journal
from makegood.core.models import JournalRow
from makegood.faces.cli.premises import BackupRefused, Kept

_PARTS = 3
"""A forger changes the byte after the first third, and the row after the first third."""


def drill(into: str, tell: Callable[[str], None]) -> Kept:
    """Go through it all with a copy; the company itself is only read, and may be at work.

    `into` is an empty place, or empty text for one that is gone afterwards (SQLite only).
    BackupRefused says what did not go as it must. Source: AC08.3.
    """
    if not into and connection.vendor != "sqlite":
        raise BackupRefused(
            "Name an empty database to bring the copy back into: --into postgresql://host/name."
        )
    with tempfile.TemporaryDirectory() as folder:
        file, place = Path(folder) / "drill.backup", into or str(Path(folder) / "elsewhere")
        kept = backups.back_up(file)
        tell(f"Copied {kept.rows:,} rows while the company was open.")
        back = backups.restore(file, place)
        if back != kept:
            raise BackupRefused(f"{kept.rows:,} rows were copied and {back.rows:,} came back.")
        tell(f"Brought back {back.rows:,} rows: every table as it was, {back.journal_rows:,} rows "
             "of the journal in one chain, trial balance zero.")  # fmt: skip
        with engines.standing_at(place):
            row = _forge_and_find()
        tell(f"Changed row {row} of the copy's journal: found at row {row}.")
        tell(f"Changed one byte of the backup: refused. {_forged(file, Path(folder), place)}")
    return back


def _forge_and_find() -> int:
    """Change one row of the journal past the database's own guard; the row that is found."""
    row = JournalRow.objects.count() // _PARTS + 1
    with transaction.atomic():
        engines.disarm("core_journalrow")
        changed = JournalRow.objects.filter(seq=row).update(status="forged")
        finding = journal.verify()
        transaction.set_rollback(True)
    if not changed or finding.broken_at != row:
        raise BackupRefused(f"Row {row} was changed and {finding.broken_at} was found.")
    return row


def _forged(file: Path, folder: Path, place: str) -> str:
    """Change one byte in a copy of the backup; why it is refused."""
    forged = folder / "forged.backup"
    shutil.copyfile(file, forged)
    with forged.open("r+b") as opened:
        opened.seek(forged.stat().st_size // _PARTS)
        byte = opened.read(1)[0]
        opened.seek(-1, 1)
        opened.write(bytes([byte ^ 1]))
    target = place if connection.vendor != "sqlite" else str(folder / "never")
    try:
        backups.restore(forged, target)
    except BackupRefused as refusal:
        return str(refusal)
    raise BackupRefused("A backup with one changed byte was taken for good.")
