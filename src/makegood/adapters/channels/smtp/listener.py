"""Listen for mail to the company: it is taken only once it is kept for good. Source: RFC 5321."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import close_old_connections, connections

from makegood.domains.conversations.ports import MOST_MAIL_BYTES, MOST_RECIPIENTS, LetterBox

log = logging.getLogger(__name__)
MOST_CONNECTIONS = 50
_MOST_WITHOUT_END_OF_LINE = 1_000_000
_SECONDS_FOR_A_MAIL = 120.0
_KEEPERS = 2


class Listener:
    """A mail server of the company's own, in a thread of its own, until it is stopped."""

    def __init__(
        self, box: LetterBox, host: str, port: int, *, seconds: float = _SECONDS_FOR_A_MAIL
    ) -> None:
        self._keepers = ThreadPoolExecutor(_KEEPERS, "mail", close_old_connections)
        self._server = _Server(
            _Door(box, self._keepers),
            hostname=host,
            port=port,
            data_size_limit=MOST_MAIL_BYTES,
            timeout=seconds,
            ident="Makegood",
            server_hostname="makegood",
        )

    def start(self) -> None:
        """Listen from now on. OSError when the port is busy."""
        self._server.start()

    def stop(self) -> None:
        """Take no more mail; what is being kept is still kept."""
        self._server.stop()
        self._keepers.shutdown()


class _Server(Controller):
    """Lets so many in at once, and tells the others to come back."""

    open_ones: int = 0

    def factory(self) -> SMTP:
        return _Line(self.handler, self, **self.SMTP_kwargs)


class _Line(SMTP):
    """One connection. A line without end is cut off, however long it goes on."""

    def __init__(self, handler: object, server: _Server, **settings: object) -> None:
        super().__init__(handler, loop=server.loop, **settings)  # type: ignore[arg-type]  # its own
        self._server = server
        self._unended = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._server.open_ones += 1
        super().connection_made(transport)
        if self._server.open_ones > MOST_CONNECTIONS:
            self._hang_up(b"421 4.7.0 too many connections, come back later")

    def connection_lost(self, error: Exception | None) -> None:
        self._server.open_ones -= 1
        super().connection_lost(error)

    def data_received(self, data: bytes) -> None:
        ends = data.rfind(b"\r\n")
        self._unended = self._unended + len(data) if ends < 0 else len(data) - ends
        if self._unended > _MOST_WITHOUT_END_OF_LINE:
            self._hang_up(b"500 5.5.2 the line has no end")
            return
        super().data_received(data)

    def _hang_up(self, word: bytes) -> None:
        if self.transport is not None:
            transport = cast(asyncio.WriteTransport, self.transport)
            transport.write(word + b"\r\n")
            transport.close()


class _Door:
    """What the server asks at each step of a mail; its method names are aiosmtpd's."""

    def __init__(self, box: LetterBox, keepers: ThreadPoolExecutor) -> None:
        self._box = box
        self._keepers = keepers

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Only for addresses of the company, and only a few at once."""
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 too many recipients"
        if not self._box.has_address(address):
            return "550 5.1.1 there is no such mailbox here"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Taken when it is kept; otherwise its sender keeps it and comes back."""
        loop = asyncio.get_running_loop()
        try:
            number = await loop.run_in_executor(self._keepers, self._put, envelope)
        except Exception:  # whatever went wrong here is no fault of the sender's
            log.exception("a mail could not be kept")
            return "451 4.3.0 it could not be kept, please come back later"
        return f"250 2.0.0 kept as {number}"

    async def handle_exception(self, error: Exception) -> str:
        """A fault of ours is told as ours, without its inside."""
        log.error("a mail connection failed", exc_info=error)
        return "451 4.3.0 a fault of ours, please come back later"

    def _put(self, envelope: Envelope) -> str:
        content = envelope.original_content or b""
        try:
            sender = (envelope.mail_from or "").strip("<>")  # a bounce's is written "<>"
            return self._box.put(content, sender, tuple(envelope.rcpt_tos))
        finally:
            connections.close_all()
