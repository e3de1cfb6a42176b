"""Answer questions about cases, and about what people ask concerning their own records."""

from makegood.domains.cases.queries import own_records
from makegood.domains.cases.queries.cases import (
    OUTAGE,
    CaseCard,
    DueCase,
    NoteCard,
    ReferralCard,
    case_card,
    cases_about,
    cases_of,
    due_work,
    package_of,
    referral_card,
    reports_of_outage,
    with_defects,
)
from makegood.domains.cases.queries.defects import (
    DefectCard,
    defect_facts,
    defects,
    defects_known,
)
from makegood.domains.cases.queries.erasing import keeping_of
from makegood.domains.cases.queries.investigations import red_flag_key
from makegood.domains.cases.queries.privacy import (
    LegalHoldCard,
    PrivacyRequestCard,
    hold_card,
    holds_on,
    open_privacy_requests,
    privacy_request_card,
    privacy_requests_of,
)
from makegood.domains.cases.queries.record import record_of

__all__ = [
    "OUTAGE",
    "CaseCard",
    "DefectCard",
    "DueCase",
    "LegalHoldCard",
    "NoteCard",
    "PrivacyRequestCard",
    "ReferralCard",
    "case_card",
    "cases_about",
    "cases_of",
    "defect_facts",
    "defects",
    "defects_known",
    "due_work",
    "hold_card",
    "holds_on",
    "keeping_of",
    "open_privacy_requests",
    "own_records",
    "package_of",
    "privacy_request_card",
    "privacy_requests_of",
    "record_of",
    "red_flag_key",
    "referral_card",
    "reports_of_outage",
    "with_defects",
]
