"""The handbook as a whole: everything the company has written down, at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from makegood.handbook.articles import Article, Audience, fill
from makegood.handbook.authority import Authority
from makegood.handbook.catalogue import Catalogue
from makegood.handbook.clauses import Clause
from makegood.handbook.company import WEEKDAYS, CalendarHours, Company
from makegood.handbook.dates import in_force
from makegood.handbook.figures import money_text
from makegood.handbook.people import People
from makegood.handbook.prices import Prices
from makegood.handbook.problems import NotInHandbook
from makegood.handbook.tables import Table
from makegood.handbook.voice import Voice


@dataclass(frozen=True, slots=True)
class Handbook:
    """One valid reading of the handbook; it never changes, a new reading takes its place.

    `version` is a short fingerprint of every file read; the journal keeps it.
    """

    version: str
    company: Company
    authority: Authority
    clauses: Mapping[str, tuple[Clause, ...]]
    tables: Mapping[str, tuple[Table, ...]]
    prices: Prices
    catalogue: Catalogue
    articles: tuple[Article, ...]
    voices: Mapping[str, Voice]
    people: People

    def clause(self, id: str, *, on: date) -> Clause:
        """Return the version of a clause that holds on a day; NotInHandbook when none does."""
        if id not in self.clauses:
            raise NotInHandbook(f"the handbook has no clause {id}")
        return in_force(self.clauses[id], on, f"clause {id}")

    def clause_version(self, version: str) -> Clause:
        """Return the very version that was cited, such as RET-2@2026-01-01."""
        for clause in self.clauses.get(version.partition("@")[0], ()):
            if clause.version == version:
                return clause
        raise NotInHandbook(f"the handbook has no clause {version}")

    def table(self, id: str, *, on: date) -> Table:
        """Return the version of a table that holds on a day; NotInHandbook when none does."""
        if id not in self.tables:
            raise NotInHandbook(f"the handbook has no table {id}")
        return in_force(self.tables[id], on, f"table {id}")

    def voice(self, language: str) -> Voice:
        """Return how the company speaks in a language; its first language when not served."""
        return self.voices.get(language) or self.voices[self.company.languages[0]]

    def articles_on(
        self, on: date, *, language: str | None = None, audience: Audience | None = None
    ) -> tuple[Article, ...]:
        """Return the articles that hold on a day, of one language or audience when named."""
        return tuple(
            article
            for article in self.articles
            if article.in_force.covers(on)
            and language in (None, article.language)
            and audience in (None, article.audience)
        )

    def article(self, id: str, *, language: str, on: date) -> Article:
        """Return an article in a language, or in the company's first when it is not translated."""
        for wanted in (language, self.company.languages[0]):
            for article in self.articles_on(on, language=wanted):
                if article.id == id:
                    return article
        raise NotInHandbook(f"the handbook has no article {id} on {on}")

    def filled(self, text: str, *, language: str, on: date) -> str:
        """Return an article's text with its figures as they hold on a day: {RET-2.days} is 30."""
        return fill(text, known_names(self, language, on))


def known_names(book: Handbook, language: str, on: date) -> Mapping[str, str]:
    """Return every name that may stand in braces in an article, with its text on a day."""
    names: dict[str, str] = {}
    for versions in book.clauses.values():
        for clause in versions:
            if clause.in_force.covers(on):
                figures = clause.written_figures(language)
                names.update({f"{clause.id}.{name}": text for name, text in figures.items()})
    for sku, prices in book.prices.prices.items():
        for price in prices:
            if price.in_force.covers(on):
                names[f"price.{sku}"] = money_text(price.amount, price.currency, language)
    for sku, product in book.catalogue.products.items():
        if product.term_months is not None:
            names[f"term.{sku}"] = str(product.term_months)
    names.update({f"contact.{name}": text for name, text in book.company.contact.items()})
    for calendar in book.company.calendars:
        names.update({f"hours.{name}": text for name, text in _hours(calendar)})
    return names


def _hours(calendar: CalendarHours) -> list[tuple[str, str]]:
    found = [(f"{calendar.name}.{day}", str(calendar.hours[day])) for day in calendar.hours]
    weekdays = {str(calendar.hours[day]) for day in WEEKDAYS[:5] if day in calendar.hours}
    if len(weekdays) == 1:
        found.append((f"{calendar.name}.weekdays", weekdays.pop()))
    return found
