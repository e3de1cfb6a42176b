"""Answer how dealers and their claims stand: for the desk, and for each dealer their own."""

from makegood.domains.dealers.queries import own_records
from makegood.domains.dealers.queries.claims import (
    AppealCard,
    ClaimCard,
    ClaimLineCard,
    DueClaim,
    claim_card,
    claims_due,
    claims_of,
    claims_paid,
    find_claims,
)
from makegood.domains.dealers.queries.dealers import (
    AgreementCard,
    AuditCard,
    DealerCard,
    FlagCard,
    audit_card,
    audits_of,
    dealer_card,
    dealer_of,
    dealers,
    dealers_for,
    open_matters_of,
)
from makegood.domains.dealers.queries.scorecards import Scorecard, hints_of, scorecard
from makegood.domains.dealers.queries.traces import trace_of
from makegood.domains.dealers.queries.worksheets import SignatureCard, WorksheetCard, worksheet_of

__all__ = [
    "AgreementCard",
    "AppealCard",
    "AuditCard",
    "ClaimCard",
    "ClaimLineCard",
    "DealerCard",
    "DueClaim",
    "FlagCard",
    "Scorecard",
    "SignatureCard",
    "WorksheetCard",
    "audit_card",
    "audits_of",
    "claim_card",
    "claims_due",
    "claims_of",
    "claims_paid",
    "dealer_card",
    "dealer_of",
    "dealers",
    "dealers_for",
    "find_claims",
    "hints_of",
    "open_matters_of",
    "own_records",
    "scorecard",
    "trace_of",
    "worksheet_of",
]
