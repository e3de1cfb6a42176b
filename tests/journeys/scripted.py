"""A small server that speaks the chat's REST contract from a script, with faults on demand.

Only the tests of the component use it: what it does when the network stalls, cuts and repeats
can be shown exactly. The journeys themselves go through the real server.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar, TypedDict

STATIC = Path(__file__).resolve().parents[2] / "src/makegood/faces/portal/static"
API = "/api/v1/conversations"
KINDS = {".js": "text/javascript; charset=utf-8", ".css": "text/css", ".svg": "image/svg+xml"}
Said = dict[str, object]


class Happened(TypedDict):
    """One event of a conversation, as the stream spells it."""

    sequence: int
    kind: str
    at: str
    body: Said


def answer(text: str) -> Said:
    """What the scripted company says to a message."""
    card = [{"rows": [["Refund", "$750.44"], ["Restocking fee", "$121.37"]]}]
    plain: Said = {"quick_replies": [], "cards": [], "waits_for": "nothing"}
    if "send back" in text:
        told: Said = {"text": "I sent a code to t•••@example.com.", "waits_for": "slot:code"}
    elif text.strip().isdecimal():
        replies = ["Yes", "No"]
        told = {"text": "Shall I?", "waits_for": "confirm", "cards": card, "quick_replies": replies}
    elif text == "Yes":
        told = {"text": "Done. Your return is R-2001."}
    else:
        told = {"text": f"You said: {text}"}
    return plain | told


class Script:
    """One scripted company: its conversations, and the faults it is told to have."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.events: dict[str, list[Happened]] = {}
        self.requests: list[str] = []
        self.places: list[str] = []
        self.refuse_next = 0
        self.drop_answers = 0
        self.repeats = False
        self.is_away = False
        self.cuts = 0
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.answers: Callable[[str], Said] = answer
        self.redacts = ("4111111111111111", "[card number removed]")

    def open(self, greeting: str) -> str:
        """A new conversation with its greeting."""
        number = f"CV-{1001 + len(self.events)}"
        self.events[number] = []
        self.add(number, "opened", {"channel": "chat"})
        said: Said = {"text": greeting, "quick_replies": [], "cards": [], "waits_for": "nothing"}
        self.add(number, "said", said | {"by": "automated:digital"})
        return number

    def add(self, number: str, kind: str, body: Said) -> Happened:
        """Something happens in a conversation."""
        with self.changed:
            events = self.events[number]
            at = f"2026-06-15T16:{len(events):02}:00+00:00"
            event = Happened(sequence=len(events) + 1, kind=kind, at=at, body=body)
            events.append(event)
            self.changed.notify_all()
        return event

    def say(self, number: str, text: str, by: str = "automated:digital") -> None:
        """The company says something by itself."""
        self.add(number, "said", answer("") | {"text": text, "by": by})

    def hear(self, number: str, text: str, key: str) -> tuple[int, list[Happened]]:
        """Take in a message once, and answer it."""
        old = [event for event in self.events[number] if event["body"].get("external_id") == key]
        if not old:
            text = text.replace(*self.redacts)
            old = [self.add(number, "message_in", {"text": text, "external_id": key})]
            self.may_answer.wait(20)
            self.add(number, "understood", {})
            self.add(number, "said", self.answers(text) | {"by": "automated:digital"})
        place = old[0]["sequence"]
        return place, [one for one in self.events[number][place:] if one["kind"] == "said"]

    def cut(self) -> None:
        """All event streams end at once."""
        with self.changed:
            self.cuts += 1
            self.changed.notify_all()

    def written(self, number: str = "CV-1001") -> list[str]:
        """What the customer's messages are, as they were taken in."""
        events = self.events[number]
        return [str(one["body"]["text"]) for one in events if one["kind"] == "message_in"]


class Door(BaseHTTPRequestHandler):
    """Answers browsers."""

    protocol_version = "HTTP/1.1"
    script: ClassVar[Script]
    page: ClassVar[str]
    policy: ClassVar[str]

    def log_message(self, *_: object) -> None:
        """Keep the test's output quiet."""

    def do_OPTIONS(self) -> None:
        self._send(204, b"", "text/plain")

    def do_GET(self) -> None:
        self.script.requests.append(f"GET {self.path}")
        if self.path.startswith("/static/"):
            file = STATIC / self.path.removeprefix("/static/").partition("?")[0]
            self._send(200, file.read_bytes(), KINDS[file.suffix])
        elif self.path.endswith("/events"):
            self._stream(self.path.split("/")[-2])
        elif self.path == "/":
            self._send(200, self.page.encode(), "text/html; charset=utf-8")
        else:
            self._send(404, b"{}", "application/json")

    def do_POST(self) -> None:
        script = self.script
        script.requests.append(f"POST {self.path}")
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if script.is_away:
            self.close_connection = True
        elif self.path == API:
            number = script.open("Hello. How can I help you?")
            events = script.events[number]
            self._json({"id": number, "token": number, "company": "Northvale", "events": events})
        elif self.headers["Authorization"] != f"Bearer {self._number}":
            self._json({"detail": "not known"}, 401)
        elif script.refuse_next:
            script.refuse_next -= 1
            self._json({"detail": "Too many messages at once."}, 429)
        else:
            place, said = script.hear(self._number, asked["text"], asked["external_id"])
            if script.drop_answers:
                script.drop_answers -= 1
                self.close_connection = True
                return
            replies = [{"sequence": one["sequence"], **one["body"]} for one in said]
            self._json({"sequence": place, "replies": replies})

    @property
    def _number(self) -> str:
        return self.path.split("/")[4]

    def _stream(self, number: str) -> None:
        script = self.script
        if script.is_away:
            self.close_connection = True
            return
        if number not in script.events:
            self._json({"detail": "nothing of that name"}, 404)
            return
        after = int(self.headers["Last-Event-ID"])
        script.places.append(self.headers["Last-Event-ID"])
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        cuts = script.cuts
        while script.cuts == cuts:
            with script.changed:
                fresh = script.events[number][after:]
                if not fresh:
                    script.changed.wait(1)
            for event in fresh * (2 if script.repeats else 1):
                block = (
                    f"id: {event['sequence']}\nevent: {event['kind']}\ndata: {json.dumps(event)}"
                )
                try:
                    self.wfile.write(f"{block}\n\n: still here\n\n".encode())
                except OSError:
                    return
            after += len(fresh)

    def _json(self, body: object, status: int = 200) -> None:
        self._send(status, json.dumps(body).encode(), "application/json")

    def _send(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Methods", "GET, POST")
        allowed = "Authorization, Content-Type, Last-Event-ID"
        self.send_header("Access-Control-Allow-Headers", allowed)
        self.send_header("Content-Security-Policy", self.policy)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serving(script: Script, page: str = "", policy: str = "default-src 'self'") -> Iterator[str]:
    """Serve a script and a page from a free port of this machine; its address."""
    door = type("OneDoor", (Door,), {"script": script, "page": page, "policy": policy})
    server = ThreadingHTTPServer(("127.0.0.1", 0), door)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        script.may_answer.set()
        script.cut()
        server.shutdown()
        server.server_close()
