"""Answer what people asked about their own records, and what may not be erased. Source: C05."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from makegood.core import clock
from makegood.core.outcome import NotFound
from makegood.core.reading import asked_often
from makegood.domains.cases.models import LegalHold, PrivacyRequest, RequestKind
from makegood.domains.cases.policy.keeping import Kept
from makegood.domains.conversations.queries import written
from makegood.domains.documents.queries import letter_of

_MOST = 200
_OF_PARTY = asked_often(
    lambda party: PrivacyRequest.objects.filter(party=party).order_by("-received_at", "-pk")
)
_HOLDS = asked_often(
    lambda party: LegalHold.objects.filter(party=party, lifted_at=None).order_by("pk")
)


@dataclass(frozen=True, slots=True)
class PrivacyRequestCard:
    """A request about somebody's own records: by when it is answered, and how it was.

    `due_on` is the last day as it stands now, extension included; `goes` and `stays` are what
    was erased and what was kept, each with its reason.
    """

    number: str
    party: str
    kind: str
    state: str
    received_on: date
    due_on: date
    extended_at: datetime | None
    answered_at: datetime | None
    answered_by: str
    document: str
    goes: tuple[Kept, ...]
    stays: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class LegalHoldCard:
    """That nothing of a person may be erased: why, since when, and until when."""

    number: str
    party: str
    reason: str
    placed_at: datetime
    placed_by: str
    lifted_at: datetime | None
    lift_reason: str


def privacy_request_card(number: str) -> PrivacyRequestCard:
    """One request; NotFound when there is none of this number."""
    row = PrivacyRequest.objects.filter(number=number).first()
    if row is None:
        raise NotFound("privacy_request", number)
    return _card(row)


def privacy_requests_of(party: str) -> tuple[PrivacyRequestCard, ...]:
    """What a person asked about their own records, newest first."""
    return _cards(_OF_PARTY(party))


def open_privacy_requests(party: str = "") -> tuple[PrivacyRequestCard, ...]:
    """The requests that wait for an answer, the next due first; of one person, if named."""
    found = PrivacyRequest.objects.filter(answered_at=None)
    found = found.filter(party=party) if party else found
    return tuple(sorted(_cards(found), key=lambda one: (one.due_on, one.number)))


def holds_on(party: str) -> tuple[LegalHoldCard, ...]:
    """The legal holds that stand on a person now."""
    return tuple(map(_hold, _HOLDS(party)))


def hold_card(number: str) -> LegalHoldCard:
    """One legal hold; NotFound when there is none of this number."""
    row = LegalHold.objects.filter(number=number).first()
    if row is None:
        raise NotFound("legal_hold", number)
    return _hold(row)


def held_parties() -> tuple[str, ...]:
    """On whose records a legal hold stands now."""
    standing = LegalHold.objects.filter(lifted_at=None).order_by("party")
    return tuple(standing.values_list("party", flat=True).distinct())


def last_letters(*, but: Collection[str]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """The letters that told what was erased and arrived: to whom, which, and their papers."""
    done = PrivacyRequest.objects.filter(kind=RequestKind.ERASURE, answered_at__isnull=False)
    refs = [f"privacy_request:{one}" for one in done.exclude(party__in=but)
            .values_list("number", flat=True)]  # fmt: skip
    found = [one for one in written(subject_refs=refs, limit=_MOST) if one.body] if refs else []
    return tuple(
        (one.party, one.number, (paper.number,) if (paper := letter_of(one.number)) else ())
        for one in found
        if one.delivered_at
    )


def _cards(rows: Iterable[PrivacyRequest]) -> tuple[PrivacyRequestCard, ...]:
    return tuple(map(_card, rows))


def _card(row: PrivacyRequest) -> PrivacyRequestCard:
    report = row.report or {}
    return PrivacyRequestCard(
        number=row.number,
        party=row.party,
        kind=row.kind,
        state="answered" if row.answered_at else "extended" if row.extended_to else "received",
        received_on=clock.local(row.received_at).date(),
        due_on=row.extended_to or row.due_on,
        extended_at=row.extended_at,
        answered_at=row.answered_at,
        answered_by=row.answered_by,
        document=row.document,
        goes=tuple(Kept.read(one) for one in report.get("goes", [])),
        stays=tuple(Kept.read(one) for one in report.get("stays", [])),
    )


def _hold(row: LegalHold) -> LegalHoldCard:
    return LegalHoldCard(
        row.number, row.party, row.reason, row.placed_at, row.placed_by, row.lifted_at,
        row.lift_reason,
    )  # fmt: skip
