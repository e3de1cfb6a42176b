"""Ask the company over HTTP as a program would that must not lose anything: insist, and keep."""

from __future__ import annotations

import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import httpx

_AGAIN_SECONDS = 0.15
_LONGEST_WAIT = 240.0
_ONE_ANSWER = 30.0


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """One outcome that a client was told, and how it was asked for."""

    headers: dict[str, str]
    operation: str
    ask: dict[str, Any]
    key: str
    journal: int
    status: str
    result: dict[str, Any] | None


@dataclass
class Notebook:
    """What all clients together were told: the company has to agree with every line of it."""

    outcomes: list[Acknowledged] = field(default_factory=list)
    messages: list[tuple[str, str]] = field(default_factory=list)
    refunds: list[dict[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, what: str) -> None:
        """One more of something."""
        with self.lock:
            self.counted[what] += 1

    def fault(self, told: str) -> None:
        """Something that must not happen."""
        with self.lock:
            self.faults.append(told[:600])


class NotAnswered(Exception):
    """The company did not answer for longer than any kill takes to mend."""


class Client:
    """Somebody with a key or a token, who asks again with the same key until there is an answer."""

    def __init__(self, address: str, notebook: Notebook, bearer: str = "") -> None:
        self._http = httpx.Client(base_url=address, timeout=_ONE_ANSWER)
        self.notebook = notebook
        self.headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}

    def insist(
        self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None
    ) -> httpx.Response:
        """Ask until there is an answer. NotAnswered after minutes."""
        until = time.monotonic() + _LONGEST_WAIT
        while time.monotonic() < until:
            try:
                response = self._http.request(
                    method, path, json=body, headers={**self.headers, **(headers or {})}
                )
            except httpx.HTTPError:
                self.notebook.count("asked again after a broken connection")
            else:
                if response.status_code < 500:
                    return response
                self.notebook.fault(f"{method} {path}: {response.status_code} {response.text}")
                if response.status_code == 500:  # our bug does not go away by asking again
                    return response
            time.sleep(_AGAIN_SECONDS)
        raise NotAnswered(f"{method} {path}")

    def do(self, operation: str, key: str, **ask: object) -> dict[str, Any]:
        """Do an act under a key and note what was told; the whole answer, also of a refusal."""
        response = self.insist(
            "POST", f"/api/v1/operations/{operation}", ask, {"Idempotency-Key": key}
        )
        told: dict[str, Any] = response.json() if response.status_code != 500 else {}
        if response.status_code in (200, 202):
            with self.notebook.lock:
                self.notebook.outcomes.append(
                    Acknowledged(
                        dict(self.headers),
                        operation,
                        dict(ask),
                        key,
                        int(told["journal"]),
                        str(told["status"]),
                        told["result"],
                    )
                )
        return told

    def done(self, operation: str, key: str, **ask: object) -> dict[str, Any]:
        """Do an act that has to be done; its result. A fault and AssertionError otherwise."""
        told = self.do(operation, key, **ask)
        if told.get("status") != "done":
            self.notebook.fault(f"{operation} {key}: {told}")
            raise AssertionError(f"{operation} was not done")
        result: dict[str, Any] = told["result"]
        return result

    def same_again(self, one: Acknowledged) -> bool:
        """Whether the company, asked once more under the same key, gives the first answer."""
        response = self.insist(
            "POST",
            f"/api/v1/operations/{one.operation}",
            one.ask,
            {**one.headers, "Idempotency-Key": one.key},
        )
        told = response.json() if response.status_code < 300 else {}
        return (told.get("journal"), told.get("status"), told.get("result")) == (
            one.journal, one.status, one.result,
        )  # fmt: skip
