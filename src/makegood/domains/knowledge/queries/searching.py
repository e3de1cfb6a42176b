"""Search all that is written down as one: articles, products, faults, policies, law, prices. C07.

The database finds the passages that hold a word of the question, through its index of words; what
is closest is then reckoned here, so that both engines answer alike.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from makegood.core.fulltext import having
from makegood.core.transactions import hold, write
from makegood.domains.knowledge.models import Edition, Passage
from makegood.domains.knowledge.search import Page, ranked, words_of
from makegood.domains.knowledge.sources import RANKS, Hit, SourceKind, all_written
from makegood.handbook import book

_MOST_WEIGHED = 400
_EDITIONS_KEPT = 3


def search(
    question: str,
    *,
    language: str,
    on: date,
    for_staff: bool,
    own: Collection[str] = (),
    limit: int = 20,
) -> tuple[Hit, ...]:
    """The passages that meet a question best, of those that hold on a day.

    What is for staff is never among what a customer finds. `own` are the stock numbers of what
    the customer has. Of passages equally close the one with more authority comes first.
    """
    asked = words_of(question, language)
    if not asked:
        return ()
    ours = having(Passage, "words", asked, want="any", most=_MOST_WEIGHED)
    open_to = _holding(on, language)
    if not for_staff:
        open_to = open_to.filter(for_staff=False)
    rows = sorted(
        open_to.filter(pk__in=ours), key=lambda one: (RANKS[SourceKind(one.kind)], one.pk)
    )
    mine = {place for place, one in enumerate(rows) if set(one.products) & set(own)}
    pages = [_page(one) for one in rows]
    order = ranked(question, pages, language, open_to.count(), mine)
    return tuple(
        _hit(rows[place], place in mine, share, on) for place, _score, share in order[:limit]
    )


def begun(words: str, *, language: str, on: date, limit: int = 8) -> tuple[Hit, ...]:
    """What is written that has a word beginning with each of these, as somebody types, for staff.

    One passage of each source; those called so by their title or keywords come first.
    """
    asked = words_of(words, language)
    if not asked:
        return ()
    ours = having(Passage, "words", asked, want="each beginning", most=_MOST_WEIGHED)
    rows = sorted(
        _holding(on, language).filter(pk__in=ours),
        key=lambda one: (not _is_called(one, asked), -RANKS[SourceKind(one.kind)], one.pk),
    )
    first = {row.source: row for row in reversed(rows)}
    kept = [row for row in rows if first[row.source] is row]
    return tuple(_hit(row, False, 1.0, on) for row in kept[:limit])


def _is_called(row: Passage, asked: Collection[str]) -> bool:
    called = words_of(" ".join((row.source, row.title, *row.keywords)), row.language)
    return all(any(one.startswith(word) for one in called) for word in asked)


def _holding(on: date, language: str) -> QuerySet[Passage]:
    """The passages in a language that hold on a day."""
    until = Q(ends=None) | Q(ends__gt=on)
    return Passage.objects.filter(until, edition=_edition(), language=language, starts__lte=on)


def _edition() -> int:
    """The key of the handbook in force among the indexed ones; indexed now when it is new."""
    version = book().version
    found = Edition.objects.filter(version=version).values_list("pk", flat=True).first()
    if found is not None:
        return found
    with write():
        hold("knowledge.edition")
        edition, is_new = Edition.objects.get_or_create(version=version)
        if is_new:
            _index(edition)
        return edition.pk


def _index(edition: Edition) -> None:
    Passage.objects.bulk_create(
        [
            Passage(
                edition=edition, kind=one.kind, source=one.source, title=one.title[:200],
                heading=one.heading[:200], text=one.text, keywords=list(one.keywords),
                products=list(one.products), language=one.language, for_staff=one.for_staff,
                starts=one.starts, ends=one.ends, words=one.words,
            )
            for one in all_written(book())
            if one.text
        ],
        batch_size=200,
    )  # fmt: skip
    newest = Edition.objects.order_by("-pk").values_list("pk", flat=True)[:_EDITIONS_KEPT]
    Edition.objects.exclude(pk__in=list(newest)).delete()


def _page(row: Passage) -> Page:
    return Page(row.source, row.title, tuple(row.keywords), ((row.heading, row.text),))


def _hit(row: Passage, is_own: bool, share: float, on: date) -> Hit:
    kind = SourceKind(row.kind)
    text = row.text
    if kind is SourceKind.ARTICLE:
        text = book().filled(text, language=row.language, on=on)
    return Hit(
        kind=kind,
        source=row.source,
        title=row.title,
        heading=row.heading,
        text=text,
        for_staff=row.for_staff,
        starts=row.starts,
        ends=row.ends,
        products=tuple(row.products),
        is_own=is_own,
        covered=round(share, 6),
    )
