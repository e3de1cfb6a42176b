"""Answer which questions nobody could answer yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from makegood.core import clock
from makegood.core.calendars import company_calendar
from makegood.core.outcome import NotFound
from makegood.domains.knowledge.models import Gap
from makegood.domains.knowledge.policy import GapFacts
from makegood.domains.knowledge.search import words_of
from makegood.handbook import Department, book

_END_OF_DAY = time(17)
_GENERAL = "general"


@dataclass(frozen=True, slots=True)
class GapCard:
    """A question without a written answer."""

    number: str
    question: str
    language: str
    party: str | None
    owner: str
    asked_at: datetime
    times_asked: int
    promised_by: datetime
    is_open: bool
    answer: str


def open_gaps(limit: int = 200) -> tuple[GapCard, ...]:
    """The questions nobody has answered yet, the next promised first."""
    rows = Gap.objects.filter(answered_at=None).select_related("party")
    return tuple(_card(row) for row in rows.order_by("promised_by", "pk")[:limit])


def gap_card(number: str) -> GapCard:
    """A question by its number. Raises NotFound."""
    row = Gap.objects.filter(number=number).select_related("party").first()
    if row is None:
        raise NotFound("gap", number)
    return _card(row)


def gap_facts(question: str, language: str, party: str | None) -> GapFacts:
    """What matters when a question is written down: who finds out, by when, known already?"""
    key = " ".join(sorted(set(words_of(question, language))))[:400]
    known = Gap.objects.select_for_update(of=("self",)).filter(
        question_key=key, party__number=party, answered_at=None
    )
    row = known.order_by("pk").first()
    owner = _general_department()
    return GapFacts(
        question_key=key,
        owner=row.owner if row else owner.code,
        owner_name=book().company.department(row.owner).name if row else owner.name,
        due=row.promised_by if row else _due(clock.today()),
        known_as=row.number if row else None,
        party=party,
    )


def _general_department() -> Department:
    departments = book().company.departments
    return next((one for one in departments if _GENERAL in one.refer), departments[0])


def _due(today: date) -> datetime:
    days = book().clause("KNO-2", on=today).whole("within_days")
    return clock.at_local(company_calendar().add_business_days(today, days), _END_OF_DAY)


def _card(row: Gap) -> GapCard:
    return GapCard(
        number=row.number,
        question=row.question,
        language=row.language,
        party=row.party.number if row.party else None,
        owner=row.owner,
        asked_at=row.asked_at,
        times_asked=row.times_asked,
        promised_by=row.promised_by,
        is_open=row.answered_at is None,
        answer=row.answer,
    )
