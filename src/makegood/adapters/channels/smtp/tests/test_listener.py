"""A letter box behind a real socket: what is kept gets its 250, and nothing else does."""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Iterator

import pytest

from makegood.adapters.channels.smtp import listener
from makegood.adapters.channels.smtp.listener import Listener
from makegood.domains.conversations.ports import MOST_RECIPIENTS

CARE, TOM = "care@northvale.example.com", "tom.gallagher@example.com"
MAIL = b"From: tom.gallagher@example.com\r\nSubject: My washer\r\n\r\nHello\r\n"


class Shelf:
    """A letter box that keeps all in memory, until it is told to be full."""

    def __init__(self) -> None:
        self.kept: list[tuple[bytes, str, tuple[str, ...]]] = []
        self.is_full = False

    def has_address(self, address: str) -> bool:
        return address.startswith("care")

    def put(self, raw: bytes, sender: str, recipients: tuple[str, ...]) -> str:
        if self.is_full:
            raise OSError("no space left on device")
        self.kept.append((raw, sender, recipients))
        return f"ML-{1000 + len(self.kept)}"


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def port(shelf: Shelf) -> Iterator[int]:
    yield from listening(shelf, seconds=20)


def listening(shelf: Shelf, *, seconds: float) -> Iterator[int]:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        free = int(one.getsockname()[1])
    server = Listener(shelf, "127.0.0.1", free, seconds=seconds)
    server.start()
    yield free
    server.stop()


def test_a_mail_is_taken_once_it_is_kept_byte_for_byte(shelf, port):
    with smtplib.SMTP("127.0.0.1", port) as line:
        line.sendmail(TOM, [CARE, "care+R-2001@northvale.example.com"], MAIL)
        code, word = line.docmd("NOOP")
    assert code == 250, word
    assert shelf.kept == [(MAIL, TOM, (CARE, "care+R-2001@northvale.example.com"))]


def test_a_bounce_with_no_sender_is_taken(shelf, port):
    with smtplib.SMTP("127.0.0.1", port) as line:
        line.sendmail("", [CARE], MAIL)
    assert shelf.kept[0][1] == ""


def test_when_it_cannot_be_kept_its_sender_keeps_it(shelf, port):
    shelf.is_full = True
    with smtplib.SMTP("127.0.0.1", port) as line:
        with pytest.raises(smtplib.SMTPDataError) as refused:
            line.sendmail(TOM, [CARE], MAIL)
        assert refused.value.smtp_code == 451
        shelf.is_full = False
        line.sendmail(TOM, [CARE], MAIL)
    assert len(shelf.kept) == 1


def test_mail_for_others_and_for_too_many_is_not_taken(shelf, port):
    with smtplib.SMTP("127.0.0.1", port) as line:
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            line.sendmail(TOM, ["someone@elsewhere.example.org"], MAIL)
        assert next(iter(refused.value.recipients.values()))[0] == 550
        line.mail(TOM)
        codes = [line.rcpt(f"care+{place}@northvale.example.com")[0] for place in range(22)]
    assert codes == [250] * MOST_RECIPIENTS + [452] * 2
    assert shelf.kept == []


def test_40_mb_are_refused_before_they_are_sent_and_also_when_they_are(shelf, port):
    large = MAIL + (b"x" * 998 + b"\r\n") * 40_000
    with smtplib.SMTP("127.0.0.1", port) as line:
        line.ehlo()
        assert line.mail(TOM, [f"SIZE={len(large)}"])[0] == 552
        line.rset()
        line.mail(TOM)
        line.rcpt(CARE)
        assert line.data(large)[0] == 552
        line.sendmail(TOM, [CARE], MAIL)
    assert [raw for raw, _, _ in shelf.kept] == [MAIL]


def test_a_line_too_long_is_refused_and_one_without_end_is_cut_off(shelf, port):
    with smtplib.SMTP("127.0.0.1", port) as line:
        line.ehlo()
        line.mail(TOM)
        line.rcpt(CARE)
        assert line.data(MAIL + b"x" * 5_000)[0] == 500
        line.mail(TOM)
        line.rcpt(CARE)
        line.docmd("DATA")
        with pytest.raises((OSError, smtplib.SMTPServerDisconnected)):
            line.send(b"x" * 20_000_000)
    assert shelf.kept == []


def test_whoever_says_nothing_is_let_go(shelf):
    for free in listening(shelf, seconds=0.3):
        with socket.create_connection(("127.0.0.1", free), timeout=10) as silent:
            assert silent.recv(100).startswith(b"220")
            assert silent.recv(100) == b""


def test_only_so_many_are_let_in_at_once_and_room_is_made_again(shelf, port, monkeypatch):
    monkeypatch.setattr(listener, "MOST_CONNECTIONS", 2)
    first, second = (smtplib.SMTP("127.0.0.1", port) for _ in range(2))
    with pytest.raises((smtplib.SMTPConnectError, smtplib.SMTPServerDisconnected)):
        smtplib.SMTP("127.0.0.1", port).noop()
    first.quit()
    second.sendmail(TOM, [CARE], MAIL)
    second.quit()
    assert len(shelf.kept) == 1
