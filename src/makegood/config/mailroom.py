"""Open the company's letter box for mail over SMTP, for as long as the server runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings


@contextmanager
def receiving() -> Iterator[None]:
    """Take in mail where the settings say so. OSError when the port is busy."""
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
