"""Answer which changes of the handbook were agreed to, and what was not understood. C07, C08."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from makegood.core.outcome import NotFound
from makegood.domains.knowledge.models import ChangeKind, HandbookChange, SetAside
from makegood.handbook import Change, book, folder, phrasing_added


@dataclass(frozen=True, slots=True)
class ChangeCard:
    """A change of the handbook: what it is about, its patch, who wrote it and who agreed."""

    number: str
    kind: str
    about: str
    language: str
    message: str
    file: str
    patch: str
    at: datetime
    written_by: str
    agreed_by: str
    is_in_force: bool


def change_card(number: str) -> ChangeCard:
    """One change by its number. Raises NotFound."""
    return _card(_row(number))


def changes(limit: int = 100) -> tuple[ChangeCard, ...]:
    """The changes that were agreed to, the newest first."""
    return tuple(map(_card, HandbookChange.objects.order_by("-pk")[:limit]))


def change_to_put_in(number: str) -> Change:
    """A change as it fits into the handbook of now. Raises NotFound, and NotAccepted."""
    row = _row(number)
    if row.kind == ChangeKind.PHRASING:
        return phrasing_added(folder(), book(), row.language, row.about, row.phrasing)
    return Change(row.file, row.before, row.after)


def dealt_with(messages: Collection[str]) -> frozenset[str]:
    """Those of these messages that became words of the handbook, or were set aside."""
    found: Iterable[str] = (
        *SetAside.objects.filter(message__in=messages).values_list("message", flat=True),
        *HandbookChange.objects.filter(message__in=messages).values_list("message", flat=True),
    )
    return frozenset(found)


def _row(number: str) -> HandbookChange:
    row = HandbookChange.objects.filter(number=number).first()
    if row is None:
        raise NotFound("handbook_change", number)
    return row


def _card(row: HandbookChange) -> ChangeCard:
    return ChangeCard(
        number=row.number, kind=row.kind, about=row.about, language=row.language,
        message=row.message, file=row.file, patch=row.patch, at=row.at,
        written_by=row.written_by, agreed_by=row.agreed_by, is_in_force=_is_in_force(row),
    )  # fmt: skip


def _is_in_force(row: HandbookChange) -> bool:
    """Whether the handbook that is read now has the change."""
    if row.kind == ChangeKind.PHRASING:
        return row.phrasing in book().voice(row.language).operation(row.about).phrasings
    file = folder() / row.file
    return file.is_file() and file.read_text("utf-8") == row.after
