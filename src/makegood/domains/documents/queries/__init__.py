"""Answer which papers there are, where they are filed, and a whole correspondence. C08."""

from makegood.domains.documents.queries.bundle import Bundle, Piece, correspondence_bundle
from makegood.domains.documents.queries.bundle_page import bundle_pdf
from makegood.domains.documents.queries.papers import (
    DocumentCard,
    FilingCard,
    content,
    document,
    documents_about,
    documents_of,
    documents_saying,
    filed_as,
    filed_for_nobody,
    is_filed,
    kept_and_not_filed,
    letter_of,
)

__all__ = [
    "Bundle",
    "DocumentCard",
    "FilingCard",
    "Piece",
    "bundle_pdf",
    "content",
    "correspondence_bundle",
    "document",
    "documents_about",
    "documents_of",
    "documents_saying",
    "filed_as",
    "filed_for_nobody",
    "is_filed",
    "kept_and_not_filed",
    "letter_of",
]
