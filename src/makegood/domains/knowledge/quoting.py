"""Quote what is written: sentences of articles, and what goes before them; no rows. Source: C07."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from makegood.core.decision import Statement, say
from makegood.domains.catalog import queries as catalog
from makegood.domains.knowledge.disagreeing import contradicted
from makegood.domains.knowledge.search import (
    Page,
    best_match,
    best_sentences,
    closest_lines,
    is_told_already,
    words_of,
)
from makegood.domains.knowledge.sources import Hit, SourceKind
from makegood.handbook import Article, Audience, Clause, Product, book

_BRACES = re.compile(r"\{([^{}]*)\}")
_WELL_COVERED = 0.8
_FEWEST_WORDS, _MOST_LINES = 2, 3


def from_articles(
    question: str,
    named: Sequence[Product],
    language: str,
    on: date,
    *,
    for_staff: bool,
    is_priced: bool,
) -> tuple[str | None, list[Statement], tuple[str, ...]]:
    """One to three sentences of the article that answers best, and the clauses they rest on.

    About a service or plan only an article that is about it, or that meets the question well.
    """
    articles = [
        article
        for article in book().articles_on(on, language=language)
        if for_staff or article.audience is Audience.CUSTOMER
    ]
    pages = [_page(article) for article in articles]
    match = best_match(question, pages, language)
    if match is None and are_things(named):  # "may I return a dryer that was installed"
        match = best_match(_without(question, named, language), pages, language)
    if match is None:
        return None, [], ()
    article = next(one for one in articles if one.id == match.article)
    is_about_it = any(one.sku in article.products for one in named)
    is_loose = is_priced or match.covered < _WELL_COVERED
    if named and not are_things(named) and not is_about_it and is_loose:
        return None, [], ()
    lines = best_sentences(question, match.text, language)
    says, clauses = _told(article, lines, language, on)
    return (article.version if says else None), says, clauses


def from_elsewhere(
    question: str, found: Sequence[Hit], language: str
) -> tuple[list[Statement], tuple[str, ...]]:
    """What is written outside of articles and meets a question well: up to three sentences."""
    asked = set(words_of(question, language))
    for hit in found:
        met = asked & set(words_of(f"{hit.title} {hit.text} {' '.join(hit.products)}", language))
        if (
            hit.kind is SourceKind.ARTICLE
            or hit.covered < _WELL_COVERED
            or len(met) < _FEWEST_WORDS
        ):
            continue
        if hit.kind in (SourceKind.LAW, SourceKind.POLICY):
            return [say(book().clause_version(hit.source))], (hit.source,)
        lines = closest_lines(question, hit.text, language)[:_MOST_LINES]
        return [say(hit.source, "knowledge.said", text=line) for line in lines], ()
    return [], ()


def _without(question: str, named: Sequence[Product], language: str) -> str:
    """The question without the names of the goods in it."""
    names = [
        name for one in named
        for name in (one.sku, one.title_in(language), *one.words.get(language, ()))
    ]  # fmt: skip
    called = {word for name in names for word in words_of(name, language)}
    return " ".join(one for one in question.split() if not set(words_of(one, language)) & called)


def are_things(named: Sequence[Product]) -> bool:
    """Whether goods are meant: their price or fit is the whole answer."""
    return any(one.is_goods for one in named)


def _told(
    article: Article, lines: Sequence[str], language: str, on: date
) -> tuple[list[Statement], tuple[str, ...]]:
    """Sentences with their figures filled in; one whose figure does not hold that day is not.

    Where something that goes before the article says otherwise, that is told instead (C07).
    """
    says: list[Statement] = []
    clauses: list[Clause] = []
    for line in lines:
        text = book().filled(line, language=language, on=on)
        if _BRACES.search(text):
            continue
        higher = next(contradicted(article, line, book(), on), None)
        if higher is not None:
            other, sentence = higher
            source = f"{other.kind}:{other.source.rpartition(':')[2].partition('@')[0]}"
            says.append(say(source, "knowledge.goes_before", text=sentence))
            continue
        says.append(say(f"article:{article.id}", "knowledge.said", text=text))
        names = {name.partition(".")[0] for name in _BRACES.findall(line)}
        clauses += [book().clause(name, on=on) for name in sorted(names) if name in article.clauses]
    return says, tuple(dict.fromkeys(clause.version for clause in clauses))


def _page(article: Article) -> Page:
    return Page(
        article=article.id,
        title=article.title,
        keywords=article.keywords,
        sections=tuple((section.heading, section.text) for section in article.sections),
    )


def unasked(
    question: str,
    named: Sequence[Product],
    about: Sequence[Product],
    told: Sequence[Statement],
    language: str,
) -> list[Statement]:
    """What is told beside an answer: of the one product it is about, and recalls of all named."""
    if not told:
        return []
    found = _volunteered(question, about[0], told, language) if len(about) == 1 else []
    return found + recalled(named, [*told, *found], language)


def _volunteered(
    question: str, product: Product, told: Sequence[Statement], language: str
) -> list[Statement]:
    """What must be told of a product although nobody asked: its limits, recalls, this fault."""
    said = [one.text(language) for one in told]
    found = []
    for text in catalog.limits(product.sku, language):
        if not is_told_already(text, said):
            found.append(say(f"product:{product.sku}", "knowledge.limit", text=text))
            said.append(text)
    asked = set(words_of(question, language))
    for issue in catalog.known_issues(product.sku, language):
        signs = {word for word in words_of(issue.symptom, language) if any(map(str.isdigit, word))}
        if (issue.status == "recall" or asked & signs) and not is_told_already(
            issue.workaround, said
        ):
            told_of = {"symptom": issue.symptom, "workaround": issue.workaround}
            found.append(say(f"issue:{issue.id}", "knowledge.issue", **told_of))
    return found


def recalled(named: Sequence[Product], told: Sequence[Statement], language: str) -> list[Statement]:
    """The recalls of the products named, whatever was asked of them."""
    said = [one.text(language) for one in told]
    return [
        say(f"issue:{one.id}", "knowledge.issue", symptom=one.symptom, workaround=one.workaround)
        for product in named
        for one in catalog.known_issues(product.sku, language)
        if one.status == "recall" and not is_told_already(one.workaround, said)
    ]
