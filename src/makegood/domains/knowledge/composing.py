"""Put an answer together from what is written down: articles, catalogue, prices. Source: C07."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Statement, say
from makegood.core.money import Money
from makegood.domains.catalog import queries as catalog
from makegood.domains.knowledge.quoting import (
    are_things,
    from_articles,
    from_elsewhere,
    recalled,
    unasked,
)
from makegood.domains.knowledge.search import is_told_already, words_of
from makegood.domains.knowledge.sources import Hit
from makegood.handbook import NotInHandbook, Product, ProductKind, book

_SKU = re.compile(r"(?=[A-Z-]*[0-9-])[A-Z0-9]+(?:-[A-Z0-9]+)*")
_PRICE_ASKED = {
    "en": re.compile(r"\b(prices?|costs?|how much)\b", re.IGNORECASE),
    "es": re.compile(r"\b(precios?|cuestan?|cu[aá]nto vale)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(prix|co[uû]tent?|combien vaut)\b", re.IGNORECASE),
}
_FIT_ASKED = {
    "en": re.compile(r"\b(fits?|needs?|compatible|right|belongs?)\b", re.IGNORECASE),
    "es": re.compile(r"\b(sirven?|va|necesit[ao]|compatibles?|corresponde)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(convient|va|faut|besoin|compatibles?)\b", re.IGNORECASE),
}
_OF_A_RANGE = {
    "en": "sell offer carry stock kinds models types range cheap cheapest cheaper new",
    "es": "venden ofrecen modelos tipos barata barato baratas baratos más nueva nuevo",
    "fr": "vendez proposez modèles types moins cher chère chers chères nouveau nouvelle avez",
}
_MOST_FEATURES, _MOST_OF_A_RANGE = 3, 4


@dataclass(frozen=True, slots=True)
class Answer:
    """What can be said to a question, with the source of each sentence; empty when nothing.

    `is_nearest` when it was found under other words than those of whoever asks.
    """

    says: tuple[Statement, ...]
    clauses: tuple[str, ...]
    article: str | None
    products: tuple[str, ...]
    is_nearest: bool = False

    @property
    def is_found(self) -> bool:
        """Whether anything is written down that answers."""
        return bool(self.says)


def answer_to(
    question: str,
    *,
    language: str,
    on: date,
    for_staff: bool,
    own: Collection[str] = (),
    reckoned: Sequence[Statement] = (),
    elsewhere: Callable[[], Sequence[Hit]] = tuple,
) -> Answer:
    """Answer a question from what holds on a day, for customers or also for staff.

    Each sentence stands in an article, the catalogue or a table; none is made up. `own` are the
    products of whoever asks, `reckoned` what live tables say, which is then the whole answer;
    `elsewhere` finds what is written outside of articles.
    """
    if reckoned:
        return Answer(tuple(reckoned), (), None, ())
    named = _products_named(question, language, own)
    if ranging := list(_range(question, language, on)):
        ranging += recalled(named, ranging, language)
        return Answer(tuple(ranging), (), None, tuple(one.sku for one in named))
    says = list(_fitting(named)) or list(_parts_called(question, named, language))
    article, clauses = None, tuple[str, ...]()
    if not says:
        says = list(_prices(question, named, language, on))
    if not _asks_only_for(question, named, language) and not (says and are_things(named)):
        article, found, clauses = from_articles(
            question, named, language, on, for_staff=for_staff, is_priced=bool(says)
        )
        told = [one.text(language) for one in says]
        says += [one for one in found if not is_told_already(one.text(language), told)]
    if not says:
        says, clauses = from_elsewhere(question, elsewhere(), language)
    if not says:
        says = [one for product in named[:2] for one in _description(product, language, on)]
    about = _about(named, article, language, on)
    says += unasked(question, named, about, says, language)
    return Answer(tuple(says), clauses, article, tuple(one.sku for one in named))


def _about(
    named: Sequence[Product], article: str | None, language: str, on: date
) -> Sequence[Product]:
    """Whose limits are told: of the goods named, those the article that answers is about."""
    if article is None:
        return named
    told_of = _products_of(article, language, on)
    skus = [one.sku for one in told_of]
    return [one for one in named if one.sku in skus] if named else told_of


def _products_of(article: str | None, language: str, on: date) -> list[Product]:
    """The products that an article is about."""
    if article is None:
        return []
    told = book().article(article.partition("@")[0], language=language, on=on)
    return [book().catalogue.product(sku) for sku in told.products]


def _products_named(question: str, language: str, own: Collection[str]) -> list[Product]:
    """The products meant: those whose stock number stands there, else the only one so called.

    Of several so called it is the one that whoever asks has from us, and the goods rather than
    what is done with them ("how much is a dryer with delivery").
    """
    catalogue = book().catalogue
    former = {sku for one in catalogue.products.values() for sku in one.supersedes}
    found: list[Product] = []
    for sku in _SKU.findall(question.upper()):
        known = catalogue.products.get(sku)
        known = known or (catalogue.successor(sku) if sku in former else None)
        if known is not None and known not in found:
            found.append(known)
    if found:
        return found
    called = catalog.products_named(question, language)
    goods = tuple(one for one in called if one.is_goods)
    theirs = tuple(one for one in goods if one.sku in own)
    called = next((some for some in (theirs, goods) if len(some) == 1), called)
    return [catalogue.product(called[0].sku)] if len(called) == 1 else []


def _range(question: str, language: str, on: date) -> Iterator[Statement]:
    """What is sold under the name that a question uses, with prices, the cheapest first."""
    called = [one.sku for one in catalog.products_named(question, language) if one.is_goods]
    named = [book().catalogue.product(sku) for sku in called]
    said, ours = set(words_of(question, language)), set(words_of(_OF_A_RANGE[language], language))
    is_asked = bool(said & ours) or len(called) > 1
    if _SKU.search(question) or not is_asked or said - ours - _names_of(named, language):
        return
    priced = [(book().prices.price(sku, on).amount, sku) for sku in called if _is_sold(sku, on)]
    for _, sku in sorted(priced)[:_MOST_OF_A_RANGE]:
        yield from _price(book().catalogue.product(sku), language, on)


def _is_sold(sku: str, on: date) -> bool:
    try:
        book().prices.price(sku, on)
    except NotInHandbook:
        return False
    return True


def _asks_only_for(question: str, named: Sequence[Product], language: str) -> bool:
    """Whether a question says nothing beside the names of products."""
    return bool(named) and not set(words_of(question, language)) - _names_of(named, language)


def _names_of(named: Sequence[Product], language: str) -> set[str]:
    """The telling words by which products are called."""
    names = [one.sku for one in named]
    names += [word for one in named for word in (one.title_in(language), *_words(one, language))]
    return {word for name in names for word in words_of(name, language)}


def _fitting(named: Sequence[Product]) -> Iterator[Statement]:
    """Whether the part named fits the model named, and which one does (AC07.1)."""
    parts = [one for one in named if one.kind is ProductKind.PART]
    models = [one for one in named if one.kind is ProductKind.APPLIANCE]
    for part in parts:
        for model in models:
            source = f"product:{part.sku}"
            if model.sku in part.fits:
                yield say(source, "knowledge.fits", part=part.sku, model=model.sku)
                continue
            told = {"part": part.sku, "model": model.sku, "models": ", ".join(part.fits)}
            yield say(source, "knowledge.fits_not", **told)
            for other in _alike(part, model):
                source = f"product:{other.sku}"
                yield say(source, "knowledge.fits_instead", part=other.sku, model=model.sku)
                yield from _former(other)
    if models:
        for part in parts:
            yield from _former(part)


def _parts_called(question: str, named: Sequence[Product], language: str) -> Iterator[Statement]:
    """The parts of the one model named that a question calls by their sort: "a belt"."""
    is_a_model = len(named) == 1 and named[0].kind is ProductKind.APPLIANCE
    if not is_a_model or not _FIT_ASKED[language].search(question):
        return
    said, model = set(words_of(question, language)), named[0]
    for part in book().catalogue.parts_for(model.sku):
        if any(set(words_of(name, language)) <= said for name in _words(part, language)):
            source = f"product:{part.sku}"
            yield say(source, "knowledge.fits_instead", part=part.sku, model=model.sku)
            yield from _former(part)


def _alike(part: Product, model: Product) -> Iterator[Product]:
    """The parts of the same sort that do fit a model."""
    called = set(part.words.get("en", ()))
    for other in book().catalogue.parts_for(model.sku):
        if called & set(other.words.get("en", ())):
            yield other


def _former(part: Product) -> Iterator[Statement]:
    for sku in part.supersedes:
        yield say(f"product:{part.sku}", "knowledge.replaces", part=part.sku, former=sku)


def _prices(
    question: str, named: Sequence[Product], language: str, on: date
) -> Iterator[Statement]:
    """What the products named cost, from the price list and never from prose."""
    if not _PRICE_ASKED[language].search(question):
        return
    beside = _beside(question, language) if are_things(named) else ()
    for product in (*named, *beside):
        yield from _price(product, language, on)
        if product.kind is ProductKind.DELIVERY:
            yield say(book().clause("DLV-1", on=on))


def _beside(question: str, language: str) -> Iterator[Product]:
    """The services and the delivery that are asked about with goods."""
    said = set(words_of(question, language))
    for product in book().catalogue.products.values():
        is_service = product.kind in (ProductKind.SERVICE, ProductKind.DELIVERY)
        if is_service and any(
            set(words_of(name, language)) <= said for name in _words(product, language)
        ):
            yield product


def _price(product: Product, language: str, on: date) -> Iterator[Statement]:
    try:
        price = book().prices.price(product.sku, on)
    except NotInHandbook:
        return
    amount = Money.parse(str(price.amount))
    title = product.title_in(language)
    yield say(f"price:{price.id}", "knowledge.price", product=title, price=amount)


def _description(product: Product, language: str, on: date) -> Iterator[Statement]:
    """What a product is: what it can do and what it costs."""
    features = product.features.get(language, ())[:_MOST_FEATURES]
    title = product.title_in(language)
    for text in features:
        yield say(f"product:{product.sku}", "knowledge.feature", product=title, text=text)
    yield from _price(product, language, on)


def _words(product: Product, language: str) -> tuple[str, ...]:
    return product.words.get(language, ())
