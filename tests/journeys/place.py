"""Start the real console command on a place of its own, as somebody on a fresh machine would."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

from makegood.config.place import default_place
from tests.conftest import engine

LONGEST_START = 90.0


def environment(place: Path) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MAKEGOOD_", "DJANGO_", "PYTEST_"))
    }
    # Each company of the tests hears Northvale's words: one of them learns, the others read that.
    learned = default_place() / "learned"
    return {**kept, "MAKEGOOD_PLACE": str(place), "MAKEGOOD_LEARNED": str(learned)}


def makegood(
    place: Path,
    *words: str,
    said: str = "",
    settings: Mapping[str, str] | None = None,
    seconds: int = 120,
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, at most so many seconds."""
    return subprocess.run(
        [sys.executable, "-m", "makegood", *words],
        env={**environment(place), **(settings or {})},
        input=said,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def server_of_the_tests() -> str:
    """The PostgreSQL server on which these tests run, where databases are made; empty on SQLite."""
    if engine() != "postgresql":
        return ""
    return f"{os.environ['MAKEGOOD_DATABASE'].rpartition('/')[0]}/postgres"


class Demo:
    """A demo that runs: where it is, what it printed, how long it took to its first answer."""

    def __init__(self, place: Path, port: int) -> None:
        self.place = place
        self.port = port
        self.mail_port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.seconds = 0.0
        self.printed = place / "printed.txt"

    @property
    def keys(self) -> dict[str, str]:
        lines = (self.place / "demo-keys.txt").read_text().splitlines()
        return dict(line.split() for line in lines)

    def client(self, user: str | None = None) -> httpx.Client:
        headers = {"Authorization": f"Bearer {self.keys[user]}"} if user else {}
        return httpx.Client(base_url=self.address, headers=headers, timeout=60)


@contextmanager
def running_demo(
    place: Path, *words: str, settings: Mapping[str, str] | None = None
) -> Iterator[Demo]:
    """`makegood demo`, until it answers; stopped as Ctrl-C stops it."""
    place.mkdir(parents=True, exist_ok=True)
    demo = Demo(place, free_port())
    began = time.perf_counter()
    with demo.printed.open("w") as printed:
        running = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "makegood",
                "demo",
                "--port",
                str(demo.port),
                "--mail-port",
                str(demo.mail_port),
                *words,
            ],
            env={**environment(place), **(settings or {})},
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
    try:
        while True:
            assert running.poll() is None, demo.printed.read_text()
            assert time.perf_counter() - began < LONGEST_START, demo.printed.read_text()
            try:
                httpx.get(f"{demo.address}/demo/outbox", timeout=10)
                break
            except httpx.TransportError:
                time.sleep(0.05)  # the port is bound first; nothing else tells that it answers
        demo.seconds = time.perf_counter() - began
        yield demo
    finally:
        running.terminate()
        assert running.wait(30) in (0, -15), demo.printed.read_text()
