"""Bring in the company's mail for as long as the server runs: over SMTP, and from a provider."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connections

from makegood.config.environment import BadSetting

if TYPE_CHECKING:
    from makegood.adapters.channels.imap.fetcher import Fetcher

log = logging.getLogger(__name__)
_STOP_SECONDS = 10.0


@contextmanager
def receiving() -> Iterator[None]:
    """Take in mail where the settings say so. OSError when the port is busy."""
    with _listening(), _fetching():
        yield


def fetcher() -> Fetcher:
    """What looks into the mailbox that the settings name. BadSetting."""
    from makegood.adapters.channels.imap.fetcher import Account, Fetcher
    from makegood.domains.conversations.keeping import KeptPlaces
    from makegood.representative.mail.arrivals import CompanyLetterBox

    host, _, port = settings.IMAP_SERVER.rpartition(":")
    if not host or not port.isdigit():
        raise BadSetting("MAKEGOOD_IMAP_SERVER", settings.IMAP_SERVER, "host:port")
    account = Account(
        host, int(port), settings.IMAP_USER, settings.IMAP_PASSWORD, settings.IMAP_FOLDER,
        settings.IMAP_TLS, settings.IMAP_TOKEN,
    )  # fmt: skip
    return Fetcher(account, CompanyLetterBox(), KeptPlaces())


@contextmanager
def _listening() -> Iterator[None]:
    if not settings.SMTP_PORT:
        yield
        return
    from makegood.adapters.channels.smtp.listener import Listener
    from makegood.representative.mail.arrivals import CompanyLetterBox

    listener = Listener(CompanyLetterBox(), settings.SMTP_HOST, settings.SMTP_PORT)
    listener.start()
    try:
        yield
    finally:
        listener.stop()


@contextmanager
def _fetching() -> Iterator[None]:
    if not settings.IMAP_SERVER:
        yield
        return
    stop = threading.Event()
    looking = threading.Thread(
        target=_look_again, args=(fetcher(), stop), name="fetching mail", daemon=True
    )
    looking.start()
    try:
        yield
    finally:
        stop.set()
        looking.join(_STOP_SECONDS)


def _look_again(mailbox: Fetcher, stop: threading.Event) -> None:
    """Look until told to stop; what goes wrong is told, and tried again at the next look."""
    from makegood.adapters.channels.imap.fetcher import MOST_IN_ONE_ROUND, MailboxAway

    while not stop.is_set():
        found = 0
        try:
            found = mailbox.fetch()
        except MailboxAway as away:
            log.warning("mail cannot be fetched: %s", away)
        except Exception:  # nothing is lost: the mail that was not kept is fetched again
            log.exception("a mail that was fetched could not be kept")
        finally:
            connections.close_all()
        if found < MOST_IN_ONE_ROUND:
            stop.wait(settings.IMAP_SECONDS)
