"""The acts of keeping papers, one file each, and what they have alike."""

from __future__ import annotations

from datetime import date

from pydantic import JsonValue

from makegood.core.acting import Leaving
from makegood.core.numbers import next_number
from makegood.domains.documents.models import Content, Document, Filing
from makegood.domains.documents.policy import stem
from makegood.domains.documents.ports import can_read

OURS = ("notice:", "paper:")
"""How what we printed ourselves is filed: what it says stands in its record."""


def file_under(
    acting: Leaving, kept: Content, *, kind: str, title: str, day: date, party: str,
    subject_ref: str, source: str,
) -> Filing:  # fmt: skip
    """File kept bytes in a party's file; the same bytes are one document however often. AC08.5."""
    row = Document.objects.filter(sha256=kept.sha256).first()
    if row is None:
        row = Document.objects.create(
            number=next_number("DC"), sha256=kept.sha256, media_type=kept.media_type,
            size=kept.size, title=title, content=kept, made_at=acting.now,
        )  # fmt: skip
        if can_read(row.media_type) and not source.startswith(OURS):
            read: dict[str, JsonValue] = {"document": row.number}
            acting.queue(kind="document.read", payload=read, key=f"read:{row.number}")
    named = stem(kind, day, party, subject_ref)
    version = Filing.objects.filter(name__startswith=f"{named}_v").count() + 1
    acting.record(f"document:{row.number}")
    return Filing.objects.create(
        document=row, name=f"{named}_v{version}", party=party, subject_ref=subject_ref,
        filed_at=acting.now, by=acting.actor.name, source=source,
    )  # fmt: skip
