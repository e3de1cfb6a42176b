"""Look at the ways in and out: the server that takes our mail, the port where mail comes in."""

from __future__ import annotations

import shutil
import smtplib
import socket
from collections.abc import Iterator

from django.conf import settings

from makegood.adapters.channels.imap.fetcher import MailboxAway
from makegood.adapters.scanning.clamd.scanner import Clamd
from makegood.config.environment import BadSetting
from makegood.config.mailroom import fetcher
from makegood.faces.cli.premises import Finding, State

_LONGEST_SECONDS = 5.0


def mail_leaves() -> Iterator[Finding]:
    """The mail server answers, takes our name and password, and speaks TLS if it should."""
    if not settings.MAIL_SERVER:
        state = State.WELL if settings.DEMO else State.LOOK
        more = "" if settings.DEMO else "Name one in MAKEGOOD_MAIL_SERVER, as host:port."
        yield Finding("mail out", state, "all mail stays in the house", more)
        return
    host, _, port = settings.MAIL_SERVER.partition(":")
    try:
        with smtplib.SMTP(host, int(port or 25), timeout=_LONGEST_SECONDS) as server:
            if settings.MAIL_STARTTLS:
                server.starttls()
            if settings.MAIL_USER:
                server.login(settings.MAIL_USER, settings.MAIL_PASSWORD)
            server.noop()
    except (OSError, smtplib.SMTPException) as fault:
        yield Finding(
            "mail out",
            State.WRONG,
            f"{settings.MAIL_SERVER} does not take our mail: {fault}",
            "Look at MAKEGOOD_MAIL_SERVER, MAKEGOOD_MAIL_USER, MAKEGOOD_MAIL_PASSWORD and "
            "MAKEGOOD_MAIL_STARTTLS; mail waits meanwhile and is not lost.",
        )
        return
    yield Finding("mail out", State.WELL, f"{settings.MAIL_SERVER} takes our mail")


def mail_comes() -> Iterator[Finding]:
    """Something listens where mail should come in."""
    if not settings.SMTP_PORT:
        yield Finding("mail in", State.WELL, "no mail is taken here (MAKEGOOD_SMTP_PORT is 0)")
        return
    where = (settings.SMTP_HOST, settings.SMTP_PORT)
    try:
        with socket.create_connection(where, _LONGEST_SECONDS) as listening:
            listening.settimeout(_LONGEST_SECONDS)
            greeting = listening.recv(100)
    except OSError as fault:
        told = f"nothing answers on {where[0]}:{where[1]}: {fault}"
        more = "It listens while `makegood serve` runs with the same settings."
        yield Finding("mail in", State.LOOK, told, more)
        return
    is_mail = greeting.startswith(b"220")
    told = f"{where[0]}:{where[1]} takes mail" if is_mail else f"{where[1]} is no mail server"
    more = "" if is_mail else "Something else has this port; choose another."
    yield Finding("mail in", State.WELL if is_mail else State.WRONG, told, more)


def mail_is_fetched() -> Iterator[Finding]:
    """The provider lets us into the mailbox that is to be fetched."""
    if not settings.IMAP_SERVER:
        yield Finding("mail fetched", State.WELL, "none is fetched (MAKEGOOD_IMAP_SERVER is empty)")
        return
    try:
        lying = fetcher().look()
    except (MailboxAway, BadSetting) as fault:
        yield Finding(
            "mail fetched",
            State.WRONG,
            f"the mailbox cannot be looked into: {fault}",
            "Look at the settings MAKEGOOD_IMAP_...; mail waits at the provider and is not lost.",
        )
        return
    told = f"{settings.IMAP_USER} at {settings.IMAP_SERVER}: {lying:,} mails lie there"
    yield Finding("mail fetched", State.WELL, told)


def files_are_looked_into() -> Iterator[Finding]:
    """The scanner answers, if there is to be one."""
    if not settings.SCANNER:
        told = "files are known by their content; nothing looks for harm (MAKEGOOD_SCANNER)"
        yield Finding("scanner", State.WELL, told)
        return
    if Clamd(settings.SCANNER, _LONGEST_SECONDS).is_there():
        yield Finding("scanner", State.WELL, f"clamd answers at {settings.SCANNER}")
        return
    yield Finding(
        "scanner",
        State.WRONG,
        f"clamd does not answer at {settings.SCANNER}",
        "Start it, or look at MAKEGOOD_SCANNER; files of mails wait meanwhile and are not lost.",
    )


def papers_are_read() -> Iterator[Finding]:
    """Whether pictures of papers and PDFs are read, and by what."""
    found = []
    for what, name in (("pictures of papers", settings.TESSERACT), ("PDFs", settings.PDFTOTEXT)):
        program = shutil.which(name)
        unread = f"{what} are kept and not read, not for card numbers either: no {name} here"
        found.append(f"{program} reads {what}" if program else unread)
    yield Finding("reader of papers", State.WELL, "; ".join(found))
