"""Answer what was mailed to us, and what became of each mail. Source: C01."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from makegood.core.outcome import NotFound
from makegood.domains.conversations.keeping import Enclosed
from makegood.domains.conversations.models import Became, InboundMail


@dataclass(frozen=True, slots=True)
class MailCard:
    """A mail that somebody sent us; `reason` says why it was ignored or refused."""

    number: str
    sender: str
    subject: str
    recipients: tuple[str, ...]
    size: int
    attachments: tuple[Enclosed, ...]
    arrived_at: datetime
    became: str
    reason: str
    conversation: str
    settled_at: datetime | None


def inbound_mails(became: str = "", limit: int = 200) -> tuple[MailCard, ...]:
    """The mails that were accepted, newest first; only those of which that became, if named."""
    rows = InboundMail.objects.exclude(became=Became.KEPT)
    if became:
        rows = rows.filter(became=became)
    return _cards(rows.defer("raw").order_by("-pk")[:limit])


def mails_waiting(before: datetime) -> tuple[str, ...]:
    """The numbers of all mails that came before a moment and still wait."""
    rows = InboundMail.objects.filter(became=Became.WAITING, arrived_at__lt=before)
    return tuple(rows.order_by("pk").values_list("number", flat=True))


def inbound_mail(number: str) -> MailCard:
    """One mail that was sent to us; NotFound when there is none of this number."""
    found = _cards(InboundMail.objects.defer("raw").filter(number=number))
    if not found:
        raise NotFound("mail", number)
    return found[0]


def mails_of(conversation: str) -> tuple[MailCard, ...]:
    """The mails that belong to a conversation, the first one first."""
    rows = InboundMail.objects.filter(conversation=conversation)
    return _cards(rows.defer("raw").order_by("pk"))


def mails_before(number: str, minutes: int) -> int:
    """How many mails of the same sender came in the minutes before this one."""
    row = InboundMail.objects.defer("raw").get(number=number)
    since = row.arrived_at - timedelta(minutes=minutes)
    earlier = InboundMail.objects.filter(sender=row.sender, pk__lt=row.pk, arrived_at__gt=since)
    return earlier.count()


def raw_mail(number: str) -> bytes:
    """A mail as it came over the wire; NotFound when it is not kept any more."""
    raw = InboundMail.objects.filter(number=number).values_list("raw", flat=True).first()
    if raw is None:
        raise NotFound("mail", number)
    return bytes(raw)


def _cards(rows: Iterable[InboundMail]) -> tuple[MailCard, ...]:
    return tuple(
        MailCard(
            number=row.number,
            sender=row.sender,
            subject=row.subject,
            recipients=tuple(row.recipients),
            size=row.size,
            attachments=tuple(Enclosed(**one) for one in row.attachments),
            arrived_at=row.arrived_at,
            became=row.became,
            reason=row.reason,
            conversation=row.conversation,
            settled_at=row.settled_at,
        )
        for row in rows
    )
