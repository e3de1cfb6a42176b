"""Cut all that the company has written down into passages that are searched as one; no rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from makegood.core.money import Money
from makegood.core.statements import Statement, say
from makegood.domains.knowledge.search import words_of
from makegood.handbook import (
    Article,
    Audience,
    Clause,
    Handbook,
    KnownIssue,
    NotInHandbook,
    Price,
    Product,
)
from makegood.handbook.dates import InForce

_ALWAYS = date(1970, 1, 1)
_V = TypeVar("_V")


class SourceKind(StrEnum):
    """Where a sentence stands, the highest first: of two that differ the higher holds. C07."""

    LAW = "law"
    CONTRACT = "contract"
    PRICE = "price"
    TARIFF = "tariff"
    POLICY = "policy"
    PRODUCT = "product"
    ISSUE = "issue"
    ARTICLE = "article"


RANKS = {kind: rank for rank, kind in enumerate(SourceKind)}


@dataclass(frozen=True, slots=True)
class Written:
    """A passage as it is written down, in one language, with the days on which it holds.

    `source` is cited; the figures of an article stand open in its text, such as {RET-2.days}.
    """

    kind: SourceKind
    source: str
    title: str
    text: str
    language: str
    for_staff: bool = False
    heading: str = ""
    keywords: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    starts: date = _ALWAYS
    ends: date | None = None

    @property
    def words(self) -> str:
        """Its telling words, parted by spaces, as the index of words has them."""
        whole = " ".join((self.title, self.heading, self.text, *self.keywords, *self.products))
        return " ".join(sorted(set(words_of(whole, self.language))))


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found: what it says on that day, where it stands, since and until when.

    `is_own` means that it is about something the customer has from us; `covered` is the share of
    the question that it meets, from 0 to 1.
    """

    kind: SourceKind
    source: str
    title: str
    heading: str
    text: str
    for_staff: bool
    starts: date
    ends: date | None
    products: tuple[str, ...]
    is_own: bool
    covered: float


def all_written(book: Handbook) -> Iterator[Written]:
    """Everything of a handbook that somebody may look for, in each language of the company."""
    for article in book.articles:
        yield from _article(article)
    for language in book.company.languages:
        for product in book.catalogue.products.values():
            yield from _product(product, book, language)
        for issue in book.catalogue.known_issues:
            yield _issue(issue, language)
        for clause in _each(book.clauses.values()):
            for days, is_told in _told(clause, book.articles):
                yield from _clause(clause, language, days, is_told=is_told)
        for price in _each(book.prices.prices.values()):
            yield from _price(price, book, language)
        yield from _warranties(book, language)
        yield from _tariffs(book, language)


def before_article(article: Article, book: Handbook, on: date) -> tuple[Written, ...]:
    """What goes before an article on a day: its clauses, and what tables say of its products."""
    language = article.language
    found = [
        one
        for id in article.clauses
        for clause in book.clauses[id]
        for one in _clause(clause, language, clause.in_force, is_told=True)
    ]
    for sku in article.products:
        found += _product(book.catalogue.product(sku), book, language)
        for price in book.prices.prices.get(sku, ()):
            found += _price(price, book, language)
    found += [
        one for one in _warranties(book, language) if set(one.products) <= set(article.products)
    ]
    held = [one for one in found if one.starts <= on and (one.ends is None or on < one.ends)]
    return tuple(sorted(held, key=lambda one: RANKS[one.kind]))


def _article(article: Article) -> Iterator[Written]:
    for section in article.sections:
        yield Written(
            SourceKind.ARTICLE, f"article:{article.version}", article.title, section.text,
            article.language, _is_for_staff(article), section.heading, article.keywords,
            article.products, article.in_force.start, article.in_force.until,
        )  # fmt: skip


def _product(product: Product, book: Handbook, language: str) -> Iterator[Written]:
    title, source = product.title_in(language), f"product:{product.sku}"
    features, limits = product.features.get(language, ()), product.limits.get(language, ())
    parts = [*features, *limits, *_measures(product, book, language)]
    if product.fits:
        fits = say(source, "knowledge.fits", part=product.sku, model=", ".join(product.fits))
        parts.append(_spelled(fits, language))
    for former in product.supersedes:
        replaces = say(source, "knowledge.replaces", part=product.sku, former=former)
        parts.append(_spelled(replaces, language))
    if parts:
        yield Written(
            SourceKind.PRODUCT, source, title, "\n".join(parts), language,
            keywords=product.words.get(language, ()),
            products=(product.sku, *product.fits, *product.supersedes),
            starts=product.sold_from or _ALWAYS,
        )  # fmt: skip


def _measures(product: Product, book: Handbook, language: str) -> Iterator[str]:
    """What a product measures, where the company has words for the measure."""
    voice = book.voice(language).statements
    for name, value in product.specification.items():
        if f"knowledge.measure_{name}" in voice:
            told = say(f"product:{product.sku}", f"knowledge.measure_{name}", value=value)
            yield _spelled(told, language)


def _issue(issue: KnownIssue, language: str) -> Written:
    symptom = issue.symptom.get(language) or issue.symptom["en"]
    helps = issue.workaround.get(language) or issue.workaround["en"]
    named = tuple(one for one in (issue.code, issue.component, issue.lot) if one)
    return Written(
        SourceKind.ISSUE, f"issue:{issue.id}", f"{', '.join(issue.models)}: {symptom}",
        f"{symptom}\n{helps}", language, keywords=named, products=issue.models, starts=issue.since,
    )  # fmt: skip


def _told(clause: Clause, articles: Iterable[Article]) -> Iterator[tuple[InForce, bool]]:
    """The days of a clause in order, and whether customers are told it on them: law always, the
    rest on the days of an article for them that cites it.
    """
    whole = clause.in_force
    citing = [
        one.in_force for one in articles if clause.id in one.clauses and not _is_for_staff(one)
    ]
    edges = {edge for one in citing for edge in (one.start, one.until) if edge is not None}
    start, was_told = whole.start, None
    for day in (
        whole.start,
        *sorted(edge for edge in edges if edge > start and whole.covers(edge)),
    ):
        is_told = clause.law or any(one.covers(day) for one in citing)
        if was_told is not None and is_told != was_told:
            yield _days(start, day), was_told
            start = day
        was_told = is_told
    yield _days(start, whole.until), bool(was_told)


def _days(start: date, until: date | None) -> InForce:
    return InForce.model_validate({"from": start, "until": until})


def _clause(clause: Clause, language: str, days: InForce, *, is_told: bool) -> Iterator[Written]:
    if "says" not in clause.sentences or clause.params():
        return
    yield Written(
        SourceKind.LAW if clause.law else SourceKind.POLICY, clause.version, clause.title,
        clause.says(language=language), language, for_staff=not is_told,
        starts=days.start, ends=days.until,
    )  # fmt: skip


def _price(price: Price, book: Handbook, language: str) -> Iterator[Written]:
    product = book.catalogue.products.get(price.sku)
    if product is None:
        return
    title, amount = product.title_in(language), Money.parse(str(price.amount))
    told = say(f"price:{price.id}", "knowledge.price", product=title, price=amount)
    yield Written(
        SourceKind.PRICE, told.source, title, _spelled(told, language), language,
        keywords=product.words.get(language, ()), products=(price.sku,),
        starts=price.in_force.start, ends=price.in_force.until,
    )  # fmt: skip


def _warranties(book: Handbook, language: str) -> Iterator[Written]:
    for table in book.tables.get("warranty_terms", ()):
        for row in table.rows:
            sku = row.text("sku")
            component = row.text("component")
            sentence = "knowledge.warranty_of_part" if component else "knowledge.warranty"
            told = say(
                f"warranty:{row.id}", sentence, product=sku, component=component,
                labour=row.whole("labour_months"), parts=row.whole("parts_months"),
            )  # fmt: skip
            yield Written(
                SourceKind.CONTRACT,
                told.source,
                table.title,
                _spelled(told, language),
                language,
                products=(sku,),
                starts=table.in_force.start,
                ends=table.in_force.until,
            )


def _tariffs(book: Handbook, language: str) -> Iterator[Written]:
    for table in book.tables.get("tariffs", ()):
        for row in table.rows:
            code, version = row.text("tariff"), row.text("version")
            told = say(
                f"tariff:{code}/{version}", "knowledge.tariff", tariff=f"{code} {version}",
                fixed=row.decimal("fixed_per_day"), rider=row.decimal("rider_per_kwh"),
                least=Money.parse(str(row.decimal("least_per_30_days"))),
                fee=row.decimal("fee_percent"),
            )  # fmt: skip
            yield Written(
                SourceKind.TARIFF, told.source, table.title, _spelled(told, language), language,
                starts=table.in_force.start, ends=table.in_force.until,
            )  # fmt: skip


def _spelled(told: Statement, language: str) -> str:
    """A sentence in a language; empty where the company's handbook has no words for it yet."""
    try:
        return told.text(language)
    except NotInHandbook:
        return ""


def _is_for_staff(article: Article) -> bool:
    return article.audience is Audience.STAFF


def _each(versions: Iterable[tuple[_V, ...]]) -> Iterator[_V]:
    for some in versions:
        yield from some
