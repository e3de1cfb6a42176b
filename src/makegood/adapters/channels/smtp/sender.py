"""Send mail over SMTP: once for each key as far as SMTP allows, and never a header of others."""

from __future__ import annotations

import base64
import binascii
import re
import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.utils import format_datetime, formataddr

from pydantic import JsonValue

from makegood.core import clock
from makegood.core.effects import Delivery, PermanentFailure, Receipt, TemporaryFailure
from makegood.core.message_ids import message_id
from makegood.handbook import book

_ADDRESS = re.compile(r"[^\s<>,;:\"()\[\]\\@]{1,64}@[A-Za-z0-9.-]{1,190}")
_THREADING = frozenset({"in-reply-to", "references", "auto-submitted"})
_OURS = re.compile(r"x-[a-z0-9-]{1,40}")


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail leaves the house, and who we are there."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    starttls: bool = True
    seconds: float = 30.0


class SmtpSender:
    """Hands mails to the company's mail server. Source: C34, RFC 5321, RFC 3834."""

    kinds: tuple[str, ...] = ("mail",)

    def __init__(self, server: MailServer) -> None:
        self._server = server

    def deliver(self, delivery: Delivery) -> Receipt:
        """Hand over one mail. The same key has the same Message-ID, so a second one is known."""
        mail = composed(delivery)
        with _failures(), self._connected() as line:
            line.send_message(mail)
        return Receipt(mail["Message-ID"], {"to": mail["To"], "channel": "mail"})

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        ours = self._server
        with smtplib.SMTP(ours.host, ours.port, timeout=ours.seconds) as line:
            if ours.starttls:
                line.starttls(context=ssl.create_default_context())
            if ours.user:
                line.login(ours.user, ours.password)
            yield line


def composed(delivery: Delivery) -> EmailMessage:
    """The mail as it leaves. PermanentFailure for a receiver that is no single address."""
    payload = delivery.payload
    to = str(payload.get("to", ""))
    if _ADDRESS.fullmatch(to) is None:
        raise PermanentFailure("the receiver is no mail address")
    mail = EmailMessage(policy=WIRE)
    mail["Message-ID"] = message_id(delivery.key)
    mail["From"] = formataddr((book().company.name, book().company.contact["email"]))
    mail["To"] = to
    mail["Subject"] = _in_one_line(payload.get("subject", ""))
    mail["Date"] = format_datetime(clock.now())
    added = _added(payload)
    for name, value in ({"auto-submitted": "auto-generated"} | added).items():
        mail[name.title()] = value
    mail.set_content(str(payload.get("body", "")), charset="utf-8")
    for name, media_type, content in _attached(payload):
        kind, _, subtype = media_type.partition("/")
        mail.add_attachment(content, maintype=kind, subtype=subtype, filename=name)
    return mail


def _added(payload: Mapping[str, JsonValue]) -> dict[str, str]:
    """The headers that a payload may add; what else it names, the mail goes without."""
    given = payload.get("headers")
    headers = given if isinstance(given, dict) else {}
    return {
        name.lower(): _in_one_line(value)
        for name, value in headers.items()
        if name.lower() in _THREADING or _OURS.fullmatch(name.lower())
    }


def _in_one_line(value: JsonValue) -> str:
    """No text of others begins a header line of its own."""
    return "".join(sign for sign in " ".join(str(value).split()) if sign.isprintable())


def _attached(payload: Mapping[str, JsonValue]) -> Iterator[tuple[str, str, bytes]]:
    given = payload.get("attachments")
    for one in given if isinstance(given, list) else []:
        if not isinstance(one, dict):
            raise PermanentFailure("an attachment is not described")
        media_type = str(one.get("media_type", ""))
        if re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", media_type) is None:
            media_type = "application/octet-stream"
        try:
            content = base64.b64decode(str(one.get("content_base64", "")), validate=True)
        except binascii.Error as fault:
            raise PermanentFailure("an attachment is not base64") from fault
        yield _in_one_line(one.get("name", "")), media_type, content


@contextmanager
def _failures() -> Iterator[None]:
    """Tell what may go well later from what never will."""
    try:
        yield
    except smtplib.SMTPAuthenticationError as fault:  # our own setting: the mail is not to blame
        raise TemporaryFailure("the mail server does not let us in") from fault
    except smtplib.SMTPRecipientsRefused as fault:
        code, word = next(iter(fault.recipients.values()))
        raise _failure(code, word) from fault
    except smtplib.SMTPResponseException as fault:
        raise _failure(fault.smtp_code, fault.smtp_error) from fault
    except (smtplib.SMTPException, OSError) as fault:
        raise TemporaryFailure(f"no mail server answers: {fault}") from fault


def _failure(code: int, word: bytes | str) -> TemporaryFailure | PermanentFailure:
    said = word.decode("utf-8", "replace") if isinstance(word, bytes) else word
    told = f"{code} {said}"
    return PermanentFailure(told) if 500 <= code < 600 else TemporaryFailure(told)
