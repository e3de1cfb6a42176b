"""Answer questions about cases: where one stands, whose they are, what is due first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.db.models import Model, prefetch_related_objects
from pydantic import JsonValue

from makegood.core import clock
from makegood.core.actor import Level
from makegood.core.money import Money
from makegood.core.outcome import NotFound
from makegood.core.promises import OpenPromise, open_promises
from makegood.core.reading import asked_often
from makegood.core.times_of_day import end_of_office
from makegood.domains.cases.models import Case, Note, NoteKind, Referral
from makegood.domains.conversations.queries import notices_about

OUTAGE = "outage:"
"""How the source of a note begins that holds the place of somebody who told of an outage."""
_SOON = timedelta(hours=24)
_BY_NUMBER = asked_often(lambda number: Case.objects.filter(number=number))
_OF_PARTY = asked_often(
    lambda party: Case.objects.filter(party=party).order_by("-opened_at", "-pk")
)
_ABOUT = asked_often(
    lambda ref: Case.objects.filter(subjects__ref=ref).order_by("-opened_at", "-pk")
)
_OPEN = asked_often(
    lambda: Case.objects.exclude(
        pk__in=Case.objects.filter(closings__isnull=False, closings__reopened_at=None).values("pk")
    ).order_by("pk")
)
PartT = TypeVar("PartT", bound=Model)


@dataclass(frozen=True, slots=True)
class NoteCard:
    """Something written into a case; of what was corrected, the place of the note that does.

    Of what stood in the wrong case, where it went; its words are there and no longer here.
    """

    kind: str
    text: str
    source: str
    at: datetime
    by: str
    corrected_by: int | None = None
    happened_on: date | None = None
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class ReferralCard:
    """A question to a department and where it stands."""

    number: str
    case: str
    department: str
    question: str
    package: dict[str, JsonValue]
    state: str
    referred_at: datetime
    due_at: datetime
    chased: int
    bounce_reason: str
    answer: str


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A case at a glance. `defects` names what its record should hold and does not (C08)."""

    number: str
    party: str
    level: Level
    category: str
    summary: str
    wanted: str
    subjects: tuple[str, ...]
    future_contact: str
    owner: str
    priority: int
    state: str
    conversation: str
    opened_at: datetime
    acknowledged_at: datetime | None
    acknowledge_by: date
    answer_by: date
    final_by: date
    closed_at: datetime | None
    outcome: str
    root_cause: str
    given: Money
    notes: tuple[NoteCard, ...]
    referrals: tuple[ReferralCard, ...]
    defects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DueCase:
    """A case that wants somebody: how pressing, until when, and why."""

    case: CaseCard
    urgency: int
    due: datetime
    reason: str


def case_card(number: str) -> CaseCard:
    """One case; NotFound when there is none of this number."""
    found = _cards(_BY_NUMBER(number))
    if not found:
        raise NotFound("case", number)
    return found[0]


def cases_of(party: str, *, open_only: bool = False) -> tuple[CaseCard, ...]:
    """The cases of a party, newest first."""
    found = _cards(_OF_PARTY(party))
    return tuple(card for card in found if card.state != "closed" or not open_only)


def cases_about(ref: str) -> tuple[CaseCard, ...]:
    """The cases about one record, such as order:O-1041, newest first."""
    return _cards(_ABOUT(ref))


def reports_of_outage(number: str) -> tuple[NoteCard, ...]:
    """What was told of one outage and stands with it, the first report first."""
    notes = case_card(number).notes
    return tuple(one for one in notes if one.source.startswith(OUTAGE) and not one.moved_to)


def referral_card(number: str) -> ReferralCard:
    """One question to a department; NotFound when there is none of this number."""
    row = Referral.objects.filter(number=number).select_related("case").first()
    if row is None:
        raise NotFound("referral", number)
    return _referral(row)


def with_defects() -> tuple[CaseCard, ...]:
    """The open cases whose record lacks something it should hold, found the same day (AC08.1)."""
    return tuple(card for card in _open() if card.defects)


def due_work() -> tuple[DueCase, ...]:
    """The open cases in the order in which they want somebody. Source: C39.

    Danger to life first, then a last day within 24 hours, then a promise due today, then
    what simply has its date; within each by time.
    """
    now = clock.now()
    cards = _open()
    promised: dict[str, list[OpenPromise]] = {}
    for one in open_promises(among=[f"case:{card.number}" for card in cards]):
        promised.setdefault(one.subject, []).append(one)
    found = [_due(card, now, promised.get(f"case:{card.number}", [])) for card in cards]
    return tuple(sorted(found, key=lambda one: (one.urgency, one.due, one.case.number)))


def package_of(number: str, *, question: str, tried: str) -> dict[str, JsonValue]:
    """What a department gets with a question: all that is known, so that it asks nobody again.

    Its eight parts: summary, wanted, facts, tried, promised, documents, verification, question.
    """
    case = case_card(number)
    subject = f"case:{number}"
    facts = [note for note in case.notes if note.kind == NoteKind.FACT]
    return {
        "summary": case.summary,
        "wanted": case.wanted,
        "facts": [
            *[_fact(f"It is about {ref}.", ref) for ref in case.subjects],
            *[_fact(note.text, note.source or note.by) for note in facts],
        ],
        "tried": [
            *(f"{one.department}: {one.question}" for one in case.referrals),
            *([tried] if tried else []),
        ],
        "promised": [
            {"text": one.text, "due": one.due_at.isoformat()} for one in open_promises(subject)
        ],
        "documents": [f"{one.number} {one.name}" for one in notices_about(subject)],
        "verification": {"party": case.party, "level": int(case.level)},
        "question": question,
    }


def _fact(text: str, source: str) -> JsonValue:
    return {"text": text, "source": source}


def _open() -> tuple[CaseCard, ...]:
    return _cards(_OPEN())


def _due(card: CaseCard, now: datetime, promised: Sequence[OpenPromise]) -> DueCase:
    end_of_case = end_of_office(card.final_by)
    if card.priority == 0:
        return DueCase(card, 0, card.opened_at, "danger")
    if end_of_case - now <= _SOON:
        return DueCase(card, 1, end_of_case, "last_day")
    today = clock.local(now).date()
    first = min((one.due_at for one in promised), default=None)
    if first is not None and clock.local(first).date() <= today:
        return DueCase(card, 2, first, "promise_today")
    return DueCase(card, 4, first or end_of_case, "dated")


def _cards(rows: list[Case]) -> tuple[CaseCard, ...]:
    prefetch_related_objects(rows, "closings", "referrals__case", "gestures", "subjects", "notes")
    return tuple(map(_card, rows))


def _by_age(rows: Iterable[PartT]) -> list[PartT]:
    return sorted(rows, key=lambda one: one.pk)


def _card(row: Case) -> CaseCard:
    closing = next(reversed(_by_age(row.closings.all())), None)
    closed_at = closing.at if closing and closing.reopened_at is None else None
    referrals = tuple(_referral(one) for one in _by_age(row.referrals.all()))
    given = sum(one.amount_cents for one in row.gestures.all())
    return CaseCard(
        number=row.number,
        party=row.party,
        level=Level(row.level),
        category=row.category,
        summary=row.summary,
        wanted=row.wanted,
        subjects=tuple(one.ref for one in _by_age(row.subjects.all())),
        future_contact=row.future_contact,
        owner=row.owner,
        priority=row.priority,
        state=state_of(closed_at is not None, referrals),
        conversation=row.conversation,
        opened_at=row.opened_at,
        acknowledged_at=row.acknowledged_at,
        acknowledge_by=row.acknowledge_by,
        answer_by=row.answer_by,
        final_by=row.final_by,
        closed_at=closed_at,
        outcome=closing.outcome if closing and closed_at else "",
        root_cause=closing.root_cause if closing and closed_at else "",
        given=Money(given),
        notes=_notes(_by_age(row.notes.all())),
        referrals=referrals,
        defects=tuple(_defects(row)),
    )


def state_of(is_closed: bool, referrals: Iterable[ReferralCard]) -> str:
    """Where a case stands: "closed", "waiting_department" or "open"."""
    if is_closed:
        return "closed"
    waits = any(one.state in ("waiting", "accepted") for one in referrals)
    return "waiting_department" if waits else "open"


def _defects(row: Case) -> Iterable[str]:
    if not row.future_contact and row.category != "emergency":
        yield "future_contact"
    if not row.party:
        yield "party"


def _notes(rows: Sequence[Note]) -> tuple[NoteCard, ...]:
    by = {row.corrects: place for place, row in enumerate(rows, start=1) if row.corrects}
    return tuple(
        NoteCard(row.kind, row.text, row.source, row.at, row.by, by.get(row.pk), row.happened_on,
                 row.moved_to)
        for row in rows
    )  # fmt: skip


def _referral(row: Referral) -> ReferralCard:
    return ReferralCard(
        number=row.number,
        case=row.case.number,
        department=row.department,
        question=row.question,
        package=row.package,
        state=row.state,
        referred_at=row.referred_at,
        due_at=row.due_at,
        chased=row.chased,
        bounce_reason=row.bounce_reason,
        answer=row.answer,
    )
