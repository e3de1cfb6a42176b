"""Write to a running demo as a customer's mail program does, and read what it answers."""

from __future__ import annotations

import smtplib
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from email.message import EmailMessage
from typing import TypeVar

from tests.journeys.place import Demo

CARE = "care@northvale.example.com"
T = TypeVar("T")


def letter(text: str, message_id: str, sender: str, answers: tuple[str, ...] = ()) -> EmailMessage:
    mail = EmailMessage()
    mail["Message-ID"] = message_id
    mail["From"] = sender
    mail["To"] = CARE
    mail["Subject"] = "Re: My washer" if answers else "My washer"
    if answers:
        mail["In-Reply-To"] = answers[-1]
        mail["References"] = " ".join(answers)
    mail.set_content(text)
    return mail


def post(demo: Demo, mail: EmailMessage) -> None:
    with smtplib.SMTP("127.0.0.1", demo.mail_port, timeout=60) as line:
        assert line.send_message(mail) == {}


def received(demo: Demo, to: str) -> list[str]:
    """What somebody got, newest first."""
    with demo.client() as client:
        found = client.get("/api/v1/demo/outbox", params={"to": to}).json()["messages"]
    return [str(message["body"]) for message in found]


def rows(demo: Demo, question: str, *values: str) -> list[tuple[object, ...]]:
    """What the company has on record, read beside it."""
    with closing(sqlite3.connect(demo.place / "makegood.sqlite3")) as records:
        return list(records.execute(question, values))


def awaited(look: Callable[[], T], what: str, seconds: float = 30) -> T:
    """What comes to be, once the company has seen to it."""
    ended = time.monotonic() + seconds
    while time.monotonic() < ended:
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError(what)
