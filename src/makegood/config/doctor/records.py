"""Look at the company's records: the database, its clock, the journal, people, what waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from makegood.core import clock, journal
from makegood.core.workload import steps_to_upgrade, workload
from makegood.domains.company.queries import password_hash_of, staff
from makegood.faces.cli.premises import Finding, State

_MOST_DRIFT = timedelta(seconds=5)
_NEWEST_ROWS = 2000


def database_answers() -> Iterator[Finding]:
    """It answers, has every table it should, and keeps what it says it keeps."""
    steps = steps_to_upgrade()
    if steps:
        told = f"{connection.vendor}: {steps} steps behind this version"
        yield Finding("database", State.WRONG, told, "Run `makegood migrate`.")
        return
    yield Finding("database", State.WELL, f"{connection.vendor}, up to date")
    if connection.vendor == "sqlite":
        mode, keeping = (_one(f"PRAGMA {name}") for name in ("journal_mode", "synchronous"))
        if (mode, keeping) != ("wal", 2):
            told = f"keeps by {mode}, synchronous {keeping}, so that a power cut can lose acts"
            yield Finding("database", State.WRONG, told, "Put it on a local disk; WAL needs one.")


def clock_agrees() -> Iterator[Finding]:
    """This machine's time is the database's, and is not behind what was recorded already."""
    if connection.vendor == "postgresql":
        there = _one("SELECT clock_timestamp()")
        drift = abs(clock.RealTime().now() - there) if isinstance(there, datetime) else timedelta()
        if drift > _MOST_DRIFT:
            told = f"{drift.total_seconds():.0f} seconds apart from the database's"
            yield Finding("clock", State.WRONG, told, "Let both machines follow one time server.")
            return
    ahead = [row.at for row in journal.history(limit=1) if row.at - clock.now() > _MOST_DRIFT]
    if ahead:
        told = f"stands before the newest entry of the journal, {ahead[0]:%Y-%m-%d %H:%M} UTC"
        yield Finding("clock", State.WRONG, told, "Set the machine's time right before serving.")
        return
    moved = ", moved by the demo" if settings.DEMO else ""
    yield Finding("clock", State.WELL, f"{clock.now():%Y-%m-%d %H:%M} UTC{moved}")


def journal_ends_well() -> Iterator[Finding]:
    """The newest rows of the journal prove themselves, to the very end of the chain."""
    finding = journal.verify(newest_rows=_NEWEST_ROWS)
    if finding.is_intact:
        yield Finding("journal", State.WELL, f"its newest {finding.rows:,} rows prove themselves")
        return
    yield Finding(
        "journal",
        State.WRONG,
        f"row {finding.broken_at} does not prove itself: {finding.reason}",
        "Stop the server, keep the file as it is, run `makegood journal verify`, and restore a "
        "backup from before that row into an empty place to compare.",
    )


def somebody_may_act() -> Iterator[Finding]:
    """Somebody of the company has a role and can sign in at the desk."""
    able = [one for one in staff() if one.role != "none" and password_hash_of(one.username)]
    if able:
        yield Finding("staff", State.WELL, f"{len(able)} people can sign in at the desk")
        return
    told = "nobody can sign in at the desk"
    more = "A manager sets the first passwords: makegood run company.set_password --as omar."
    yield Finding("staff", State.LOOK, told, more)


def work_gets_done() -> Iterator[Finding]:
    """What is due is being done, and nothing waits for somebody unseen."""
    work = workload()
    if work.is_late:
        told = f"what was due {work.late_seconds / 60:.0f} minutes ago is not done"
        more = "Start a worker: `makegood work`, or `makegood serve` without --no-work."
        yield Finding("work", State.WRONG, told, more)
    counts = {
        "messages and payments gave up": work.effects_given_up,
        "timers gave up": work.jobs_given_up,
        "checks found that something did not happen": work.checks_failed,
        "promises are late": work.promises_late,
    }
    for told, count in counts.items():
        if count:
            more = "Somebody should look at /desk/due; each has its own way on there."
            yield Finding("work", State.LOOK, f"{count} {told}", more)
    if not work.is_late and not any(counts.values()):
        yield Finding("work", State.WELL, f"nothing is late; {work.promises_open} promises stand")


def _one(sql: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]
