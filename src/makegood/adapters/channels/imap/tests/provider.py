"""A mail provider behind a real socket, which speaks as much of IMAP as a reader needs."""

from __future__ import annotations

import base64
import re
import socketserver
import threading
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass
class Lying:
    """A mail in the provider's mailbox."""

    uid: int
    raw: bytes
    came_on: date
    seen: bool = False


@dataclass
class Provider:
    """A mailbox; `breaks_at` hangs up before the mail with this number is given out.

    `withholds` is the number of one that it does not give out.
    """

    user: str = "care@northvale.example.com"
    password: str = "a password of a mailbox"
    token: str = ""
    validity: int = 17
    next_uid: int = 1
    mails: list[Lying] = field(default_factory=list)
    breaks_at: int = 0
    tells_next: bool = True
    withholds: int = 0
    given_out: list[int] = field(default_factory=list)

    def lay(self, raw: bytes, came_on: date, *, seen: bool = False) -> int:
        """Put a mail into the mailbox; its number there."""
        self.mails.append(Lying(self.next_uid, raw, came_on, seen))
        self.next_uid += 1
        return self.next_uid - 1

    def number_anew(self) -> None:
        """What a provider does when it moves or mends a mailbox."""
        self.validity += 1
        for one in self.mails:
            one.uid += 1000
        self.next_uid += 1000

    def found(self, criterion: str) -> list[int]:
        """The numbers that a search finds."""
        mails = self.mails
        if match := re.match(r"UID (\d+):(\d+)", criterion):
            return [one.uid for one in mails if int(match[1]) <= one.uid <= int(match[2])]
        if criterion == "UID *":
            return [one.uid for one in mails[-1:]]
        if match := re.search(r"SINCE (\S+)", criterion):
            since = datetime.strptime(match[1] + " +0000", "%d-%b-%Y %z").date()
            mails = [one for one in mails if one.came_on >= since]
        return [one.uid for one in mails if not (criterion.startswith("UNSEEN") and one.seen)]


class _Line(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True
    provider: Provider

    def handle(self) -> None:
        self._say("* OK ready")
        while written := self.rfile.readline():
            tag, _, rest = written.decode().strip().partition(" ")
            command, _, given = rest.partition(" ")
            if not getattr(self, f"_{command.lower()}")(tag, given):
                return

    def _say(self, text: str | bytes) -> None:
        self.wfile.write((text.encode() if isinstance(text, str) else text) + b"\r\n")

    def _capability(self, tag: str, _: str) -> bool:
        self._say("* CAPABILITY IMAP4rev1 AUTH=XOAUTH2")
        self._say(f"{tag} OK done")
        return True

    def _login(self, tag: str, given: str) -> bool:
        is_right = given == f'{self.provider.user} "{self.provider.password}"'
        self._say(f"{tag} {'OK done' if is_right else 'NO wrong name or password'}")
        return True

    def _authenticate(self, tag: str, given: str) -> bool:
        self._say("+ ")
        told = base64.b64decode(self.rfile.readline()).decode()
        wanted = f"user={self.provider.user}\x01auth=Bearer {self.provider.token}\x01\x01"
        self._say(f"{tag} {'OK done' if told == wanted else 'NO the token is old'}")
        return True

    def _examine(self, tag: str, given: str) -> bool:
        if given != '"INBOX"':
            self._say(f"{tag} NO there is none")
            return True
        self._say(f"* {len(self.provider.mails)} EXISTS")
        self._say(f"* OK [UIDVALIDITY {self.provider.validity}] they hold")
        if self.provider.tells_next:
            self._say(f"* OK [UIDNEXT {self.provider.next_uid}] the next one")
        self._say(f"{tag} OK [READ-ONLY] done")
        return True

    def _uid(self, tag: str, given: str) -> bool:
        command, _, asked = given.partition(" ")
        if command == "SEARCH":
            self._say(f"* SEARCH {' '.join(map(str, self.provider.found(asked)))}".rstrip())
            self._say(f"{tag} OK done")
            return True
        number, _, part = asked.partition(" ")
        return self._fetch(tag, int(number), part)

    def _fetch(self, tag: str, uid: int, part: str) -> bool:
        mail = next((one for one in reversed(self.provider.mails) if one.uid == uid), None)
        if uid == self.provider.withholds:
            self._say(f"{tag} NO not now")
            return True
        if mail and part == "(RFC822.SIZE)":
            self._say(f"* 1 FETCH (UID {uid} RFC822.SIZE {len(mail.raw)})")
        elif mail:
            if uid == self.provider.breaks_at:
                return False
            self.provider.given_out.append(uid)
            raw = mail.raw
            if "HEADER" in part:
                raw = raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
            if match := re.search(r"<0\.(\d+)>", part):
                raw = raw[: int(match[1])]
            self._say(f"* 1 FETCH (UID {uid} BODY[] {{{len(raw)}}}".encode() + b"\r\n" + raw + b")")
        self._say(f"{tag} OK done")
        return True


class Serving:
    """The provider on a port of this machine, until it is stopped."""

    def __init__(self, provider: Provider) -> None:
        line = type("Line", (_Line,), {"provider": provider})
        self._server: Any = socketserver.ThreadingTCPServer(("127.0.0.1", 0), line)
        self._server.daemon_threads = True
        self.port = int(self._server.server_address[1])
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Answer nobody any more."""
        self._server.shutdown()
        self._server.server_close()
