"""Answer how an article reads on a day. Source: C07."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from makegood.core import clock
from makegood.core.models import JournalSubject
from makegood.core.outcome import NotFound
from makegood.domains.knowledge.disagreeing import contradicted
from makegood.handbook import Article, Audience, NotInHandbook, book

_TOLD_WITHIN = timedelta(days=90)
_ANSWERS = "knowledge.answer_question"


@dataclass(frozen=True, slots=True)
class Explained:
    """A clause that an article explains, in the sentence that a customer is told."""

    id: str
    title: str
    says: str


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """An article as it reads on a day; sections are (heading, text), figures filled in.

    Where it is used: its products, the languages it stands in, and how many answers of the last
    90 days came from it. `written` is what fills in the form that writes it anew.
    """

    id: str
    title: str
    is_for_staff: bool
    language: str
    owner: str
    review_due: date
    sections: tuple[tuple[str, str], ...]
    clauses: tuple[Explained, ...]
    products: tuple[str, ...]
    languages: tuple[str, ...]
    told_times: int
    written: dict[str, str]


def article_card(id: str, language: str, on: date | None = None) -> ArticleCard:
    """An article as it holds on a day, else today, with the clauses it explains. NotFound."""
    today = on or clock.today()
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
        products=one.products,
        languages=_languages(id, today),
        told_times=_told_times(id),
        written=_written(one),
    )


def _languages(id: str, today: date) -> tuple[str, ...]:
    written = {one.language for one in book().articles_on(today) if one.id == id}
    return tuple(one for one in book().company.languages if one in written)


def _told_times(id: str) -> int:
    since = clock.now() - _TOLD_WITHIN
    return JournalSubject.objects.filter(
        ref=id, row__operation=_ANSWERS, row__at__gte=since
    ).count()


def _written(one: Article) -> dict[str, str]:
    until = one.in_force.until
    return {
        "id": one.id,
        "title": one.title,
        "body": one.body,
        "language": one.language,
        "audience": one.audience.value,
        "owner": one.owner,
        "starts": one.in_force.start.isoformat(),
        "ends": until.isoformat() if until else "",
        "review_due": one.review_due.isoformat(),
        "clauses": "\n".join(one.clauses),
        "products": "\n".join(one.products),
        "keywords": "\n".join(one.keywords),
    }


def _explained(id: str, language: str, today: date) -> Explained:
    """A clause that holds; its sentence when it needs nothing of the moment to be said."""
    clause = book().clause(id, on=today)
    is_whole = "says" in clause.sentences and not clause.params()
    return Explained(id, clause.title, clause.says(language=language) if is_whole else "")


@dataclass(frozen=True, slots=True)
class ArticleDue:
    """An article that somebody should read again."""

    id: str
    title: str
    language: str
    owner: str
    review_due: date


def to_read_again(on: date) -> tuple[ArticleDue, ...]:
    """The articles in force whose day to be read again has come, the oldest first."""
    due = [one for one in book().articles_on(on) if one.review_due <= on]
    return tuple(
        ArticleDue(
            one.id, one.title, one.language, book().company.department(one.owner).name,
            one.review_due,
        )
        for one in sorted(due, key=lambda one: (one.review_due, one.id, one.language))
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A line of an article, and what goes before it and names another figure."""

    article: str
    language: str
    line: str
    kind: str
    source: str
    says: str


def contradictions(on: date) -> tuple[Contradiction, ...]:
    """The lines of articles in force that something higher contradicts; the higher is told."""
    return tuple(
        Contradiction(article.id, article.language, line, higher.kind, higher.source, sentence)
        for article in book().articles_on(on)
        for section in article.sections
        for line in section.text.splitlines()
        for higher, sentence in contradicted(article, line, book(), on)
    )
