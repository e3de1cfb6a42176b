"""Deliver to simulated mailboxes, telephones and letter boxes, once for each key."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import timedelta

from django.db.models import Prefetch
from pydantic import JsonValue

from makegood.adapters.channels.simulated.faults import take_fault
from makegood.adapters.channels.simulated.models import Arrived, Enclosed, Fault, Mode
from makegood.core import clock
from makegood.core.effects import (
    Delivery,
    Enclosure,
    PermanentFailure,
    Receipt,
    Received,
    TemporaryFailure,
)
from makegood.core.message_ids import message_id
from makegood.core.transactions import write
from makegood.handbook import book


class SimulatedChannels:
    """Mail, text and post as if they left the house. Source: C34, RFC 5322, RFC 3834."""

    kinds: tuple[str, ...] = ("mail", "text", "letter")

    def deliver(self, delivery: Delivery) -> Receipt:
        """Put a message into its receiver's box, or do nothing if it is there under this key."""
        to = _text(delivery.payload, "to")
        if not to:
            raise PermanentFailure("the message says no receiver")
        with write(Arrived):
            arrived = Arrived.objects.filter(key=delivery.key, copy=1).first()
            fault = None if arrived else take_fault(delivery.kind, to)
            if arrived is None and _comes_through(fault):
                arrived = _put_into_box(delivery, to, fault)
        if fault is not None:
            _fail(fault, to)
        if arrived is None:
            raise TemporaryFailure("the message is on its way nowhere")
        return Receipt(arrived.message_id, {"to": arrived.to, "channel": arrived.channel})

    def received(self, limit: int = 100) -> list[Received]:
        """What arrived by now, newest first."""
        here = Arrived.objects.filter(received_at__lte=clock.now()).prefetch_related(
            Prefetch("enclosed", Enclosed.objects.defer("content").order_by("pk"))
        )
        return [
            Received(
                channel=one.channel,
                to=one.to,
                subject=one.subject,
                body=one.body,
                at=one.received_at,
                reference=one.message_id,
                enclosed=tuple(file.name for file in one.enclosed.all()),
            )
            for one in here.order_by("-received_at", "-pk")[:limit]
        ]

    def enclosure(self, reference: str, name: str) -> Enclosure | None:
        """A file that came with a message that is here by now."""
        here = Enclosed.objects.filter(arrived__received_at__lte=clock.now(), name=name)
        file = here.filter(arrived__message_id=reference).first()
        return Enclosure(file.name, file.media_type, bytes(file.content)) if file else None


def _comes_through(fault: Fault | None) -> bool:
    return fault is None or fault.mode in (Mode.DELAY, Mode.TWICE, Mode.TIMEOUT, Mode.WRONG)


def _fail(fault: Fault, to: str) -> None:
    if fault.mode == Mode.BOUNCE:
        raise PermanentFailure(f"550 5.1.1 there is no mailbox {to}")
    if fault.mode == Mode.FAIL:
        raise TemporaryFailure("451 4.3.0 try again later")
    if fault.mode == Mode.TIMEOUT:
        raise TemporaryFailure("no answer in time")
    if fault.mode == Mode.WRONG:
        raise TemporaryFailure("the server answered 'OK?', which is no reply code")


def _put_into_box(delivery: Delivery, to: str, fault: Fault | None) -> Arrived:
    late = timedelta(seconds=fault.delay_seconds) if fault else timedelta(0)
    copies = 2 if fault and fault.mode == Mode.TWICE else 1
    own_id = message_id(delivery.key)
    rows = [
        Arrived(
            key=delivery.key,
            copy=copy,
            channel=delivery.kind,
            to=to,
            subject=_text(delivery.payload, "subject"),
            body=_text(delivery.payload, "body"),
            headers=_headers(delivery.payload, to, own_id),
            message_id=own_id,
            received_at=clock.now() + late,
        )
        for copy in range(1, copies + 1)
    ]
    arrived = Arrived.objects.bulk_create(rows)
    Enclosed.objects.bulk_create(
        [
            Enclosed(arrived=one, name=file.name, media_type=file.media_type, content=file.content)
            for one in arrived
            for file in _files(delivery.payload)
        ]
    )
    return arrived[0]


def _files(payload: Mapping[str, JsonValue]) -> list[Enclosure]:
    """The files that came with a message, as they were before they were spelled for the way."""
    attached = payload.get("attachments")
    files = [one for one in attached if isinstance(one, dict)] if isinstance(attached, list) else []
    return [
        Enclosure(
            _text(one, "name"),
            _text(one, "media_type"),
            base64.b64decode(_text(one, "content_base64"), validate=True),
        )
        for one in files
    ]


def _headers(payload: Mapping[str, JsonValue], to: str, own_id: str) -> dict[str, str]:
    """The header of a mail: a machine says that it is one, so that no machine answers."""
    given = payload.get("headers")
    added = given if isinstance(given, dict) else {}
    own = {
        "Message-ID": own_id,
        "From": f"{book().company.name} <{book().company.contact['email']}>",
        "To": to,
        "Subject": _text(payload, "subject"),
        "Date": clock.now().strftime("%a, %d %b %Y %H:%M:%S +0000"),
        "Auto-Submitted": "auto-generated",
    }
    return own | {name: str(value) for name, value in added.items()}


def _text(payload: Mapping[str, JsonValue], name: str) -> str:
    value = payload.get(name, "")
    return value if isinstance(value, str) else str(value)
