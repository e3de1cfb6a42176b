"""Answer what is written down, and which questions nobody could answer yet."""

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
from makegood.handbook import Audience, Department, NotInHandbook, book

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


@dataclass(frozen=True, slots=True)
class Explained:
    """A clause that an article explains, in the sentence that a customer is told."""

    id: str
    title: str
    says: str


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """An article as it reads on a day; sections are (heading, text), figures filled in."""

    id: str
    title: str
    is_for_staff: bool
    language: str
    owner: str
    review_due: date
    sections: tuple[tuple[str, str], ...]
    clauses: tuple[Explained, ...]


def find_articles(words: str, language: str, limit: int = 8) -> tuple[tuple[str, str], ...]:
    """The articles, for staff too, that words mean: (id, title), the closest first."""
    wanted = set(words_of(words, language))
    found = []
    for one in book().articles_on(clock.today(), language=language):
        named = set(words_of(" ".join((one.id, one.title, *one.keywords)), language))
        met = sum(any(name.startswith(word) for name in named) for word in wanted)
        if wanted and met == len(wanted):
            found.append((len(named), one.id, one.title))
    return tuple((id, title) for _, id, title in sorted(found)[:limit])


def article_card(id: str, language: str) -> ArticleCard:
    """An article as it holds today, with the clauses it explains. Raises NotFound."""
    today = clock.today()
    try:
        one = book().article(id, language=language, on=today)
    except NotInHandbook:
        raise NotFound("article", id) from None
    return ArticleCard(
        id=one.id,
        title=one.title,
        is_for_staff=one.audience is Audience.STAFF,
        language=one.language,
        owner=book().company.department(one.owner).name,
        review_due=one.review_due,
        sections=tuple(
            (part.heading, book().filled(part.text, language=one.language, on=today))
            for part in one.sections
        ),
        clauses=tuple(_explained(clause, language, today) for clause in one.clauses),
    )


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


def _explained(id: str, language: str, today: date) -> Explained:
    """A clause that holds; its sentence when it needs nothing of the moment to be said."""
    clause = book().clause(id, on=today)
    is_whole = "says" in clause.sentences and not clause.params()
    return Explained(id, clause.title, clause.says(language=language) if is_whole else "")


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
