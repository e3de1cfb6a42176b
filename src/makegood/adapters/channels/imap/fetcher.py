"""Fetch mail from the company's mailbox at its provider: each once, and none is lost. RFC 3501."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from pathlib import Path

from makegood.core.clock import RealTime
from makegood.domains.conversations.ports import (
    MOST_MAIL_BYTES,
    MOST_RECIPIENTS,
    BoxPlaces,
    Place,
    PostRoom,
)

MOST_IN_ONE_ROUND = 200
MOST_TRIES = 5
"""After how many looks a mail that cannot be kept is set aside, so that others follow it."""
_MOST_OF_A_HEADER, _MOST_OF_A_HEAD = 20_000, 200_000
_NUMBERS_AT_ONCE = 50_000  # an answer longer than a line of a million characters is not read
_DELIVERED_TO = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


class MailboxAway(Exception):
    """The mailbox cannot be looked into now; says why. Its mail waits there."""


class NotKept(Exception):
    """A mail that was fetched could not be kept here; it is fetched again at the next look."""


class _NotGiven(Exception):
    """The provider answered, and does not give out this mail."""


@dataclass(frozen=True, slots=True)
class Account:
    """Where the company's mail waits, and who we are there.

    `token_file` holds an OAuth 2 access token that somebody else renews; with one, there is no
    password. It is read at each look.
    """

    host: str
    port: int
    user: str
    password: str = ""
    folder: str = "INBOX"
    tls: bool = True
    token_file: str = ""
    seconds: float = 30.0

    @property
    def name(self) -> str:
        """By which the company remembers how far it fetched from here."""
        return f"{self.user} at {self.host}:{self.port}/{self.folder}"


class Fetcher:
    """Looks into one mailbox and brings what is new. It changes nothing there.

    How far it came is noted after each mail that is kept, so that after a crash at any moment
    one mail at most is fetched again, and the letter box knows that one by its Message-ID.
    """

    def __init__(self, account: Account, box: PostRoom, places: BoxPlaces) -> None:
        self._account, self._box, self._places = account, box, places
        self._tries: Counter[int] = Counter()

    def fetch(self) -> int:
        """Bring what came since the last look; how many mails. MailboxAway, NotKept."""
        with self._opened() as (line, validity):
            place, end = self._places.place(self._account.name), _end(line)
            if place is None:
                return self._first_look(line, validity, end)
            if place.validity != validity:
                place = self._begin_anew(line, validity, end, place)
            new = _new(line, place.uid, end)[:MOST_IN_ONE_ROUND]
            for uid in new:
                self._bring(line, uid)
                self._places.note(self._account.name, Place(validity, uid, place.looked_on))
            if not new:
                today = RealTime().now().date()
                self._places.note(self._account.name, Place(validity, place.uid, today))
        return len(new)

    def look(self) -> int:
        """How many mails lie there, without fetching any. MailboxAway."""
        with self._opened() as (line, _):
            _, told = line.response("EXISTS")
            return int(told[0]) if told and isinstance(told[0], bytes) else 0

    def _first_look(self, line: imaplib.IMAP4, validity: int, end: int) -> int:
        """Begin with what is unread of today, all of it at once, so that nothing is answered that
        is old or that somebody read.
        """
        name, today = self._account.name, RealTime().now().date()
        unread = _search(line, f"UNSEEN SINCE {_spelled(today)}")
        self._places.note(name, Place(validity, min([*unread, end]) - 1, today))
        for uid in unread:
            self._bring(line, uid)
            self._places.note(name, Place(validity, uid, today))
        self._places.note(name, Place(validity, max([*unread, end - 1]), today))
        return len(unread)

    def _begin_anew(self, line: imaplib.IMAP4, validity: int, end: int, before: Place) -> Place:
        """Where to go on when the provider numbered its mails anew: a day before the last look."""
        since = _search(line, f"SINCE {_spelled(before.looked_on - timedelta(days=1))}")
        place = Place(validity, min([*since, end]) - 1, before.looked_on)
        self._tries.clear()
        self._places.note(self._account.name, place)
        return place

    def _bring(self, line: imaplib.IMAP4, uid: int) -> None:
        try:
            raw = _raw(line, uid)
        except _NotGiven as fault:  # people look there for what we are not given
            self._not_kept(uid, f"mail {uid}: {fault}".encode(), fault)
            return
        if raw is None:  # gone in the meantime: somebody there took it away
            return
        try:
            head = BytesHeaderParser().parsebytes(raw)
            self._box.put(raw, _sender(head), self._recipients(head))
        except Exception as fault:
            self._not_kept(uid, raw, fault)
        self._tries.pop(uid, None)

    def _not_kept(self, uid: int, raw: bytes, fault: Exception) -> None:
        """Try again at the next look; one mail that fails each time does not hold up the rest."""
        why = f"mail {uid} of {self._account.name}: {type(fault).__name__}: {fault}"
        self._tries[uid] += 1
        if self._tries[uid] < MOST_TRIES:
            raise NotKept(why) from fault
        try:
            self._box.set_aside(raw, why)
        except Exception as worse:
            raise NotKept(f"{why}; nor could it be set aside: {worse}") from fault

    def _recipients(self, head: Message) -> tuple[str, ...]:
        written = (one for name in _DELIVERED_TO for one in head.get_all(name, ()))
        named = (address for one in written for address in _addresses(one))
        ours = (address for address in named if self._box.has_address(address))
        return tuple(dict.fromkeys(ours))[:MOST_RECIPIENTS] or (self._account.user,)

    @contextmanager
    def _opened(self) -> Iterator[tuple[imaplib.IMAP4, int]]:
        """The folder, to be read only, and the validity of its numbers."""
        try:
            line = self._connected()
            try:
                self._sign_in(line)
                answer, _ = line.select(_quoted(self._account.folder), readonly=True)
                if answer != "OK":
                    raise MailboxAway(f"there is no folder {self._account.folder}")
                yield line, _validity(line)
            finally:
                line.shutdown()
        except (imaplib.IMAP4.error, OSError) as fault:
            raise MailboxAway(f"{self._account.host}: {fault}") from fault

    def _connected(self) -> imaplib.IMAP4:
        there = self._account
        if not there.tls:
            return imaplib.IMAP4(there.host, there.port, timeout=there.seconds)
        trusted = ssl.create_default_context()
        return imaplib.IMAP4_SSL(there.host, there.port, ssl_context=trusted, timeout=there.seconds)

    def _sign_in(self, line: imaplib.IMAP4) -> None:
        there = self._account
        if not there.token_file:
            line.login(there.user, there.password)
            return
        token = Path(there.token_file).read_text(encoding="utf-8").strip()
        told = f"user={there.user}\x01auth=Bearer {token}\x01\x01".encode()
        line.authenticate("XOAUTH2", lambda _: told)


def _search(line: imaplib.IMAP4, criterion: str) -> list[int]:
    answer, found = line.uid("SEARCH", criterion)
    if answer != "OK":
        raise MailboxAway(f"the mailbox refused to search for {criterion}")
    return sorted({int(uid) for part in found if isinstance(part, bytes) for uid in part.split()})


def _new(line: imaplib.IMAP4, after: int, end: int) -> list[int]:
    """The numbers of mails after a place, the first ones first, at least one round of them."""
    found: list[int] = []
    for first in range(after + 1, end, _NUMBERS_AT_ONCE):
        found += _search(line, f"UID {first}:{min(first + _NUMBERS_AT_ONCE, end) - 1}")
        if len(found) >= MOST_IN_ONE_ROUND:
            break
    return found


def _end(line: imaplib.IMAP4) -> int:
    """The number that the next mail will have: as told (UIDNEXT), else one after the last."""
    _, told = line.response("UIDNEXT")
    if told and isinstance(told[0], bytes) and told[0].isdigit():
        return int(told[0])
    return max(_search(line, "UID *"), default=0) + 1


def _raw(line: imaplib.IMAP4, uid: int) -> bytes | None:
    """A mail as it lies there, or its head if it is too large, so that its sender is told."""
    answer = _fetched(line, uid, "RFC822.SIZE")
    found = (re.search(rb"RFC822\.SIZE (\d+)", part) for part in answer if isinstance(part, bytes))
    size = next((int(one[1]) for one in found if one), None)
    if size is None:
        return None
    part = f"BODY.PEEK[]<0.{MOST_MAIL_BYTES}>"
    if size > MOST_MAIL_BYTES:
        part = f"BODY.PEEK[HEADER]<0.{_MOST_OF_A_HEAD}>"
    literals = (one[1] for one in _fetched(line, uid, part) if isinstance(one, tuple))
    return next((bytes(one) for one in literals if isinstance(one, bytes)), None)


def _fetched(line: imaplib.IMAP4, uid: int, part: str) -> list[object]:
    answer, got = line.uid("FETCH", str(uid), f"({part})")
    if answer != "OK":
        raise _NotGiven("the provider does not give it out")
    return list(got)


def _validity(line: imaplib.IMAP4) -> int:
    _, told = line.response("UIDVALIDITY")
    if not told or not isinstance(told[0], bytes) or not told[0].isdigit():
        raise MailboxAway("the mailbox does not say how long its numbers hold (UIDVALIDITY)")
    return int(told[0])


def _sender(head: Message) -> str:
    """Who gets a bounce: as the provider noted it, else who wrote; empty for a bounce itself."""
    return next(iter(_addresses(head.get("Return-Path", head.get("From", "")))), "")


def _addresses(header: object) -> list[str]:
    """The addresses in a header; none when what a stranger wrote there cannot be read."""
    try:
        return [address for _, address in getaddresses([str(header)[:_MOST_OF_A_HEADER]])]
    except Exception:  # brackets in brackets, without end
        return []


def _quoted(folder: str) -> str:
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _spelled(day: date) -> str:
    return f"{day.day}-{_MONTHS[day.month - 1]}-{day.year}"
