"""Answer which questions nobody could answer yet, and who finds out by when. C07."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from makegood.core import clock
from makegood.core.calendars import company_calendar
from makegood.core.outcome import NotFound
from makegood.core.own_records import kept_about
from makegood.core.times_of_day import end_of_office
from makegood.domains.knowledge.models import Gap
from makegood.domains.knowledge.policy import GapFacts
from makegood.domains.knowledge.search import words_of
from makegood.handbook import Department, book

_GENERAL = "general"
_MOST_COUNTED = 2_000


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


@kept_about("questions", Gap)
def gaps_of(party: str) -> tuple[GapCard, ...]:
    """The questions of a party that nobody could answer at once, oldest first."""
    rows = Gap.objects.filter(party__number=party).select_related("party")
    return tuple(_card(row) for row in rows.order_by("pk"))


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
    return end_of_office(company_calendar().add_business_days(today, days))


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


@dataclass(frozen=True, slots=True)
class GapCount:
    """A question that customers asked and did not find: how often, in which words, who finds out.

    `numbers` are the gaps that it stands in, the one promised first before the others.
    """

    question: str
    words: tuple[str, ...]
    times: int
    numbers: tuple[str, ...]
    owner_name: str
    promised_by: datetime
    language: str


def gaps_counted(limit: int = 100) -> tuple[GapCount, ...]:
    """What customers asked and did not find, asked most often first; the same words are one."""
    alike: dict[tuple[str, str], list[Gap]] = {}
    for row in Gap.objects.filter(answered_at=None).order_by("promised_by", "pk")[:_MOST_COUNTED]:
        alike.setdefault((row.language, row.question_key or row.number), []).append(row)
    found = [_count(rows) for rows in alike.values()]
    return tuple(sorted(found, key=lambda one: (-one.times, one.promised_by))[:limit])


def _count(rows: list[Gap]) -> GapCount:
    first = rows[0]
    return GapCount(
        question=first.question,
        words=tuple(first.question_key.split()),
        times=sum(row.times_asked for row in rows),
        numbers=tuple(row.number for row in rows),
        owner_name=book().company.department(first.owner).name,
        promised_by=first.promised_by,
        language=first.language,
    )
