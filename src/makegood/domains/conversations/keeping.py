"""Keep a mail as it came, before the act that accepts it, so that no ask carries its bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from makegood.core import clock
from makegood.core.numbers import next_number
from makegood.core.transactions import hold, write
from makegood.domains.conversations.models import InboundMail


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that came with a mail: its name made harmless, and how large it is."""

    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class MailAsItCame:
    """A mail's bytes, and what its head says of them."""

    raw: bytes
    message_id: str
    sender: str
    subject: str
    recipients: tuple[str, ...]
    enclosed: tuple[Enclosed, ...]


def keep(mail: MailAsItCame) -> str:
    """Keep a mail once, however often it is brought; answer with the number it has here.

    Neither the Message-ID nor a hash goes through an ask: a run of digits in them may look
    like a card number, and two ids with their digits taken out could become the same.
    """
    with write():
        hold(f"mail:{mail.sender}:{mail.message_id}")
        same = InboundMail.objects.filter(sender=mail.sender, message_id=mail.message_id)
        known = same.values_list("number", flat=True).first()
        if known:
            return known
        row = InboundMail.objects.create(
            number=next_number("ML"),
            message_id=mail.message_id,
            sender=mail.sender,
            subject=mail.subject,
            recipients=list(mail.recipients),
            attachments=[
                {"name": one.name, "media_type": one.media_type, "size": one.size}
                for one in mail.enclosed
            ],
            sha256=hashlib.sha256(mail.raw).hexdigest(),
            size=len(mail.raw),
            raw=mail.raw,
            arrived_at=clock.now(),
        )
        return row.number
