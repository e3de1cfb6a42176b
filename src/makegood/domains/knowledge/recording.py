"""Keep a change of the handbook that was agreed to: one way for articles and phrasings."""

from __future__ import annotations

from makegood.core.acting import Leaving
from makegood.core.numbers import next_number
from makegood.domains.knowledge.models import ChangeKind, HandbookChange
from makegood.domains.knowledge.policy import ChangeFacts


def keep_change(
    act: Leaving, facts: ChangeFacts, kind: ChangeKind, about: str, language: str, message: str
) -> HandbookChange:
    """Keep the change with who wrote it and who agreed, for `makegood handbook apply`."""
    if facts.change is None or act.approver is None:
        raise TypeError("a change is kept when there is one, and with somebody's yes")
    row = HandbookChange.objects.create(
        number=next_number("KP"), kind=kind, about=about, language=language, message=message,
        file=facts.change.file, before=facts.change.before, after=facts.change.after,
        patch=facts.change.patch, at=act.now, written_by=act.actor.name,
        agreed_by=act.approver.name,
    )  # fmt: skip
    act.record(f"handbook_change:{row.number}")
    return row
