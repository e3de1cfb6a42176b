"""A daemon that speaks as clamd does, with faults when they are asked for: for tests and drills."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

HARMFUL = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The file by which every scanner is tried out; it does no harm. Source: eicar.org."""


class Fault(StrEnum):
    """What the daemon does instead of answering."""

    HANGS_UP = "hangs_up"
    SAYS_NOTHING = "says_nothing"
    NONSENSE = "nonsense"
    TOO_LARGE = "too_large"


class SimulatedClamd(socketserver.ThreadingTCPServer):
    """Finds the one file that is for trying scanners out. `faults` are done first, in turn."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.faults: list[Fault] = []
        self.closing = threading.Event()

    @property
    def address(self) -> str:
        """Where it listens."""
        host, port = self.server_address[:2]
        return f"{host!s}:{port}"


class _Answer(socketserver.StreamRequestHandler):
    server: SimulatedClamd

    def handle(self) -> None:
        command = self._word()
        if command == b"zPING":
            self.wfile.write(b"PONG\0")
            return
        content = b"".join(self._pieces())
        fault = self.server.faults.pop(0) if self.server.faults else None
        if fault is Fault.SAYS_NOTHING:
            self.server.closing.wait(30)
        elif fault is Fault.NONSENSE:
            self.wfile.write(b"perhaps\0")
        elif fault is Fault.TOO_LARGE:
            self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
        elif fault is None:
            found = b"Eicar-Test-Signature FOUND" if HARMFUL in content else b"OK"
            self.wfile.write(b"stream: " + found + b"\0")

    def _word(self) -> bytes:
        word = b""
        while not word.endswith(b"\0"):
            word += self.rfile.read(1)
        return word[:-1]

    def _pieces(self) -> Iterator[bytes]:
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            yield self.rfile.read(size)


@contextmanager
def listening() -> Iterator[SimulatedClamd]:
    """The daemon, for as long as this is open."""
    with SimulatedClamd() as daemon:
        serving = threading.Thread(target=daemon.serve_forever, args=(0.05,), daemon=True)
        serving.start()
        try:
            yield daemon
        finally:
            daemon.closing.set()
            daemon.shutdown()
            serving.join()
