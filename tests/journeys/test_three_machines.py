"""One company on several machines and one PostgreSQL, set up as docs/three-machines.md says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from makegood.config.database import own_database
from scripts.kill_storm.programs import told_by
from tests.journeys.place import environment, free_port, makegood, server_of_the_tests

pytestmark = pytest.mark.postgres
LONGEST_SECONDS = 90.0
TOM = "tom.gallagher@example.com"


def until(holds: Callable[[], Any], told: str) -> Any:
    """What a question answers as soon as the answer is not empty."""
    ends = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < ends:
        if found := holds():
            return found
        time.sleep(0.05)
    raise AssertionError(told)


class Machine:
    """A program with a place of its own, which shares with the others what the page names."""

    def __init__(self, home: Path, name: str, shared: dict[str, str], *words: str) -> None:
        self.place, self.shared, self.words = home / name, shared, words
        self.place.mkdir()
        self.running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with (self.place / "said.txt").open("ab") as said:
            self.running = subprocess.Popen(
                [sys.executable, "-m", "makegood", *self.words],
                env={**environment(self.place), **self.shared},
                stdout=said,
                stderr=subprocess.STDOUT,
            )

    def kill(self) -> None:
        """Cut the power of it."""
        if self.running:
            self.running.kill()
            self.running.wait()
            self.running = None


class Web(Machine):
    """A machine that serves and leaves what falls due to others."""

    def __init__(self, home: Path, name: str, shared: dict[str, str]) -> None:
        port = free_port()
        super().__init__(home, name, shared, "serve", "--no-work", "--port", str(port))
        self.address = f"http://127.0.0.1:{port}"

    def client(self, key: str) -> httpx.Client:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return httpx.Client(base_url=self.address, headers=headers, timeout=60)

    def is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.address}/readyz", timeout=10).status_code == 200
        except httpx.TransportError:
            return False


class Company:
    """Two machines that serve, one that works, and the keys of its people."""

    def __init__(self, home: Path, shared: dict[str, str], keys: dict[str, str]) -> None:
        self.home, self.shared, self.keys = home, shared, keys
        self.first, self.second = (Web(home, name, shared) for name in ("first", "second"))
        self.worker = Machine(home, "worker", shared, "work")

    def act(self, web: Web, username: str, operation: str, **ask: Any) -> dict[str, Any]:
        with web.client(self.keys[username]) as client:
            answer = client.post(f"/api/v1/operations/{operation}", json=ask)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


@pytest.fixture
def company(tmp_path) -> Iterator[Company]:
    made = tmp_path / "made"
    made.mkdir()
    with own_database(server_of_the_tests()) as database:
        shared = {
            "MAKEGOOD_DATABASE": database,
            "MAKEGOOD_SECRET_KEYS_FILE": str(made / "secret-keys.txt"),
            "MAKEGOOD_DEMO": "yes",
        }
        here = {"MAKEGOOD_DATABASE": database, "MAKEGOOD_PLACE": str(made), "MAKEGOOD_DEMO": "yes"}
        told = told_by(here, "company", str(made), "1", "http://127.0.0.1:8000")
        found = Company(tmp_path, shared, json.loads(told)["keys"])
        machines = (found.first, found.second, found.worker)
        try:
            for one in machines:
                one.start()
            for web in (found.first, found.second):
                until(web.is_ready, f"{web.place.name} does not serve")
            yield found
        finally:
            for one in machines:
                one.kill()


class Customer:
    """Somebody in the chat, who follows it on one machine and goes on at another."""

    def __init__(self, web: Web) -> None:
        with web.client("") as client:
            opened = client.post("/api/v1/conversations", json={"channel": "chat"}).json()
        self.number, self.token = opened["id"], opened["token"]
        self.path = f"/api/v1/conversations/{self.number}"
        self.heard: list[dict[str, Any]] = []

    def say(self, web: Web, text: str) -> dict[str, Any]:
        with web.client(self.token) as client:
            answer = client.post(f"{self.path}/messages", json={"text": text})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def follow(self, web: Web) -> None:
        """Hear all that comes after what was heard, until the stream ends."""
        threading.Thread(target=self._follow, args=(web,), daemon=True).start()

    def heard_texts(self) -> str:
        return " ".join(str(event["body"].get("text", "")) for event in self.heard)

    def _follow(self, web: Web) -> None:
        after = str(self.heard[-1]["sequence"] if self.heard else 0)
        address, known = f"{self.path}/events", {"Last-Event-ID": after}
        try:
            with (
                web.client(self.token) as client,
                client.stream("GET", address, headers=known) as stream,
            ):
                for line in stream.iter_lines():
                    if line.startswith("data: "):
                        self.heard.append(json.loads(line.removeprefix("data: ")))
        except httpx.TransportError:
            return  # the machine was killed


def test_a_talk_crosses_machines_and_goes_on_when_one_of_them_dies(company):
    tom = Customer(company.first)
    tom.follow(company.first)
    tom.say(company.first, "I would like to talk to a person.")
    company.act(company.second, "rae", "conversations.take_over", conversation=tom.number)
    company.act(
        company.second, "rae", "conversations.say", conversation=tom.number, text="Rae here."
    )
    until(lambda: "Rae here." in tom.heard_texts(), "what Rae said elsewhere was not heard")

    company.first.kill()
    tom.follow(company.second)
    tom.say(company.second, "Are you still there?")
    company.act(
        company.second, "rae", "conversations.say", conversation=tom.number, text="I am, Tom."
    )
    until(lambda: "I am, Tom." in tom.heard_texts(), "what Rae said afterwards was not heard")

    with company.second.client(tom.token) as client:
        kept = client.get(tom.path).json()["events"]
    assert [one["sequence"] for one in tom.heard] == [one["sequence"] for one in kept]
    for text in ("talk to a person", "Rae here.", "Are you still there?", "I am, Tom."):
        assert sum(text in str(one["body"].get("text", "")) for one in kept) == 1, text
    company.first.start()
    until(company.first.is_ready, "the first machine does not come back")
    verified = makegood(company.first.place, "journal", "verify", settings=company.shared)
    assert verified.returncode == 0, verified.stderr


def test_what_falls_due_while_no_worker_runs_is_done_once_when_one_is_back(company):
    company.worker.kill()
    tom = Customer(company.first)
    for words in ("I want to return my washer", "O-1041"):
        tom.say(company.first, words)
    assert tom.say(company.first, "Tom Gallagher")["state"]["waits_for"] == "slot:code"

    def codes(web: Web) -> list[str]:
        with web.client("") as client:
            sent = client.get("/api/v1/demo/outbox", params={"to": TOM}).json()["messages"]
        return [found[0] for one in sent if (found := re.search(r"\b\d{6}\b", one["body"]))]

    assert codes(company.second) == []
    company.worker.start()
    (code,) = until(lambda: codes(company.second), "the code never came")
    assert tom.say(company.second, code)["state"]["waits_for"] != "slot:code"
    assert codes(company.first) == [code]
