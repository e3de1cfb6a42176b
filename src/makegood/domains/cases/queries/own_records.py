"""What is kept of a person's cases and requests, and who looked. Source: C05, PRV-5, PRV-6."""

from __future__ import annotations

from dataclasses import replace

from makegood.core.looks import looks_at
from makegood.core.models import Look, Promise
from makegood.core.own_records import kept_about
from makegood.core.promises import open_promises
from makegood.domains.cases import policy
from makegood.domains.cases.models import (
    Case,
    CaseSubject,
    Closing,
    Goodwill,
    Note,
    PrivacyRequest,
    Referral,
)
from makegood.domains.cases.queries.cases import OUTAGE, CaseCard, cases_of, state_of
from makegood.domains.cases.queries.privacy import privacy_requests_of

_ALL = 100_000
_ANSWER = "referral:"

kept_about("requests", PrivacyRequest)(privacy_requests_of)


@kept_about("cases", Case, CaseSubject, Closing, Goodwill, Note, Referral)
def own_cases(party: str) -> tuple[CaseCard, ...]:
    """The person's cases, newest first, as they are told of them. Source: C28."""
    return tuple(map(as_told, cases_of(party)))


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


def as_told(card: CaseCard) -> CaseCard:
    """A case as its customer sees it: without what departments are asked that tip nobody off, and
    without where others sit in the dark. Of a note that stood here wrongly it is not said whose
    case it went to, and what a department answered in another case is not told in this one.
    """
    quiet = [one for one in card.referrals if policy.tips_nobody_off(one.department)]
    told = tuple(one for one in card.referrals if one not in quiet)
    answers = {one.source for one in card.notes if one.source.startswith(_ANSWER)}
    sources = answers - {f"{_ANSWER}{one.number}" for one in told}
    outages = {one.source for one in card.notes if one.source.startswith(OUTAGE)}
    sources |= outages - {f"{OUTAGE}{card.conversation}"}
    left = (one for one in card.notes if one.source not in sources)
    notes = tuple(replace(one, moved_to="") for one in left)
    state = state_of(card.closed_at is not None, told)
    return replace(card, referrals=told, notes=notes, state=state)
