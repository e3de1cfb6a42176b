"""An article: what the company explains to customers or staff, its figures taken from clauses."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from makegood.handbook.clauses import ClauseId
from makegood.handbook.dates import InForce
from makegood.handbook.pages import Page, Placed, Reading
from makegood.handbook.problems import Problem

_FENCE = "+++"
_HEADING = re.compile(r"^##\s+(.*?)\s*$")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
ArticleId = Annotated[str, StringConstraints(pattern=r"^KB-[A-Z0-9-]+$")]


class Audience(StrEnum):
    """Who may read an article."""

    CUSTOMER = "customer"
    STAFF = "staff"


class Section(Page):
    """One part of an article: its heading and its text, with {RET-2.days} still open."""

    heading: str = Field(description="The heading; empty for what stands before the first one.")
    text: str = Field(description="The text in Markdown.")


class Article(Page):
    """One article in one language."""

    id: ArticleId = Field(description="Its id, the same in each language, such as KB-RETURNS.")
    title: str = Field(min_length=3, description="The title.")
    audience: Audience = Field(description="customer or staff.")
    language: str = Field(pattern=r"^[a-z]{2}$", description="The language it is written in.")
    in_force: InForce = Field(description="{ from = 2026-01-01 }, with until when it ends.")
    review_due: date = Field(description="The day by which somebody reads it again.")
    owner: str = Field(description="The department that keeps it true.")
    clauses: tuple[ClauseId, ...] = Field((), description="The clauses it explains.")
    products: tuple[str, ...] = Field((), description="The products it is about.")
    keywords: tuple[str, ...] = Field((), description="Words customers use for it.")
    sections: tuple[Section, ...] = Field(min_length=1, description="The body, by headings.")

    @property
    def version(self) -> str:
        """The id with the first day, as a source is cited: KB-RETURNS@2026-01-01."""
        return f"{self.id}@{self.in_force.start.isoformat()}"

    @property
    def body(self) -> str:
        """The whole text in Markdown, with its placeholders still open."""
        parts = (f"## {s.heading}\n\n{s.text}" if s.heading else s.text for s in self.sections)
        return "\n\n".join(parts)

    def placeholders(self) -> tuple[str, ...]:
        """Return each name in braces, such as RET-2.days, in the order of the text."""
        return tuple(_PLACEHOLDER.findall(self.body))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return a text with each known placeholder replaced by its value."""
    return _PLACEHOLDER.sub(lambda found: values.get(found.group(1), found.group(0)), text)


def read_articles(reading: Reading) -> list[Placed[Article]]:
    """Read each article under knowledge/."""
    found: list[Placed[Article]] = []
    for path in reading.files("knowledge/**/*.md"):
        placed = read_text(reading, reading.text(path), reading.name(path))
        if placed is not None:
            found.append(placed)
    return found


def read_text(reading: Reading, text: str, file: str) -> Placed[Article] | None:
    """Read one article from its text; None when it is none, and the reading then says why."""
    parts = text.split(f"{_FENCE}\n", 2)
    if len(parts) != 3 or parts[0].strip():
        accepted = "TOML between two lines of +++, then the text"
        reading.add(Problem(file, 1, "front matter", "is missing", accepted))
        return None
    source = reading.toml_text(parts[1], file, first_line=2)
    if source is None:
        return None
    first_body_line = parts[1].count("\n") + 3
    sections = [section.model_dump() for section in _sections(parts[2])]
    article = reading.fit(source, (), {**source.table, "sections": sections}, Article)
    if article is None:
        return None
    return Placed(article, replace(source, beyond={("body",): first_body_line - 1}), ())


def _sections(body: str) -> Iterator[Section]:
    heading, lines = "", list[str]()
    for line in body.splitlines():
        found = _HEADING.match(line)
        if not found:
            lines.append(line)
            continue
        if heading or "".join(lines).strip():
            yield Section(heading=heading, text="\n".join(lines).strip())
        heading, lines = found.group(1), []
    if heading or "".join(lines).strip():
        yield Section(heading=heading, text="\n".join(lines).strip())


def check_articles(
    articles: Sequence[Placed[Article]],
    known: Mapping[str, object],
    clauses: Mapping[str, object],
    products: Mapping[str, object],
    languages: Sequence[str],
) -> Iterator[Problem]:
    """Yield what an article cites or names that is not in the handbook.

    `known` holds each name that may stand in braces (RET-2.days, price.WM900, term.PLAN-24,
    contact.phone).
    """
    seen: dict[tuple[str, str, date], str] = {}
    for placed in articles:
        article = placed.item
        key = (article.id, article.language, article.in_force.start)
        if key in seen:
            yield placed.problem(("id",), f"is also in {seen[key]}", "each article once a language")
        seen[key] = placed.source.file
        if article.language not in languages:
            yield placed.problem(("language",), "is not served", ", ".join(languages))
        for clause in article.clauses:
            if clause not in clauses:
                yield placed.problem(("clauses",), f"{clause} is no clause", "a clause in policy/")
        for sku in article.products:
            if sku not in products:
                yield placed.problem(("products",), f"{sku} is no product", "a stock number")
        yield from _check_placeholders(placed, known)


def _check_placeholders(placed: Placed[Article], known: Mapping[str, object]) -> Iterator[Problem]:
    article = placed.item
    for name in article.placeholders():
        if name not in known:
            accepted = (
                "a figure such as {RET-2.days}, {price.SKU}, {term.SKU} (its months), "
                "{contact.NAME} or {hours.NAME}"
            )
            yield placed.problem(("body",), f"{{{name}}} is not known", accepted)
            continue
        clause = name.partition(".")[0]
        if clause.isupper() and clause not in article.clauses:
            wrong = f"tells {{{name}}} but does not name {clause}"
            yield placed.problem(("clauses",), wrong, f"{clause} among its clauses")
