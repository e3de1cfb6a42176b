"""Start the company's real programs, kill one with signal 9, and start it again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
_STOP_SECONDS = 30
SERVER = "server"


def surroundings(settings: Mapping[str, str]) -> dict[str, str]:
    """The environment of a program of ours: nothing of this one's own settings comes along."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MAKEGOOD_", "DJANGO_", "PYTEST_"))
    }
    paths = os.pathsep.join([str(HOUSE / "src"), str(HOUSE)])
    return {**kept, **settings, "PYTHONPATH": paths}


def told_by(settings: Mapping[str, str], module: str, *words: str, given: str = "") -> str:
    """What a program of this folder prints, run to its end; RuntimeError when it failed."""
    ended = subprocess.run(
        [sys.executable, "-m", f"scripts.kill_storm.{module}", *words],
        env=surroundings(settings),
        input=given,
        capture_output=True,
        text=True,
        cwd=HOUSE,
        check=False,
    )
    if ended.returncode:
        raise RuntimeError(f"{module} failed:\n{ended.stderr[-3000:]}")
    return ended.stdout


def free_port() -> int:
    """A port on which nobody listens now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Programs:
    """The server and the workers of one company; only these are ever killed."""

    def __init__(self, settings: Mapping[str, str], port: int, workers: int, log: Path) -> None:
        self._settings, self._log = settings, log
        self._words = {SERVER: f"serve --port {port} --work"}
        self._words |= {f"worker {n + 1}": "work" for n in range(workers)}
        self._running: dict[str, int] = {}
        self._starter: subprocess.Popen[str] | None = None

    @property
    def names(self) -> list[str]:
        """The programs, the server first."""
        return list(self._words)

    def start_all(self, seconds_outside: float) -> None:
        """Start every program, from a process of ours that is not killed.

        `seconds_outside` is how long the world outside takes to answer.
        """
        words = [str(self._log.parent), str(self._log), str(seconds_outside)]
        with self._log.open("ab") as log:
            self._starter = subprocess.Popen(
                [sys.executable, "-m", "scripts.kill_storm.starter", *words],
                env=surroundings(self._settings),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                cwd=HOUSE,
            )
        for name in self.names:
            self.start(name)

    def start(self, name: str) -> None:
        """Start one that does not run."""
        self._running[name] = self._told(self._words[name])

    def kill(self, name: str) -> None:
        """End one as a power cut would; RuntimeError when it had ended by itself before."""
        program = self._running.pop(name)
        os.kill(program, signal.SIGKILL)  # its number is its own until the starter waited for it
        code = self._told(f"ended {program}")
        if code != -signal.SIGKILL:
            raise RuntimeError(f"{name} ended by itself with {code}")

    def stop(self, *names: str) -> dict[str, int]:
        """Ask some, or all, to close, and answer with their exit codes."""
        leaving = {name: self._running.pop(name) for name in names or tuple(self._running)}
        for program in leaving.values():
            os.kill(program, signal.SIGTERM)
        return {name: self._told(f"ended {program}") for name, program in leaving.items()}

    def close(self) -> None:
        """Have nothing left that runs, whatever happened."""
        for program in self._running.values():
            os.kill(program, signal.SIGKILL)
        self._running.clear()
        if self._starter is not None:
            self._starter.communicate(timeout=_STOP_SECONDS)

    def _told(self, line: str) -> int:
        if self._starter is None or self._starter.stdin is None or self._starter.stdout is None:
            raise RuntimeError("nothing was started yet")
        self._starter.stdin.write(f"{line}\n")
        self._starter.stdin.flush()
        return int(self._starter.stdout.readline())
