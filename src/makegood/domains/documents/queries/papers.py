"""Answer which papers there are and where they are filed, and give out their bytes. C08."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Exists, OuterRef, prefetch_related_objects

from makegood.core.fulltext import having
from makegood.core.outcome import NotFound
from makegood.core.own_records import kept_about
from makegood.core.reading import asked_often
from makegood.domains.documents.models import Content, Document, DocumentText, Filing
from makegood.domains.parties.models import Party
from makegood.domains.parties.spelling import folded

_ALL = 100_000
_MOST_SAYING = 200
_ABOUT = asked_often(
    lambda ref: Document.objects.filter(filings__subject_ref=ref).distinct().order_by("-pk")
)


@dataclass(frozen=True, slots=True)
class FilingCard:
    """One place where a document is filed."""

    name: str
    document: str
    party: str
    subject_ref: str
    filed_at: datetime
    by: str
    source: str


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """A document, without its bytes, and everywhere it is filed, the first filing first.

    `text` is what was read of it; None where it was not read, or was not asked for.
    """

    number: str
    sha256: str
    media_type: str
    size: int
    title: str
    made_at: datetime
    filings: tuple[FilingCard, ...]
    text: str | None = None


def document(number: str) -> DocumentCard:
    """A document by its number; NotFound when there is none."""
    row = Document.objects.prefetch_related("filings").filter(number=number).first()
    if row is None:
        raise NotFound("document", number)
    read = DocumentText.objects.filter(document=row).values_list("text", flat=True).first()
    return replace(_card(row), text=read)


def documents_saying(words: str, limit: int = 10) -> tuple[DocumentCard, ...]:
    """The papers of which a word begins with each of these, as they were read, newest first."""
    asked = folded(words).split()
    if not asked:
        return ()
    saying = having(DocumentText, "words", asked, want="each beginning", most=_MOST_SAYING)
    found = Document.objects.filter(read__in=DocumentText.objects.filter(pk__in=saying))
    return tuple(map(_card, found.prefetch_related("filings").order_by("-pk")[:limit]))


def documents_of(party: str, limit: int = 200) -> tuple[DocumentCard, ...]:
    """The documents in a party's file, newest first; of others' filings nothing is told."""
    found = Document.objects.filter(filings__party=party).distinct().order_by("-pk")[:limit]
    return tuple(_card(row, party) for row in found.prefetch_related("filings"))


@kept_about("papers", Document, Filing)
def papers(party: str) -> object:
    """All documents in a person's file, for the person to have."""
    return documents_of(party, _ALL)


def documents_about(subject_ref: str, limit: int = 50) -> tuple[DocumentCard, ...]:
    """The documents filed about one record, newest first."""
    found = _ABOUT.at_most(limit, subject_ref)
    prefetch_related_objects(found, "filings")
    return tuple(map(_card, found))


def letter_of(notice: str) -> DocumentCard | None:
    """The letter of a notice; None while it was not printed."""
    filed = Filing.objects.filter(source=f"notice:{notice}").select_related("document").first()
    return _card(filed.document) if filed else None


def is_filed(source: str) -> bool:
    """Whether what came by this way, such as "mail:ML-1001/1", stands in a file already."""
    return Filing.objects.filter(source=source).exists()


def filed_as(notice: str) -> str:
    """The name under which the letter of a notice is filed; NotFound while it was not printed."""
    name = Filing.objects.filter(source=f"notice:{notice}").values_list("name", flat=True).first()
    if name is None:
        raise NotFound("letter", notice)
    return name


def kept_and_not_filed(before: datetime) -> tuple[str, ...]:
    """The hashes of bytes that were kept before a moment and that no document names."""
    found = Content.objects.filter(document=None, kept_at__lt=before).order_by("pk")
    return tuple(found.values_list("sha256", flat=True))


def filed_for_nobody() -> tuple[str, ...]:
    """The names under which papers are filed for a party that we do not have."""
    ours = Party.objects.filter(number=OuterRef("party"))
    found = Filing.objects.filter(~Exists(ours)).order_by("pk")
    return tuple(found.values_list("name", flat=True))


def content(number: str) -> bytes:
    """The bytes of a document; NotFound when there is none of this number."""
    row = Content.objects.filter(document__number=number).first()
    if row is None:
        raise NotFound("document", number)
    return bytes(row.content)


def _card(row: Document, party: str = "") -> DocumentCard:
    filed = sorted(row.filings.all(), key=lambda one: one.pk)
    return DocumentCard(
        number=row.number,
        sha256=row.sha256,
        media_type=row.media_type,
        size=row.size,
        title=row.title,
        made_at=row.made_at,
        filings=tuple(
            FilingCard(
                name=one.name,
                document=row.number,
                party=one.party,
                subject_ref=one.subject_ref,
                filed_at=one.filed_at,
                by=one.by,
                source=one.source,
            )
            for one in filed
            if party in ("", one.party)
        ),
    )
