"""Keep cases with all that belongs to them, and what people ask about their own records."""

from makegood.domains.cases.models.cases import (
    Case,
    CaseCategory,
    CaseOutcome,
    CaseSubject,
    Closing,
    EmergencyKind,
    Goodwill,
    Note,
    NoteKind,
    Referral,
    RootCause,
)
from makegood.domains.cases.models.privacy import LegalHold, PrivacyRequest, RequestKind

__all__ = [
    "Case",
    "CaseCategory",
    "CaseOutcome",
    "CaseSubject",
    "Closing",
    "EmergencyKind",
    "Goodwill",
    "LegalHold",
    "Note",
    "NoteKind",
    "PrivacyRequest",
    "Referral",
    "RequestKind",
    "RootCause",
]
