"""Let one storm pass over one company on one engine, and sum up what it left."""

from __future__ import annotations

import dataclasses
import json
import random
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from makegood.config.database import own_database
from scripts.kill_storm import people
from scripts.kill_storm.clients import Client, Notebook
from scripts.kill_storm.programs import SERVER, Programs, free_port, told_by

_MOST_DAYS_AFTER = 16
_LONGEST_START = 60.0
_STORYTELLERS = 3


@dataclasses.dataclass(frozen=True, slots=True)
class Plan:
    """How hard it blows: `postgres` is the address of a server, or empty for SQLite.

    The seed decides who is killed and after how long; what each kill meets is left to chance.
    """

    kills: int
    stories: int
    seed: int
    postgres: str = ""
    workers: int = 1
    longest_wait: float = 1.5
    seconds_outside: float = 0.3
    longest_seconds: float = 1800.0

    @property
    def engine(self) -> str:
        """The engine's name."""
        return "postgresql" if self.postgres else "sqlite"


class Storm:
    """One company in a place of its own, its clients, and whoever kills it."""

    def __init__(self, plan: Plan, place: Path, database: str, say: Callable[[str], None]) -> None:
        self.plan, self._place, self._say = plan, place, say
        self._outside = place / "outside.sqlite3"
        self._settings = {
            "MAKEGOOD_PLACE": str(place),
            "MAKEGOOD_DATABASE": database,
            "MAKEGOOD_OUTSIDE": f"sqlite:///{self._outside}",
            "MAKEGOOD_DEMO": "yes",
        }
        port = free_port()
        self._address = f"http://127.0.0.1:{port}"
        self._programs = Programs(self._settings, port, plan.workers, place / "programs.log")
        self._notebook, self._kills = Notebook(), list[tuple[str, float]]()
        self._waiting: SimpleQueue[dict[str, str]] = SimpleQueue()
        self._begun, self._refunds_amid_kills = 0, 0
        self._codes, self._keys = dict[str, int](), dict[str, str]()

    def pass_over(self) -> dict[str, Any]:
        """The whole storm; its summary."""
        began = time.monotonic()
        told = told_by(
            self._settings, "company", str(self._place), str(self.plan.stories), self._address
        )
        company = json.loads(told)
        self._keys = company["keys"]
        for tom in company["customers"]:
            self._waiting.put(tom)
        self._say(f"{self.plan.engine}: the company is made, {time.monotonic() - began:.0f} s")
        try:
            self._programs.start_all(self.plan.seconds_outside)
            self._until_it_answers()
            self._blow(company)
            same = self._afterwards()
            self._codes |= self._programs.stop()
        finally:
            self._programs.close()
        return self._summary(same, time.monotonic() - began)

    def _blow(self, company: dict[str, Any]) -> None:
        stop, storytellers = threading.Event(), self._storytellers(company)
        load = self._load(company, stop)
        for one in (*storytellers, *load):
            one.start()
        self._kill_at_chance()
        self._refunds_amid_kills = len(self._notebook.refunds)
        self._say(f"{self.plan.engine}: {len(self._kills)} kills; the stories end in peace")
        for one in storytellers:
            one.join()
        self._say(f"{self.plan.engine}: {len(self._notebook.refunds)} refunds")
        stop.set()
        for one in load:
            one.join()
        self._codes |= self._programs.stop(*self._programs.names[1:])

    def _storytellers(self, company: dict[str, Any]) -> list[threading.Thread]:
        return [
            self._thread(f"storyteller {n}", lambda: self._tell_stories(company["keys"]))
            for n in range(_STORYTELLERS)
        ]

    def _load(self, company: dict[str, Any], stop: threading.Event) -> list[threading.Thread]:
        address, book, keys = self._address, self._notebook, company["keys"]
        orders = [tom["order"] for tom in company["customers"]]
        acts: dict[str, Callable[[], None]] = {
            "clerk": lambda: people.clerk(address, book, keys["ines"], stop),
            "chatter": lambda: people.chatter(address, book, stop),
            "looker": lambda: people.looker(address, book, keys, orders, stop),
            "timekeeper": lambda: people.timekeeper(address, book, stop),
        }
        return [self._thread(name, act) for name, act in acts.items()]

    def _thread(self, name: str, act: Callable[[], None]) -> threading.Thread:
        def acting() -> None:
            try:
                act()
            except Exception as fault:  # a client that gives up is a finding, not the end
                self._notebook.fault(f"{name}: {type(fault).__name__}: {fault}")

        return threading.Thread(target=acting, name=name, daemon=True)

    def _tell_stories(self, keys: dict[str, str]) -> None:
        teller = people.Storyteller(self._address, self._notebook, keys, self._outside)
        while True:
            try:
                tom = self._waiting.get_nowait()
            except Empty:
                return
            self._wait_for_his_turn()
            try:
                teller.live(tom)
            except Exception as fault:  # the next Tom has his story all the same
                self._notebook.fault(f"{tom['order']}: {type(fault).__name__}: {fault}")

    def _wait_for_his_turn(self) -> None:
        """The stories are spread over the whole storm, so that no kill falls into an idle house."""
        with self._notebook.lock:
            self._begun += 1
            place = self._begun
        while len(self._kills) < (place - 1) * self.plan.kills / self.plan.stories - 1:
            time.sleep(0.1)

    def _kill_at_chance(self) -> None:
        chance = random.Random(self.plan.seed)  # noqa: S311 - to be repeated, not to be secret
        began = time.monotonic()
        while len(self._kills) < self.plan.kills:
            if time.monotonic() - began > self.plan.longest_seconds:
                self._notebook.fault(f"only {len(self._kills)} kills in the time that was given")
                return
            name = SERVER if chance.random() < 0.6 else chance.choice(self._programs.names[1:])
            while_starting, wait = (
                chance.random() < 0.2,
                chance.uniform(0.0, self.plan.longest_wait),
            )
            if not while_starting:
                self._until_it_answers()
            time.sleep(wait)  # the moment of the kill is what is tried here
            self._programs.kill(name)
            self._kills.append((name, round(time.monotonic() - began, 3)))
            self._programs.start(name)
            if len(self._kills) % 20 == 0:
                self._say(f"{self.plan.engine}: {len(self._kills)} kills, "
                          f"{len(self._notebook.refunds)} refunds")  # fmt: skip

    def _until_it_answers(self) -> None:
        Client(self._address, Notebook()).insist("GET", "/api/v1/demo/clock")

    def _afterwards(self) -> int:
        """Each client asks for all of it again; then days pass until all money has settled."""
        clock, same = Client(self._address, self._notebook), 0
        for one in self._notebook.outcomes:
            if clock.same_again(one):
                same += 1
            else:
                self._notebook.fault(f"another answer to {one.operation} {one.key}")
        for _ in range(_MOST_DAYS_AFTER):
            clock.insist("POST", "/api/v1/demo/clock", {"advance": "1d"})
            if all(self._is_settled(one["refund"]) for one in self._notebook.refunds):
                break
        return same

    def _is_settled(self, refund: str) -> bool:
        found = self._rae().insist("GET", f"/api/v1/records/{refund}").json()
        return bool(found["record"]["state"] == "settled")

    def _rae(self) -> Client:
        return Client(self._address, self._notebook, self._keys["rae"])

    def _summary(self, same: int, seconds: float) -> dict[str, Any]:
        book = self._notebook
        told = {
            "refunds": book.refunds,
            "messages": book.messages,
            "outcomes": [dataclasses.asdict(one) for one in book.outcomes],
        }
        given = json.dumps(told)
        (self._place / "told.json").write_text(given)
        found = json.loads(told_by(self._settings, "proof", str(self._place), given=given))
        findings = [*book.faults, *found["findings"]]
        if len(book.refunds) != self.plan.stories:
            findings.append(f"{len(book.refunds)} of {self.plan.stories} stories came to their end")
        (self._place / "kills.json").write_text(json.dumps(self._kills))
        return {
            "engine": self.plan.engine,
            "seed": self.plan.seed,
            "kills": len(self._kills),
            "seconds_outside": self.plan.seconds_outside,
            "kills_of": dict(sorted(Counter(name for name, _ in self._kills).items())),
            "seconds": round(seconds, 1),
            "exit_codes_in_peace": self._codes,
            **found["figures"],
            "refunds_amid_kills": self._refunds_amid_kills,
            "same_answer_again": same,
            "counted": dict(sorted(book.counted.items())),
            "findings": findings,
        }


def run_storm(
    plan: Plan, keep_in: Path | None = None, say: Callable[[str], None] = lambda _: None
) -> dict[str, Any]:
    """Make a company, let the storm pass over it, and answer with the summary."""
    with _place(keep_in) as place, _records(plan.postgres, place) as database:
        return Storm(plan, place, database, say).pass_over()


@contextmanager
def _place(keep_in: Path | None) -> Iterator[Path]:
    if keep_in is not None:
        keep_in.mkdir(parents=True, exist_ok=True)
        yield keep_in.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="makegood-storm-") as folder:
        yield Path(folder)


@contextmanager
def _records(postgres: str, place: Path) -> Iterator[str]:
    if postgres:
        with own_database(postgres) as address:
            yield address
    else:
        yield f"sqlite:///{place / 'makegood.sqlite3'}"
