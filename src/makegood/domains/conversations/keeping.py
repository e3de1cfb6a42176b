"""Keep what is no act of anybody: a mail as it came, how far a box was read, a model's answer."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from makegood.core import clock
from makegood.core.numbers import next_number
from makegood.core.redaction import redact
from makegood.core.transactions import hold, write
from makegood.domains.conversations.models import FetchedBox, InboundMail, ModelCall
from makegood.domains.conversations.ports import Place
from makegood.handbook import book

_MOST_KEPT = 8_000


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that came with a mail: its name made harmless, and how large it was.

    `taken_out` says why its bytes are not kept, if so: `shows_card` or `harmful`.
    """

    name: str
    media_type: str
    size: int
    taken_out: str = ""


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


class KeptPlaces:
    """Remembers how far each mailbox at a provider was fetched. It never goes back, except when
    the provider numbers its mails anew.
    """

    def place(self, box: str) -> Place | None:
        """How far this mailbox was fetched; None before the first look."""
        row = FetchedBox.objects.filter(box=box).first()
        return Place(row.validity, row.uid, row.looked_on) if row else None

    def note(self, box: str, place: Place) -> None:
        """Remember it; a second machine that is behind changes nothing."""
        noted = {"validity": place.validity, "uid": place.uid, "looked_on": place.looked_on}
        with write():
            hold(f"box:{box}")
            row = FetchedBox.objects.filter(box=box).first()
            if row is None:
                FetchedBox.objects.create(box=box, **noted)
            elif row.validity != place.validity or row.uid <= place.uid:
                FetchedBox.objects.filter(pk=row.pk).update(**noted)


@dataclass(frozen=True, slots=True)
class AskedOfModel:
    """What a language model was asked for a conversation, and what came of it."""

    conversation: str
    purpose: str
    prompt: str
    answer: str
    tokens_in: int
    tokens_out: int
    milliseconds: int
    why_not: str


def keep_model_call(call: AskedOfModel) -> None:
    """Keep a call with what it cost by the company's prices (MDL-1), whatever came of it."""
    rule, now = book().clause("MDL-1", on=clock.today()), clock.now()
    per_million = (rule.decimal("price_in"), rule.decimal("price_out"))
    cost = call.tokens_in * per_million[0] + call.tokens_out * per_million[1]
    with write():
        ModelCall.objects.create(
            conversation=call.conversation, purpose=call.purpose,
            prompt=redact(call.prompt).text[-_MOST_KEPT:],
            answer=redact(call.answer).text[:_MOST_KEPT],
            tokens_in=call.tokens_in, tokens_out=call.tokens_out, cost_micros=round(cost),
            milliseconds=call.milliseconds, used=not call.why_not, why_not=call.why_not, at=now,
        )  # fmt: skip
