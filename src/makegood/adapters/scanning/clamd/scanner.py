"""Have a file looked into by ClamAV's daemon. Source: clamd(8), INSTREAM and PING."""

from __future__ import annotations

import socket
import struct

from makegood.domains.documents.ports import ScannerAway

_AT_ONCE = 65_536
_MOST_OF_ANSWER = 4_096
_SECONDS = 30.0


class Clamd:
    """A daemon at a socket of this machine ("unix:/run/clamav/clamd.ctl") or at "host:port"."""

    def __init__(self, address: str, seconds: float = _SECONDS) -> None:
        self._address = address
        self._seconds = seconds

    def harm_in(self, content: bytes) -> str:
        """What is harmful in a file; empty when nothing is. ScannerAway."""
        pieces = [content[at : at + _AT_ONCE] for at in range(0, len(content), _AT_ONCE)]
        sent = b"".join(struct.pack("!I", len(piece)) + piece for piece in pieces)
        answer = self._ask(b"zINSTREAM\0" + sent + struct.pack("!I", 0))
        told = answer.removeprefix("stream: ")
        if told == "OK":
            return ""
        if told.endswith(" FOUND"):
            return told.removesuffix(" FOUND")
        raise ScannerAway(f"clamd answers {answer[:200]!r}")

    def is_there(self) -> bool:
        """Whether it answers at all."""
        try:
            return self._ask(b"zPING\0") == "PONG"
        except ScannerAway:
            return False

    def _ask(self, words: bytes) -> str:
        try:
            with self._connected() as daemon:
                daemon.sendall(words)
                answer = b""
                while not answer.endswith(b"\0") and len(answer) < _MOST_OF_ANSWER:
                    more = daemon.recv(_MOST_OF_ANSWER)
                    if not more:
                        break
                    answer += more
        except OSError as fault:
            raise ScannerAway(f"clamd at {self._address}: {fault}") from None
        return answer.rstrip(b"\0").decode("utf-8", "replace")

    def _connected(self) -> socket.socket:
        if self._address.startswith("unix:"):
            daemon = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            daemon.settimeout(self._seconds)
            daemon.connect(self._address.removeprefix("unix:"))
            return daemon
        host, _, port = self._address.rpartition(":")
        return socket.create_connection((host, int(port)), self._seconds)
