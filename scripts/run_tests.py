"""Run the whole suite on SQLite, and what works in a database on PostgreSQL too where one answers.

The suite is cut into parts that together are everything; as many run at once as there are cores,
so that the engines share the machine and no core waits. What a part has to say is printed when it
ends. Says first which engines are used and why one is left out. The exit code is the first
failing part's; no tests at all is a failure as well.
"""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit, urlunsplit

import psycopg

HOUSE = Path(__file__).resolve().parent.parent
DATABASE = "MAKEGOOD_DATABASE"
ASKED = "MAKEGOOD_TEST_POSTGRES"
USUAL = "postgresql://postgres@127.0.0.1:5432/postgres"
NO_TESTS = 5

CONTRACTS, JOURNEYS = ("tests/contracts",), ("tests/journeys",)
BUILT = ("src/makegood/core", "src/makegood/domains")
LEFT_TO_CHECK = "tests/architecture"
"""The rules over source text know no database; `make check` runs them."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the suite on one engine; the first engine alone shows what knows no database."""

    engine: str
    paths: tuple[str, ...]
    database: str | None = None

    def run(self, arguments: list[str]) -> int:
        """Run it, print what it has to say and give pytest's exit code."""
        surroundings = {name: value for name, value in os.environ.items() if name != DATABASE}
        command = [sys.executable, "-m", "pytest", "-q", "-rs", *self.paths, *arguments]
        if self.database:
            surroundings[DATABASE] = self.database
            command += ["-m", "records and not browser and not once"]
        began = monotonic()
        done = subprocess.run(
            command, cwd=HOUSE, env=surroundings, check=False, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        heading = f"{' '.join(self.paths)} on {self.engine}, {monotonic() - began:.0f} s"
        print(f"\n== {heading} ==\n{done.stdout}", end="", flush=True)
        return done.returncode


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


def own_database(address: str, number: int) -> str:
    """Name a database of one part of this run alone, so that no two on one server meet."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(path=f"/makegood_{os.getpid()}_{number}"))


def rest() -> tuple[str, ...]:
    """Every other folder that can hold tests, so that none is left out."""
    named = {*CONTRACTS, *JOURNEYS, *BUILT, LEFT_TO_CHECK}
    found = (folder for home in ("src/makegood", "tests") for folder in (HOUSE / home).iterdir())
    paths = (str(one.relative_to(HOUSE)) for one in found if (one / "__init__.py").is_file())
    return tuple(sorted(set(paths) - named))


def parts_of(address: str | None) -> list[Part]:
    """All parts, the longest first, so that the last to end are short."""
    parts = [Part("SQLite", paths) for paths in (CONTRACTS, JOURNEYS, BUILT, rest())]
    if address:
        parts += [
            Part("PostgreSQL", paths, own_database(address, number))
            for number, paths in enumerate((CONTRACTS, BUILT, (*JOURNEYS, *rest())))
        ]
    return sorted(parts, key=lambda part: part.paths[0] not in {*CONTRACTS, *JOURNEYS})


def main(arguments: list[str]) -> int:
    """Run every part, and end as the first failing one did."""
    address, found = find_postgres()
    print("Engine SQLite: run.")
    print(f"Engine PostgreSQL: {'run' if address else 'SKIPPED'}, {found}.", flush=True)
    with ThreadPoolExecutor(max(2, os.cpu_count() or 1)) as cores:
        codes: list[int] = list(cores.map(lambda part: part.run(arguments), parts_of(address)))
    failed = [code for code in codes if code not in (0, NO_TESTS)]
    if failed:
        print(f"\nThe suite: {len(failed)} of {len(codes)} parts failed.", file=sys.stderr)
        return failed[0]
    return 0 if 0 in codes else NO_TESTS


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
