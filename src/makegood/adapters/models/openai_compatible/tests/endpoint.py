"""An endpoint on this machine that answers what a script says, and notes what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Script:
    """What the endpoint answers, and what it was asked."""

    body: bytes = b""
    status: int = 200
    stalls: bool = False
    asked: list[dict[str, object]] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    def says(self, text: str) -> None:
        self.body = json.dumps({"choices": [{"message": {"content": text}}]}).encode()


@contextmanager
def serving(script: Script) -> Iterator[str]:
    """The address of the endpoint, while it runs."""

    class Endpoint(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            script.asked.append(json.loads(self.rfile.read(length)))
            if script.stalls:
                script.released.wait(10)
                return
            self.send_response(script.status)
            self.send_header("Content-Length", str(len(script.body)))
            self.end_headers()
            self.wfile.write(script.body)

        def log_message(self, format: str, *args: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    script.released.set()
    server.shutdown()
    server.server_close()
