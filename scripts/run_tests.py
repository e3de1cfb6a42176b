"""Run the whole suite on SQLite, then again on PostgreSQL where one is reachable.

Says first which engines will be used and why one is left out, and ends with pytest's own closing
lines. The exit code is the first failing run's; no tests at all is a failure as well.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

HOUSE = Path(__file__).resolve().parent.parent
DATABASE = "MAKEGOOD_DATABASE"
ASKED = "MAKEGOOD_TEST_POSTGRES"
USUAL = "postgresql://postgres@127.0.0.1:5432/postgres"
WORKERS = ["-n", "2"]


def find_postgres() -> tuple[str | None, str]:
    """Give the address of a PostgreSQL that answers, or None, each with the reason in words."""
    asked = os.environ.get(ASKED)
    if asked == "":
        return None, f"{ASKED} is empty"
    address = asked or USUAL
    place = urlsplit(address).hostname or "this machine"
    try:
        with psycopg.connect(address, connect_timeout=5) as connection:
            row = connection.execute("SHOW server_version").fetchone()
    except psycopg.Error as error:
        why = str(error).strip().splitlines()[0]
        return None, f"none answers on {place} ({why}); name one in {ASKED}"
    return address, f"{row[0] if row else 'of unknown version'} on {place}"


def own_database(address: str) -> str:
    """Name a database of this run alone, so that two runs on one server do not meet."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(path=f"/makegood_{os.getpid()}"))


def run_suite(engine: str, database: str | None, arguments: list[str]) -> int:
    """Run pytest against one engine and give its exit code; `database` None is the default."""
    print(f"\n== the suite on {engine} ==", flush=True)
    surroundings = {name: value for name, value in os.environ.items() if name != DATABASE}
    if database:
        surroundings[DATABASE] = database
    command = [sys.executable, "-m", "pytest", *WORKERS, "-rs", *arguments]
    return subprocess.run(command, cwd=HOUSE, env=surroundings, check=False).returncode


def main(arguments: list[str]) -> int:
    """Run the engines one after another and stop at the first that fails."""
    address, found = find_postgres()
    print("Engine SQLite: run.", flush=True)
    print(f"Engine PostgreSQL: {'run' if address else 'SKIPPED'}, {found}.")
    failed = run_suite("SQLite", None, arguments)
    if failed or address is None:
        return failed
    # The rules over source text know no database, and what a browser sees runs on a place of its
    # own, which is SQLite; both were run a moment ago.
    return run_suite(
        f"PostgreSQL {found}",
        own_database(address),
        ["--ignore=tests/architecture", "-m", "not browser", *arguments],
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
