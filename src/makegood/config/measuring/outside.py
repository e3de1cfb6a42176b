"""Measure from outside, over HTTP: starting, durable acts with many clients, memory."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from uuid import uuid4

import httpx
from pydantic import JsonValue

from makegood.config.measuring.inside import percentiles

CLIENTS = 8
_LONGEST_START = 60.0


@contextmanager
def server(place: Path) -> Iterator[tuple[str, subprocess.Popen[bytes], float]]:
    """The real server on a place, with the seconds from its start to its first page."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    began = time.perf_counter()
    log = (place / "server.log").open("w")
    running = subprocess.Popen(  # noqa: S603 - this very program
        [sys.executable, "-m", "makegood", "serve", "--port", str(port)],
        env={**os.environ, "MAKEGOOD_PLACE": str(place), "MAKEGOOD_TRUSTED_PROXIES": "127.0.0.1"},
        stdout=subprocess.DEVNULL,
        stderr=log,
    )
    try:
        yield address, running, _first_page(address, running, began)
    finally:
        running.terminate()
        running.wait(20)
        log.close()


def warm_up(address: str) -> None:
    """Have one message answered, so that the representative has read the handbook."""
    with httpx.Client(base_url=address, timeout=120) as client:
        opened = client.post("/api/v1/conversations", json={"channel": "chat"}).json()
        client.headers["Authorization"] = f"Bearer {opened['token']}"
        said = client.post(f"/api/v1/conversations/{opened['id']}/messages", json={"text": "Hello"})
        said.raise_for_status()


def durable_acts(
    servers: Mapping[str, int], key: str, seconds: float = 5.0
) -> dict[str, JsonValue]:
    """Acts a second that leave a row in the journal and an entry in the ledger, 8 clients.

    `servers` are the numbers of the serving programs by their addresses; the clients take turns
    among them. Beside it what an act costs the servers' processor, which other work on the
    machine changes less than how long it takes.
    """
    before = sum(map(_cpu_seconds, servers.values()))
    took: list[float] = []
    ended = time.perf_counter() + seconds
    began = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as clients:
        for done in [
            clients.submit(_client, address, key, ended, took)
            for address in islice(cycle(servers), CLIENTS)
        ]:
            done.result()
    spent = time.perf_counter() - began
    cost = (sum(map(_cpu_seconds, servers.values())) - before) / max(1, len(took)) * 1000
    return {
        "per_second": round(len(took) / spent),
        **percentiles(took),
        "clients": CLIENTS,
        "server_cpu_ms": round(cost, 2),
        "bar": ">= 400/s, p99 <= 60 ms",
    }


def plain_answers(address: str, seconds: float = 2.0) -> float:
    """Requests a second that need no database: what the web layer alone can do."""
    done, ended = 0, time.perf_counter() + seconds
    with httpx.Client(base_url=address) as client:
        while time.perf_counter() < ended:
            client.get("/api/v1/operations")
            done += 1
    return round(done / seconds)


def memory_mb(number: int) -> float | None:
    """The resident memory of a program of this machine, where /proc tells it."""
    status = Path(f"/proc/{number}/status")
    if not status.exists():
        return None
    line = next(one for one in status.read_text().splitlines() if one.startswith("VmRSS"))
    return round(int(line.split()[1]) / 1024, 1)


def _cpu_seconds(number: int) -> float:
    """What a program has used of the processor until now, where /proc tells it; else 0."""
    told = Path(f"/proc/{number}/stat")
    if not told.exists():
        return 0.0
    ticks = told.read_text().rpartition(")")[2].split()
    return (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK")


def _client(address: str, key: str, ended: float, took: list[float]) -> None:
    headers = {"Authorization": f"Bearer {key}"}
    with httpx.Client(base_url=address, headers=headers, timeout=30) as client:
        while time.perf_counter() < ended:
            ask = {
                "order": f"O-{uuid4().int % 10**9:09}",
                "party": "C-6",
                "amount": "25.00",
                "tender": "cash",
                "purpose": "deposit",
            }
            began = time.perf_counter()
            answer = client.post("/api/v1/operations/billing.take_payment", json=ask)
            answer.raise_for_status()
            took.append((time.perf_counter() - began) * 1000)


def _first_page(address: str, running: subprocess.Popen[bytes], began: float) -> float:
    while time.perf_counter() - began < _LONGEST_START:
        if running.poll() is not None:
            raise RuntimeError("the server ended before its first page")
        try:
            httpx.get(f"{address}/api/v1/openapi.json", timeout=10)
        except httpx.TransportError:
            time.sleep(0.02)
        else:
            return round(time.perf_counter() - began, 2)
    raise RuntimeError("no first page within a minute")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
