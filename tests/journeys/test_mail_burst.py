"""Many mails at once, as they really come: each is kept once and answered at most once."""

from __future__ import annotations

import os
import smtplib
import time
from email.message import EmailMessage

import pytest

from tests.journeys.by_smtp import CARE, awaited, letter, rows
from tests.journeys.place import Demo, running_demo

MANY = int(os.environ.get("MAKEGOOD_BURST", "60"))
BECAME = "SELECT became, count(*) FROM conversations_inboundmail GROUP BY became ORDER BY became"


@pytest.fixture
def demo(place):
    with running_demo(place) as running:
        yield running


def burst() -> tuple[list[EmailMessage], dict[str, int]]:
    """Of every ten: a loop, a bounce, an automatic reply, one twice, and six plain ones."""
    mails: list[EmailMessage] = []
    expected = {"answered": 0, "ignored": 0}
    for place in range(MANY):
        kind = place % 10
        sender = f"somebody{place}@example.com"
        if kind == 0:
            sender = CARE
        mail = letter("Where is my order?", f"<burst-{place}@mail.example.com>", sender)
        if kind == 1:
            mail["X-Failed-Recipients"] = "nobody@example.com"
        if kind == 2:
            mail["Auto-Submitted"] = "auto-replied"
        if kind == 3:
            mail = mails[-4] if mails and place > 10 else mail
            mails.append(mail)
        mails.append(mail)
        if kind == 3 and place > 10:
            continue
        expected["ignored" if kind < 3 else "answered"] += 1
    return mails, expected


def test_a_burst_of_mail_is_kept_answered_once_and_none_is_lost(demo: Demo, capsys):
    mails, expected = burst()
    began = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", demo.mail_port, timeout=120) as line:
        for mail in mails:
            is_bounce = mail["X-Failed-Recipients"] is not None
            assert line.send_message(mail, from_addr="<>" if is_bounce else str(mail["From"])) == {}
        line.sendmail("x@example.com", [CARE], b"Subject: nobody\r\n\r\nWho am I?\r\n")
        large = b"From: x@example.com\r\n\r\n" + (b"x" * 998 + b"\r\n") * 40_000
        line.mail("x@example.com")
        line.rcpt(CARE)
        assert line.data(large)[0] == 552
    accepted = time.perf_counter() - began
    wanted = sorted((expected | {"refused": 1}).items())
    awaited(lambda: rows(demo, BECAME) == wanted, f"{rows(demo, BECAME)} and not {wanted}",
            seconds=30 + MANY)  # fmt: skip
    answered = time.perf_counter() - began
    for (count,) in rows(
        demo, "SELECT count(*) FROM channels_simulated_arrived WHERE key LIKE 'reply:%' "
        'GROUP BY "to"'
    ):  # fmt: skip
        assert count == 1
    replies = awaited(
        lambda: rows(demo, "SELECT count(*) FROM channels_simulated_arrived "
                     "WHERE key LIKE 'reply:%'") == [(expected["answered"],)],
        "not every mail has its answer",
    )  # fmt: skip
    assert replies
    with capsys.disabled():
        print(f"\n{len(mails)} mails: taken in {accepted:.1f} s, answered in {answered:.1f} s")
