"""Do in the outside world what saved acts queued: at least once, and never without its key."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

from django.db.models import Min, Q, QuerySet
from django.db.models.functions import Coalesce
from pydantic import JsonValue

from makegood.core import clock
from makegood.core.aftermath import after_delivery, after_giving_up
from makegood.core.inserting import change
from makegood.core.models import Effect
from makegood.core.outcome import InvalidAsk
from makegood.core.reading import asked_often
from makegood.core.registry import registry
from makegood.core.sealed import unseal
from makegood.core.shape import read_ask
from makegood.core.transactions import write

LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 8
_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One effect on its way out; the key makes a second try harmless."""

    key: str
    kind: str
    payload: Mapping[str, JsonValue]
    attempt: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the outside world answered: its own reference and whatever else matters."""

    reference: str
    details: Mapping[str, JsonValue]


class TemporaryFailure(Exception):
    """The outside world could not do it now; it is tried again later."""


class PermanentFailure(Exception):
    """The outside world will never do it like this; somebody has to look."""


class Deliverer(Protocol):
    """An adapter that does effects of some kinds in the outside world."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of effect that it does, such as ("mail",)."""

    def deliver(self, delivery: Delivery) -> Receipt:
        """Do it, or do nothing if it was done under this key; raises one of the failures."""


@dataclass(frozen=True, slots=True)
class Received:
    """A message as its receiver would see it, from a simulator of the outside world."""

    channel: str
    to: str
    subject: str
    body: str
    at: datetime
    reference: str
    enclosed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with a message."""

    name: str
    media_type: str
    content: bytes


Encloser = Callable[[str], Enclosure]
"""Gets the file that goes with a message, by the number of what it is made from."""


@runtime_checkable
class Mailbox(Protocol):
    """A simulated receiver whose messages can be read."""

    def received(self, limit: int) -> list[Received]:
        """The messages that arrived, newest first."""

    def enclosure(self, reference: str, name: str) -> Enclosure | None:
        """A file that came with a message, by the message's reference; None if it has none."""


_deliverers: dict[str, Deliverer] = {}
_enclosers: dict[str, Encloser] = {}


def register(deliverer: Deliverer) -> None:
    """Let this adapter do the kinds of effect that it names."""
    for kind in deliverer.kinds:
        _deliverers[kind] = deliverer


def enclose(kind: str, encloser: Encloser) -> None:
    """Let a payload's `enclose` name records of this kind, such as "notice:NT-1001"."""
    _enclosers[kind] = encloser


def kinds() -> tuple[str, ...]:
    """The kinds of effect that some adapter does."""
    return tuple(_deliverers)


def mailboxes() -> list[Mailbox]:
    """The simulated receivers among the adapters."""
    unique = {id(one): one for one in _deliverers.values()}
    return [one for one in unique.values() if isinstance(one, Mailbox)]


def next_due() -> datetime | None:
    """When the next waiting effect falls due."""
    waiting = Effect.objects.filter(delivered_at=None, dead_at=None)
    free_at = Coalesce("leased_until", "next_try_at")
    first: datetime | None = waiting.aggregate(first=Min(free_at))["first"]
    return first


def deliver_one(key: str | None = None) -> bool:
    """Deliver the next due effect, or the one of this key before its time; False when none is."""
    claimed = _claim(key)
    if claimed is None:
        return False
    deliverer = _deliverers.get(claimed.kind)
    try:
        if deliverer is None:
            raise PermanentFailure(f"nothing here does {claimed.kind}")
        if claimed.attempt > MOST_ATTEMPTS:  # whoever tried never came back to say how it went
            raise PermanentFailure(f"no answer to {MOST_ATTEMPTS} attempts")
        payload = _enclosed(_opened(claimed.payload))
        delivery = Delivery(claimed.key, claimed.kind, payload, claimed.attempt)
        receipt = deliverer.deliver(delivery)
        _ensure_read(claimed, receipt)
    except PermanentFailure as failure:
        _give_up(claimed, str(failure))
    except Exception as failure:  # any other failure of the outside is tried again
        _try_again(claimed, str(failure))
    else:
        _delivered(claimed, receipt)
    return True


def _ensure_read(row: Effect, receipt: Receipt) -> None:
    """An answer that the act to follow cannot read is no answer: it is asked for again."""
    if row.then not in registry:
        return
    try:
        read_ask(registry.get(row.then), _told(row, receipt))
    except InvalidAsk as invalid:
        raise TemporaryFailure(f"the answer cannot be read: {invalid}") from None


def _told(row: Effect, receipt: Receipt) -> dict[str, JsonValue]:
    """What the act that follows is asked with."""
    return {"effect_key": row.key, "receipt": {"reference": receipt.reference, **receipt.details}}


def _opened(payload: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
    """What is sealed in a payload is put into its texts only here, on the way out."""
    sealed = payload.get("sealed")
    if not isinstance(sealed, dict):
        return payload
    opened = {name: value for name, value in payload.items() if name != "sealed"}
    for name, token in sealed.items():
        secret = unseal(str(token))
        for part, text in opened.items():
            if isinstance(text, str):
                opened[part] = text.replace(f"{{{name}}}", secret)
    return opened


def _enclosed(payload: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
    """The files that a payload only names are fetched or made here: none lies in the queue."""
    named = payload.get("enclose")
    if not isinstance(named, list):
        return payload
    attached: list[JsonValue] = [_attached(str(reference)) for reference in named]
    rest = {name: value for name, value in payload.items() if name != "enclose"}
    return {**rest, "attachments": attached}


def _attached(reference: str) -> dict[str, JsonValue]:
    kind, _, number = reference.partition(":")
    if kind not in _enclosers:
        raise PermanentFailure(f"nothing here encloses {kind}")
    file = _enclosers[kind](number)
    content = base64.b64encode(file.content).decode("ascii")
    return {"name": file.name, "media_type": file.media_type, "content_base64": content}


def queued(key: str) -> Delivery | None:
    """What goes or went out under a key, its secrets still sealed; None when nothing does."""
    row = Effect.objects.filter(key=key).first()
    return Delivery(row.key, row.kind, row.payload, row.attempt) if row else None


def is_dead(key: str) -> bool:
    """Whether what goes out under a key gave up for good."""
    return Effect.objects.filter(key=key).exclude(dead_at=None).exists()


def revive(key: str) -> bool:
    """Try a dead effect again, once somebody has mended what stopped it."""
    dead = Effect.objects.filter(key=key).exclude(dead_at=None)
    return bool(dead.update(dead_at=None, attempt=0, next_try_at=clock.now()))


def lease(attempt: int) -> timedelta:
    """How long a try has until it counts as lost: each time longer, as after a failure.

    So a house that falls over again and again does not use up all tries within minutes.
    """
    return min(LEASE * (1 << (attempt - 1)), _LONGEST_WAIT)


def _claim(key: str | None) -> Effect | None:
    now = clock.now()
    with write():
        for row in _due(now) if key is None else _named(key, now):
            row.attempt += 1
            row.leased_until = now + lease(row.attempt)
            change(row, "attempt", "leased_until")
            return row
    return None


@asked_often
def _due(now: datetime) -> QuerySet[Effect]:
    due = _free(now).filter(next_try_at__lte=now)
    return due.select_for_update(skip_locked=True).order_by("next_try_at", "pk")[:1]


@asked_often
def _named(key: str, now: datetime) -> QuerySet[Effect]:
    return _free(now).filter(key=key).select_for_update(skip_locked=True)


def _free(now: datetime) -> QuerySet[Effect]:
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    return Effect.objects.filter(free, delivered_at=None, dead_at=None)


def _delivered(row: Effect, receipt: Receipt) -> None:
    now = clock.now()
    kept = {"reference": receipt.reference, **receipt.details}
    with write():
        if not _still_ours(row).update(delivered_at=now, receipt=kept, leased_until=None):
            return
        after_delivery(row, _told(row, receipt), now)


def _try_again(row: Effect, reason: str) -> None:
    if row.attempt >= MOST_ATTEMPTS:
        _give_up(row, reason)
        return
    again_at = clock.now() + min(_FIRST_WAIT * 2 ** (row.attempt - 1), _LONGEST_WAIT)
    with write():
        _still_ours(row).update(next_try_at=again_at, leased_until=None, last_error=reason[:400])


def _give_up(row: Effect, reason: str) -> None:
    now, told = clock.now(), reason[:400]
    with write():
        ended = _still_ours(row).update(dead_at=now, leased_until=None, last_error=told)
        if ended:
            after_giving_up(row, told, now)


def _still_ours(row: Effect) -> QuerySet[Effect]:
    return Effect.objects.filter(pk=row.pk, attempt=row.attempt, delivered_at=None)
