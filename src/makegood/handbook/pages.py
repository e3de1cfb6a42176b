"""Read one file of the handbook into its model, or say by line and name what is not accepted."""

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from makegood.handbook.problems import NotAccepted, Problem
from makegood.handbook.toml_lines import Place, line_of, lines_of

AS_DESCRIBED = "a value as described for this field"

T = TypeVar("T")


class Page(BaseModel):
    """The base of everything written in the handbook: frozen, and strange names are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


M = TypeVar("M", bound=Page)


@dataclass(frozen=True, slots=True)
class Source:
    """One TOML text of the handbook; where its names stand is looked for when it is asked.

    `beyond` are the places of what follows the text in the same file.
    """

    file: str
    table: Mapping[str, object]
    text: str
    first_line: int = 1
    beyond: Mapping[Place, int] = field(default_factory=dict)

    @property
    def lines(self) -> Mapping[Place, int]:
        """The line of each name, from 1 at the beginning of the text."""
        found = lines_of(self.text)
        return {**found, **self.beyond} if self.beyond else found

    def problem(self, at: Place, wrong: str, accepted: str, *, blocks: bool = True) -> Problem:
        """Return a problem that stands at a place of this text."""
        line = line_of(self.lines, at) + self.first_line - 1
        return Problem(self.file, line, dotted(at), wrong, accepted, blocks)


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """A thing read from the handbook together with where it stands."""

    item: T
    source: Source
    at: Place

    def problem(self, inner: Place, wrong: str, accepted: str, *, blocks: bool = True) -> Problem:
        """Return a problem at a place inside this thing."""
        return self.source.problem((*self.at, *inner), wrong, accepted, blocks=blocks)


@dataclass(slots=True)
class Reading:
    """One reading of a handbook folder: its root and the problems found so far."""

    root: Path
    problems: list[Problem] = field(default_factory=list)

    def files(self, pattern: str) -> list[Path]:
        """Return the files that match a pattern, in the order of their names."""
        return sorted(path for path in self.root.glob(pattern) if path.is_file())

    def text(self, path: Path) -> str:
        """Return a file's text; a file that is not UTF-8 is a problem and reads as empty."""
        try:
            return path.read_text(encoding="utf-8")
        except (UnicodeDecodeError, OSError) as error:
            self.add(Problem(self.name(path), 1, "file", f"cannot be read: {error}", "UTF-8 text"))
            return ""

    def name(self, path: Path) -> str:
        """Return a file's name as problems show it, relative to the handbook."""
        return path.relative_to(self.root).as_posix()

    def the_file(self, name: str) -> Source | None:
        """Return the TOML of a file the handbook must have, or None with a problem noted."""
        if not (self.root / name).is_file():
            self.add(Problem(name, 1, "file", "is missing", f"a file {name} in the handbook"))
            return None
        return self.toml(self.root / name)

    def toml(self, path: Path) -> Source | None:
        """Return the TOML of a file, or None with a problem noted."""
        return self.toml_text(self.text(path), self.name(path))

    def toml_text(self, text: str, file: str, first_line: int = 1) -> Source | None:
        """Return a TOML text as a source, or None with the syntax mistake noted."""
        try:
            table: Mapping[str, object] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"line (\d+)", str(error))
            line = int(found.group(1)) if found else text.count("\n") + 1
            wrong = f"is not valid TOML: {error}"
            self.add(Problem(file, line + first_line - 1, "syntax", wrong, "TOML 1.0"))
            return None
        return Source(file, table, text, first_line)

    def rows(self, source: Source, key: str, model: type[M]) -> Iterator[Placed[M]]:
        """Yield each `[[key]]` of a text as its model; those that do not fit become problems."""
        rows = source.table.get(key, [])
        if not isinstance(rows, list):
            self.add(source.problem((key,), "is one table", f"a list of tables: [[{key}]]"))
            return
        for number, row in enumerate(rows):
            item = self.fit(source, (key, number), row, model)
            if item is not None:
                yield Placed(item, source, (key, number))

    def fit(self, source: Source, at: Place, value: object, model: type[M]) -> M | None:
        """Return a value as the model, or None with each mistake noted by field and line."""
        try:
            return model.model_validate(value)
        except ValidationError as error:
            for mistake in error.errors():
                self.add(_problem_of(source, at, mistake, model))
            return None

    def only(self, source: Source, *names: str) -> None:
        """Note a problem for each name at the top of a text that has no meaning there."""
        for name in source.table:
            if name not in names:
                self.add(source.problem((name,), *_strange(name, names)))

    def add(self, *problems: Problem) -> None:
        """Note problems."""
        self.problems.extend(problems)


def dotted(place: Place) -> str:
    """Return a place as its author would write it, such as clause[2].figures.days."""
    out = ""
    for part in place:
        out += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if out else part
    return out or "file"


def _strange(name: str, known: tuple[str, ...]) -> tuple[str, str]:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    meant = f"did you mean {near[0]}? One of " if near else "one of "
    return f"{name!r} is not a name used here", meant + ", ".join(sorted(known))


def _problem_of(source: Source, at: Place, mistake: ErrorDetails, model: type[Page]) -> Problem:
    place = tuple(mistake["loc"])
    if mistake["type"] == "extra_forbidden":
        holder = _model_at(model, place[:-1]) or model
        known = tuple(item.alias or name for name, item in holder.model_fields.items())
        return source.problem((*at, *place), *_strange(str(place[-1]), known))
    described = _described(model, place)
    if mistake["type"] == "missing":
        return source.problem((*at, *place), "is missing", described)
    cause = mistake.get("ctx", {}).get("error")
    if isinstance(cause, NotAccepted):
        return source.problem((*at, *place, *cause.at), cause.wrong, cause.accepted)
    shown = "" if isinstance(mistake["input"], dict | list) else f"{mistake['input']!r}: "
    return source.problem((*at, *place), shown + mistake["msg"], described)


def _described(model: type[Page], place: Place) -> str:
    found = _field_at(model, place)
    return (found.description if found else None) or AS_DESCRIBED


def _field_at(model: type[BaseModel], place: Place) -> FieldInfo | None:
    found: FieldInfo | None = None
    here: type[BaseModel] | None = model
    for part in place:
        if here is None:
            continue
        inner = _named(here, part)
        if inner is not None:
            found, here = inner, _model_in(inner.annotation)
    return found


def _model_at(model: type[BaseModel], place: Place) -> type[BaseModel] | None:
    if not place:
        return model
    found = _field_at(model, place)
    return _model_in(found.annotation) if found else None


def _named(model: type[BaseModel], name: str | int) -> FieldInfo | None:
    for own_name, item in model.model_fields.items():
        if name in (own_name, item.alias):
            return item
    return None


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        found = _model_in(inner)
        if found is not None:
            return found
    return None
