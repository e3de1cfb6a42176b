"""A clause: what the company (or the law) has decided, with its dates, figures and sentences."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from makegood.handbook.dates import InForce
from makegood.handbook.figures import Figure, FigureValue, filled, placeholders
from makegood.handbook.pages import Page, Placed, Reading
from makegood.handbook.problems import NotAccepted, NotInHandbook, Problem

ClauseId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3,4}(-[A-Z]{2,6})*-[0-9]{1,3}$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
_LANGUAGE = re.compile(r"[a-z]{2}\Z")


class Sentence(Page):
    """What a customer is told, once in each language of the company."""

    params: tuple[Name, ...] = Field(
        (), description="The names filled in when it is said, such as last_day."
    )
    texts: Mapping[str, str] = Field(description='The text in each language, such as en = "...".')

    @model_validator(mode="before")
    @classmethod
    def _languages_aside(cls, raw: object) -> object:
        if not isinstance(raw, dict) or "texts" in raw:
            return raw
        texts = {name: text for name, text in raw.items() if _LANGUAGE.match(name)}
        rest = {name: value for name, value in raw.items() if name not in texts}
        return {**rest, "texts": texts}


class Clause(Page):
    """One decision of the company with the figures it sets and the sentences made from them."""

    id: ClauseId = Field(description="Letters and a number, such as RET-2 or LAW-XM-1.")
    title: str = Field(min_length=3, description="What the clause is about, in a few words.")
    in_force: InForce = Field(description="{ from = 2026-01-01 }, with until when it ends.")
    figures: Mapping[Name, Figure] = Field({}, description="Each figure by name: days = 30.")
    internal: tuple[Name, ...] = Field((), description="Figures that no sentence tells.")
    sentences: Mapping[Name, Sentence] = Field(
        min_length=1, description="The sentences by name; the usual one is called says."
    )
    law: bool = Field(False, description="true when a law stands behind it.")
    jurisdiction: str | None = Field(None, description="Where that law holds, such as XM.")
    citation: str | None = Field(None, description="Where the law is written.")
    reviewed_by: str | None = Field(None, description="The department that reviewed the rule.")

    @model_validator(mode="before")
    @classmethod
    def _figures_with_units(cls, raw: object) -> object:
        if not isinstance(raw, dict):
            return raw
        raw = dict(raw)
        units = raw.pop("units", {})
        figures = raw.get("figures", {})
        if not isinstance(units, dict) or not isinstance(figures, dict):
            raise NotAccepted("figures and units are not tables", "[clause.figures] and units")
        for name, value in figures.items():
            if name not in units and not isinstance(value, dict):
                wanted = f'{name} under units, such as {name} = "days"'
                raise NotAccepted("has no unit", _meant(name, units) + wanted, ("figures", name))
        for name in units:
            if name not in figures:
                wanted = f"{name} under figures, such as {name} = 30"
                raise NotAccepted("has no figure", _meant(name, figures) + wanted, ("units", name))
        merged: dict[str, object] = {}
        for name, value in figures.items():
            unit = {"unit": units[name]} if name in units else {}
            merged[name] = value if isinstance(value, dict) else {"value": value, **unit}
        return {**raw, "figures": merged}

    @model_validator(mode="after")
    def _law_is_cited(self) -> Self:
        if self.law and not (self.citation and self.reviewed_by and self.jurisdiction):
            raise NotAccepted(
                "a rule of law lacks its source", "jurisdiction, citation and reviewed_by"
            )
        return self

    @cached_property
    def version(self) -> str:
        """The id with the first day of this version, such as RET-2@2026-01-01."""
        return f"{self.id}@{self.in_force.start.isoformat()}"

    def figure(self, name: str) -> FigureValue:
        """Return a figure: an int, a Decimal (money, percent) or a text."""
        if name not in self.figures:
            raise NotInHandbook(f"clause {self.version} has no figure {name}")
        return self.figures[name].value

    def whole(self, name: str) -> int:
        """Return a counted figure (days, tries, minutes) as a whole number."""
        value = self.figure(name)
        if not isinstance(value, int):
            raise NotInHandbook(f"figure {name} of {self.version} is not a whole number")
        return value

    def decimal(self, name: str) -> Decimal:
        """Return a figure of money (in units, 25.00) or percent (7.75) as a Decimal."""
        value = self.figure(name)
        if not isinstance(value, Decimal):
            raise NotInHandbook(f"figure {name} of {self.version} is not a decimal number")
        return value

    def params(self, sentence: str = "says") -> tuple[str, ...]:
        """Return the names that must be given when the sentence is said."""
        return self._sentence(sentence).params

    def says(self, sentence: str = "says", language: str = "en") -> str:
        """Return a sentence with its figures filled in and its {params} left open."""
        found = self._sentence(sentence)
        if language not in found.texts:
            raise NotInHandbook(f"{self.version} does not say {sentence} in {language}")
        return filled(found.texts[language], self.written_figures(language))

    def written_figures(self, language: str) -> dict[str, str]:
        """Return each figure as that language writes it."""
        return {name: figure.written(language) for name, figure in self.figures.items()}

    def _sentence(self, name: str) -> Sentence:
        if name not in self.sentences:
            raise NotInHandbook(f"clause {self.version} has no sentence {name}")
        return self.sentences[name]


def _meant(name: str, others: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(others), n=1, cutoff=0.5)
    return f"did you mean {near[0]}? Or " if near else ""


def read_clauses(reading: Reading) -> list[Placed[Clause]]:
    """Read each clause under policy/ and law/."""
    found: list[Placed[Clause]] = []
    for path in (*reading.files("policy/*.toml"), *reading.files("law/*/*.toml")):
        source = reading.toml(path)
        if source is not None:
            reading.only(source, "clause")
            found.extend(reading.rows(source, "clause", Clause))
    return found


def check_sentences(
    clauses: Sequence[Placed[Clause]], languages: Sequence[str]
) -> Iterator[Problem]:
    """Yield what is wrong between a clause's figures and its sentences in each language."""
    for placed in clauses:
        yield from _check_languages(placed, languages)
        yield from _check_placeholders(placed)
        yield from _check_figures_told(placed)


def _check_languages(placed: Placed[Clause], languages: Sequence[str]) -> Iterator[Problem]:
    accepted = "a text in " + ", ".join(languages)
    for name, sentence in placed.item.sentences.items():
        for language in languages:
            if not sentence.texts.get(language, "").strip():
                wrong = f"{placed.item.id} does not say {name} in {language}"
                yield placed.problem(("sentences", name), wrong, accepted)
        for language in sentence.texts.keys() - set(languages):
            wrong = f"{language} is not a language of the company"
            yield placed.problem(("sentences", name, language), wrong, accepted)


def _check_placeholders(placed: Placed[Clause]) -> Iterator[Problem]:
    figures = set(placed.item.figures)
    for name, sentence in placed.item.sentences.items():
        known = figures | set(sentence.params)
        told = figures & set().union(*(_names(text) for text in sentence.texts.values()))
        wanted = told | set(sentence.params)
        accepted = ", ".join(f"{{{item}}}" for item in sorted(known)) or "no placeholder"
        for language, text in sentence.texts.items():
            at = ("sentences", name, language)
            try:
                used = set(placeholders(text))
            except NotAccepted as mistake:
                yield placed.problem(at, mistake.wrong, mistake.accepted)
                continue
            for strange in sorted(used - known):
                yield placed.problem(at, f"{{{strange}}} is not known", accepted)
            for forgotten in sorted(wanted - used):
                wrong = f"the {language} text leaves out {{{forgotten}}}"
                yield placed.problem(at, wrong, "the same placeholders in each language")


def _check_figures_told(placed: Placed[Clause]) -> Iterator[Problem]:
    clause = placed.item
    texts = [text for sentence in clause.sentences.values() for text in sentence.texts.values()]
    told = set().union(*(_names(text) for text in texts))
    for name in clause.figures:
        if name not in told and name not in clause.internal:
            yield placed.problem(
                ("figures", name),
                f"no sentence of {clause.id} tells {name}",
                f"{{{name}}} in a sentence, or internal = [{name!r}]",
            )
    for name in clause.internal:
        if name not in clause.figures:
            yield placed.problem(("internal",), f"{name} is no figure", ", ".join(clause.figures))


def _names(text: str) -> set[str]:
    try:
        return set(placeholders(text))
    except NotAccepted:
        return set()
