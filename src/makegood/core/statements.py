"""Tell people what was decided in sentences that each name their source."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal
from pydantic import TypeAdapter

from makegood.core.clock import local
from makegood.core.money import Money
from makegood.handbook import Clause, book

Sayable = Money | date | datetime | Decimal | int | str
_HOURS = {"en": "h:mm a", "es": "HH:mm", "fr": "HH:mm"}
_LOCALES = {"en": "en_US", "es": "es_US", "fr": "fr_FR"}


class Word(str):
    """A word of the company's own, by its name in the voice, such as "parties.channel_sms"."""

    __slots__ = ()


class Article(str):
    """A thing that the company sells, by its stock number, such as "WM900"."""

    __slots__ = ()


class Jurisdiction(str):
    """Who levies a tax, by its key in the table of taxes, such as "XM/Harlow"."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Param:
    """One value inside a sentence, kept exact so that each language can spell it."""

    kind: Literal["money", "date", "moment", "number", "text", "word", "article", "place"]
    value: str

    @classmethod
    def of(cls, value: Sayable) -> Param:
        """Keep a value with its kind."""
        if isinstance(value, Money):
            return cls(kind="money", value=str(value))
        if isinstance(value, datetime):
            return cls(kind="moment", value=value.isoformat())
        if isinstance(value, date):
            return cls(kind="date", value=value.isoformat())
        if isinstance(value, int | Decimal):
            return cls(kind="number", value=str(value))
        if isinstance(value, Article):
            return cls(kind="article", value=value)
        if isinstance(value, Jurisdiction):
            return cls(kind="place", value=value)
        return cls(kind="word" if isinstance(value, Word) else "text", value=str(value))

    def spelled(self, language: str) -> str:
        """Spell the value as people who read this language write it."""
        locale = _LOCALES[language]
        if self.kind == "money":
            money = Money.parse(self.value)
            return format_currency(money.amount, money.currency, locale=locale)
        if self.kind == "date":
            return format_date(date.fromisoformat(self.value), format="long", locale=locale)
        if self.kind == "moment":
            moment = local(datetime.fromisoformat(self.value)).replace(tzinfo=None)
            day = format_date(moment, format="long", locale=locale)
            return f"{day}, {format_time(moment, _HOURS[language], locale=locale)}"
        if self.kind == "number":
            return format_decimal(Decimal(self.value), locale=locale)
        if self.kind == "article":
            title = book().catalogue.title_of(self.value)
            return title.get(language) or title["en"]
        if self.kind == "place":
            known = book().voice(language).statements
            return known.get(f"ordering.levied_by_{self.value}", self.value)
        return book().voice(language).statement(self.value) if self.kind == "word" else self.value


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence and its source: a clause version ("RET-2@2026-01-01") or a record ("order:O-1").

    `sentence` names the wording: one of the clause's sentences, or "domain.key" in the voice.
    """

    source: str
    sentence: str
    params: dict[str, Param] = field(default_factory=dict)

    @staticmethod
    def read(kept: object) -> Statement:
        """A statement as it was kept; ValidationError for anything else."""
        return _STATEMENT.validate_python(kept)

    def text(self, language: str = "en") -> str:
        """Spell the sentence in a language of the company."""
        spelled = {name: param.spelled(language) for name, param in self.params.items()}
        return self._template(language).format_map(spelled)

    def _template(self, language: str) -> str:
        if "@" in self.source:
            clause, _, day = self.source.partition("@")
            in_force = book().clause(clause, on=date.fromisoformat(day))
            return in_force.says(self.sentence, language)
        return book().voice(language).statement(self.sentence)


@dataclass(frozen=True, slots=True)
class Figure:
    """A named amount of money in a decision, such as the refund or the fee."""

    name: str
    amount: Money

    @staticmethod
    def read(kept: object) -> Figure:
        """A figure as it was kept; ValidationError for anything else."""
        return _FIGURE.validate_python(kept)

    def spelled(self, language: str = "en") -> str:
        """The amount as people who read this language write it."""
        return Param.of(self.amount).spelled(language)

    def label(self, language: str = "en") -> str:
        """The figure's name in a language of the company."""
        return book().voice(language).figure(self.name)


_STATEMENT, _FIGURE = TypeAdapter(Statement), TypeAdapter(Figure)
"""They are made all day of what is known to be right, so only what was kept is looked at."""


def say(source: Clause | str, sentence: str = "says", **params: Sayable) -> Statement:
    """Say one of a clause's sentences, or one about a record ("order:O-1"), with these values."""
    named = source.version if isinstance(source, Clause) else source
    kept = {name: Param.of(value) for name, value in params.items()}
    return Statement(source=named, sentence=sentence, params=kept)
