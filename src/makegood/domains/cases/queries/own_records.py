"""What is kept of a person's cases and requests, and who looked. Source: C05, PRV-5, PRV-6."""

from __future__ import annotations

from makegood.core.looks import looks_at
from makegood.core.models import Look, Promise
from makegood.core.own_records import kept_about
from makegood.core.promises import open_promises
from makegood.domains.cases.models import (
    Case,
    CaseSubject,
    Closing,
    Goodwill,
    Note,
    PrivacyRequest,
    Referral,
)
from makegood.domains.cases.queries.cases import cases_of
from makegood.domains.cases.queries.privacy import privacy_requests_of

_ALL = 100_000

kept_about("cases", Case, CaseSubject, Closing, Goodwill, Note, Referral)(cases_of)
kept_about("requests", PrivacyRequest)(privacy_requests_of)


@kept_about("promises", Promise)
def promises(party: str) -> object:
    """What was promised to the person and is still to be kept."""
    return open_promises(party=party)


@kept_about("looks", Look)
def looks(party: str) -> object:
    """Who of us looked at the person's records, by role; the names are not told."""
    return [
        {"at": one.at, "role": one.role, "channel": one.channel, "looked_first_at": one.ref}
        for one in looks_at(party, _ALL)
    ]
