"""Read a whole handbook folder, check that it hangs together, give it out or say what is wrong."""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from makegood.handbook.articles import Article, check_articles, read_articles
from makegood.handbook.authority import Authority, read_authority
from makegood.handbook.catalogue import (
    Catalogue,
    KnownIssue,
    Product,
    check_products,
    read_known_issues,
    read_products,
)
from makegood.handbook.clauses import Clause, check_sentences, read_clauses
from makegood.handbook.company import Company, read_company
from makegood.handbook.dates import Dated, by_date, unbroken
from makegood.handbook.orders import check_orders
from makegood.handbook.pages import Placed, Reading
from makegood.handbook.people import People, PlacedPeople, check_people, read_people
from makegood.handbook.phrasings import check_phrasings
from makegood.handbook.prices import Price, price_book, read_prices
from makegood.handbook.problems import HandbookInvalid, NotInHandbook, Problem
from makegood.handbook.tables import Table, read_tables
from makegood.handbook.voice import Voice, check_voices, read_voice
from makegood.handbook.volume import Handbook, known_names


class _Named(Dated, Protocol):
    """Something dated that is cited by its id."""

    @property
    def id(self) -> str:
        """The id by which it is cited."""
        ...


D = TypeVar("D", bound=Dated)
N = TypeVar("N", bound=_Named)


def load(path: Path) -> Handbook:
    """Read the handbook in a folder; HandbookInvalid with every blocking problem otherwise."""
    book, problems = read(path)
    blocking = [problem for problem in problems if problem.blocks]
    if book is None or blocking:
        raise HandbookInvalid(blocking)
    return book


def check(path: Path) -> list[Problem]:
    """Return every problem of the handbook in a folder, those that do not block included."""
    book, problems = read(path)
    return [*problems, *check_phrasings(book.voices if book else {})]


def read(path: Path) -> tuple[Handbook | None, Sequence[Problem]]:
    """Return the handbook in a folder (None when its parts do not fit) and every problem found."""
    root = Path(path)
    reading = Reading(root)
    if not root.is_dir():
        return None, [Problem(".", 1, "folder", f"{root} is no folder", "a handbook's folder")]
    company = read_company(reading)
    book = None
    if company is not None:
        parts = _read_parts(reading, company)
        is_readable = not reading.problems
        reading.add(*check_sentences(parts.clauses, company.languages))
        if parts.authority is not None and is_readable:
            # What could not be read would be missed everywhere else: one mistake, one problem.
            reading.add(*_review(parts))
            try:
                book = _bind(parts, parts.authority, fingerprint(root))
                reading.add(*_review_bound(parts, book))
            except NotInHandbook as missing:
                reading.add(Problem(".", 1, "handbook", str(missing), "a complete handbook"))
    problems = sorted(set(reading.problems), key=lambda p: (p.file, p.line, p.field, p.wrong))
    return book, problems


def fingerprint(root: Path) -> str:
    """Return a short fingerprint of every text of the handbook, as the journal keeps it."""
    digest = hashlib.sha256()
    for path in sorted(texts_of(root)):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:12]


def texts_of(root: Path) -> list[Path]:
    """Return the files that make up a handbook: its TOML and Markdown, hidden ones left out."""
    return [Path(entry.path) for entry in entries_of(root)]


def entries_of(root: Path) -> Iterator[os.DirEntry[str]]:
    """Go through those files as the folders list them, which is quick enough for each second."""
    folders = [str(root)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                elif entry.name.endswith((".toml", ".md")):
                    yield entry


@dataclass(frozen=True, slots=True)
class _Parts:
    """Everything read from the folder, each thing with its place."""

    company: Company
    authority: Authority | None
    clauses: list[Placed[Clause]]
    tables: list[Placed[Table]]
    prices: list[Placed[Price]]
    products: list[Placed[Product]]
    known_issues: list[Placed[KnownIssue]]
    articles: list[Placed[Article]]
    people: PlacedPeople
    voices: Mapping[str, Voice]


def _read_parts(reading: Reading, company: Company) -> _Parts:
    voices = {language: read_voice(reading, language) for language in company.languages}
    return _Parts(
        company=company,
        authority=read_authority(reading),
        clauses=read_clauses(reading),
        tables=read_tables(reading),
        prices=read_prices(reading),
        products=read_products(reading),
        known_issues=read_known_issues(reading),
        articles=read_articles(reading),
        people=read_people(reading),
        voices=voices,
    )


def _bind(parts: _Parts, authority: Authority, version: str) -> Handbook:
    first, *others = parts.voices.values()
    for voice in others:
        voice.fall_back_on(first)
    products = {placed.item.sku: placed.item for placed in parts.products}
    tables = [placed.item for placed in parts.tables]
    return Handbook(
        version=version,
        company=parts.company,
        authority=authority,
        clauses=_by_id(parts.clauses),
        tables=_by_id(parts.tables),
        prices=price_book([placed.item for placed in parts.prices], tables),
        catalogue=Catalogue(products, tuple(placed.item for placed in parts.known_issues)),
        articles=tuple(placed.item for placed in parts.articles),
        voices=parts.voices,
        people=People(
            tuple(placed.item for placed in parts.people.parties),
            tuple(placed.item for placed in parts.people.orders),
            tuple(placed.item for placed in parts.people.dealers),
            tuple(placed.item for placed in parts.people.dealer_claims),
        ),
    )


def _review(parts: _Parts) -> Iterator[Problem]:
    languages = parts.company.languages
    yield from unbroken(_placed(parts.clauses, lambda clause: clause.id))
    yield from unbroken(_placed(parts.tables, lambda table: table.id))
    yield from unbroken(_placed(parts.prices, lambda price: price.sku), gaps=False)
    yield from unbroken(_placed(parts.articles, lambda a: f"{a.id} ({a.language})"), gaps=False)
    yield from check_products(parts.products, parts.known_issues, languages)
    yield from check_people(parts.people, languages)
    yield from _check_keepers(parts)
    yield from check_voices(parts.voices)


def _check_keepers(parts: _Parts) -> Iterator[Problem]:
    codes = [department.code for department in parts.company.departments]
    accepted = "a department: " + ", ".join(codes)
    for article in parts.articles:
        if article.item.owner not in codes:
            yield article.problem(("owner",), f"{article.item.owner!r} keeps nothing", accepted)
    for clause in parts.clauses:
        if clause.item.reviewed_by not in (None, *codes):
            wrong = f"{clause.item.reviewed_by!r} reviews nothing"
            yield clause.problem(("reviewed_by",), wrong, accepted)


def _review_bound(parts: _Parts, book: Handbook) -> Iterator[Problem]:
    products, languages = book.catalogue.products, parts.company.languages
    days = {placed.item.in_force.start for placed in parts.clauses}
    days |= {placed.item.in_force.start for placed in parts.prices}
    names = {name: "" for day in sorted(days) for name in known_names(book, languages[0], day)}
    yield from check_articles(parts.articles, names, book.clauses, products, languages)
    yield from check_orders(parts.people.orders, products, book.prices)


def _by_id(placed: Sequence[Placed[N]]) -> Mapping[str, tuple[N, ...]]:
    found: dict[str, list[N]] = {}
    for one in placed:
        found.setdefault(one.item.id, []).append(one.item)
    return {name: by_date(versions) for name, versions in found.items()}


def _placed(
    placed: Sequence[Placed[D]], name: Callable[[D], str]
) -> Mapping[str, Sequence[Placed[D]]]:
    found: dict[str, list[Placed[D]]] = {}
    for one in placed:
        found.setdefault(name(one.item), []).append(one)
    return found
