"""Give the console a company's place on this machine: settings, database, server."""

from __future__ import annotations

import fcntl
import os
import socket
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import django
from pydantic import JsonValue

from makegood.config import place as places
from makegood.faces.cli.exits import Exit, end
from makegood.faces.cli.premises import Finding, Kept, Seeded

_LOCK = "running.lock"


class ThisMachine:
    """The company whose files are in one place of this machine."""

    def __init__(self, place: Path) -> None:
        self.place = place

    @property
    def handbook(self) -> Path:
        """The folder of the company's handbook."""
        places.take_up(self.place)
        from makegood.config import settings

        return settings.HANDBOOK

    @property
    def exams(self) -> Path:
        """The folder of the exams."""
        return Path(__file__).resolve().parents[3] / "exams"

    @property
    def is_demo(self) -> bool:
        """Whether this is the demo, whose clock can be moved."""
        from django.conf import settings

        return bool(settings.DEMO)

    def open(self) -> None:
        """Read the settings and bring all operations in."""
        places.take_up(self.place)
        django.setup()

    def make_demo(self, *, fresh: bool, address: str, mail_port: int) -> None:
        """Make the demo's files if there are none, or all of them anew, and open it."""
        if "MAKEGOOD_DATABASE" in os.environ and fresh:
            end("--fresh removes the demo's own SQLite file only; empty the database that "
                "MAKEGOOD_DATABASE names yourself. Nothing was changed.", Exit.INVALID)  # fmt: skip
        self.place.mkdir(parents=True, exist_ok=True)
        self._keep_for_one_server()
        if fresh:
            self._forget()
        places.make_secret(self.place)
        places.take_up(self.place, demo=True)
        os.environ.setdefault("MAKEGOOD_PUBLIC_ADDRESS", address)
        os.environ["MAKEGOOD_SMTP_PORT"] = str(mail_port)
        os.environ.setdefault("MAKEGOOD_LOG_LEVEL", "warning")
        os.environ.setdefault("MAKEGOOD_LOG_AS", "plain")
        django.setup()

    @contextmanager
    def scratch(self, *, with_claims: bool = False) -> Iterator[Callable[[], None]]:
        """A seeded company in a place of its own that is gone afterwards; calling begins anew."""
        with tempfile.TemporaryDirectory(prefix="makegood-") as folder:
            place = Path(folder)
            self._make_scratch(place, f"sqlite:///{place / 'makegood.sqlite3'}")
            if with_claims:
                self.seed_claims()
            from makegood.config import engines

            yield engines.renewing(place / "seeded")

    @contextmanager
    def scratch_on(self, server: str) -> Iterator[None]:
        """A seeded company in a database of its own on a PostgreSQL, gone afterwards."""
        from makegood.config.database import own_database

        with (
            tempfile.TemporaryDirectory(prefix="makegood-") as folder,
            own_database(server) as address,
        ):
            self._make_scratch(Path(folder), address)
            yield

    def _make_scratch(self, place: Path, records: str) -> None:
        os.environ["MAKEGOOD_DATABASE"] = records
        places.make_secret(place)
        places.take_up(place)
        django.setup()
        self.upgrade()
        self.seed()

    def upgrade(self) -> int:
        """Create the database or bring it up to date; answer with how many steps that took."""
        from django.conf import settings
        from django.core.management import call_command

        from makegood.core.migrating import unhurried
        from makegood.core.workload import steps_to_upgrade

        settings.PLACE.mkdir(parents=True, exist_ok=True)
        steps = steps_to_upgrade()
        for name in settings.DATABASES if steps else ():
            with unhurried(name):
                call_command("migrate", database=name, interactive=False, verbosity=0)
        return steps

    def seed(self) -> Seeded:
        """Put the handbook's people and orders into an empty company; in a demo, claims too."""
        from makegood.config.seeding import seed

        seeded = seed()
        if self.is_demo:
            self.seed_claims()
        return Seeded(seeded.parties, seeded.orders)

    def seed_claims(self) -> None:
        """Let the claims of the handbook's dealers have come."""
        from makegood.config.seeding import seed_claims

        seed_claims()

    def grow(self, orders: int, tell: Callable[[int], None]) -> int:
        """Copy the demo's customers and orders until there are so many. On SQLite only."""
        from django.db import connection

        from makegood.config.growing import GrownBefore, grow_orders

        if connection.vendor != "sqlite":
            end("--scale is for the demo's own SQLite file. Nothing was copied.", Exit.INVALID)
        try:
            return grow_orders(orders, tell)
        except GrownBefore:
            end("This demo was grown before. Begin anew with --fresh and the size that you want. "
                "Nothing was copied.", Exit.INVALID)  # fmt: skip

    def learn(self) -> None:
        """Have the representative read the handbook."""
        from makegood.config.wiring import learn

        learn()

    def why_not_serve(self) -> str:
        """What keeps this place from serving; empty when nothing does."""
        from django.conf import settings

        if not settings.SECRET_KEYS_FOR_SEALING:
            return (
                "MAKEGOOD_SECRET_KEYS is not set: what is sealed could not be opened again. Write "
                "a secret of 32 or more characters into a file and name it in "
                "MAKEGOOD_SECRET_KEYS_FILE. Nothing was started."
            )
        from makegood.core.workload import steps_to_upgrade

        if steps_to_upgrade():
            return "The database is not up to date. Run `makegood migrate` first."
        return ""

    def serve(self, listening: socket.socket, *, works: bool) -> None:
        """Serve all faces until stopped."""
        from makegood.config.server import serve

        self.write_log()
        serve(listening, works=works)

    def write_log(self) -> None:
        """Write the log from now on, as the settings say."""
        from django.conf import settings

        from makegood.config.logs import write_log

        write_log(settings.LOG_LEVEL, settings.LOG_AS)

    def speak_mcp(self, username: str | None) -> None:
        """Speak the Model Context Protocol as somebody of the company, or as nobody. NotFound."""
        from makegood.core.actor import Channel
        from makegood.domains.company.queries import actor_for
        from makegood.faces.mcp.serving import speak

        if username:
            actor_for(username, Channel.MCP)  # an unknown name is told before anything is said
        speak(lambda: actor_for(username, Channel.MCP) if username else None)

    def measure(self, tell: Callable[[str], None], sizes: Sequence[int]) -> dict[str, JsonValue]:
        """Take every figure that can be measured here; with sizes, how they grow between these."""
        from makegood.config.measuring.report import figures, grown_figures

        return grown_figures(sizes, tell) if sizes else figures(tell)

    def measure_several(
        self, tell: Callable[[str], None], counts: Sequence[int]
    ) -> dict[str, JsonValue]:
        """How many acts several serving processes do on one PostgreSQL. Inside `scratch_on`."""
        from makegood.config.measuring.report import figures_of_several

        return figures_of_several(counts, tell)

    def measure_understanding(
        self, train: Path, test: Path, tell: Callable[[str], None]
    ) -> dict[str, JsonValue]:
        """How well the representative's model reads messages once taught. ValueError."""
        from makegood.config.measuring.understanding import understanding

        return understanding(train, test, tell)

    def examine(self) -> Iterator[Finding]:
        """Look at everything that must be well."""
        from makegood.config.doctor import findings

        return findings()

    def back_up(self, file: Path) -> Kept:
        """Copy all records into a file. BackupRefused."""
        from makegood.config import backups

        kept = backups.back_up(file)
        self.note_upkeep("backup", kept.rows)
        return kept

    def restore(self, file: Path, into: str) -> Kept:
        """Bring a backup back into an empty place, proven there. BackupRefused."""
        from makegood.config import backups

        return backups.restore(file, into)

    def faults(self) -> Mapping[str, tuple[str, ...]]:
        """What can go wrong on purpose, by whom it befalls."""
        from makegood.config.faults import FAULTS

        return FAULTS

    def befall(self, simulator: str, fault: str, times: int) -> None:
        """Have the next things asked of a simulator go wrong."""
        from makegood.config.faults import befall

        befall(simulator, fault, times)

    def drill(self, into: str, tell: Callable[[str], None]) -> Kept:
        """Rehearse the loss of all records on a copy. BackupRefused."""
        from makegood.config import drilling

        kept = drilling.drill(into, tell)
        self.note_upkeep("drill", kept.rows)
        return kept

    def note_upkeep(self, kind: str, rows: int) -> None:
        """Put on record what was done for the records; whoever leads sees how long ago it is."""
        from makegood.core.actor import Actor
        from makegood.core.runner import run

        asked: dict[str, JsonValue] = {"kind": kind, "rows": rows}
        run("company.note_upkeep", asked, actor=Actor.system("system:console"))

    def keep_private(self, name: str, text: str) -> Path:
        """Write a file of the place that only its owner can read."""
        places.write_private(self.place / name, text)
        return self.place / name

    def _keep_for_one_server(self) -> None:
        """One demo at a time in one place; the lock goes with this program, however it ends."""
        self._lock = (self.place / _LOCK).open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            end(f"The demo in {self.place} is running already, on another port. "
                "Nothing was changed.", Exit.OUR_FAULT)  # fmt: skip

    def _forget(self) -> None:
        database = ("makegood.sqlite3", "makegood.sqlite3-wal", "makegood.sqlite3-shm")
        for name in (places.DEMO_KEYS, *database):
            (self.place / name).unlink(missing_ok=True)
