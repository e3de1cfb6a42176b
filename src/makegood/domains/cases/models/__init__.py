"""Keep cases with all that belongs to them, and what people ask about their own records."""

from makegood.domains.cases.models.cases import (
    Case,
    CaseCategory,
    CaseOutcome,
    CaseSubject,
    Closing,
    EmergencyKind,
    Goodwill,
    LossKind,
    Note,
    NoteKind,
    Referral,
    RootCause,
)
from makegood.domains.cases.models.defects import RecordDefect
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
    "LossKind",
    "Note",
    "NoteKind",
    "PrivacyRequest",
    "RecordDefect",
    "Referral",
    "RequestKind",
    "RootCause",
]
