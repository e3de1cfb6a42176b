"""Write a change to the handbook as a patch, check it, and put it in; nothing else is touched."""

import difflib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from makegood.handbook.articles import Article, check_articles, read_articles, read_text
from makegood.handbook.pages import Reading
from makegood.handbook.phrasings import said_elsewhere
from makegood.handbook.problems import NotAccepted, Problem
from makegood.handbook.reading import check, texts_of
from makegood.handbook.toml_lines import line_of
from makegood.handbook.volume import Handbook, known_names


@dataclass(frozen=True, slots=True)
class Change:
    """One file of the handbook as it stands and as it shall read; `before` is empty for a new one.

    `file` is relative to the handbook's folder.
    """

    file: str
    before: str
    after: str

    @property
    def patch(self) -> str:
        """The change as a unified diff, as `git apply` and `patch -p1` take it."""
        old = f"a/{self.file}" if self.before else "/dev/null"
        lines = difflib.unified_diff(
            self.before.splitlines(keepends=True), self.after.splitlines(keepends=True),
            old, f"b/{self.file}",
        )  # fmt: skip
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def phrasing_added(root: Path, book: Handbook, language: str, operation: str, said: str) -> Change:
    """One more way to say an operation, as the first of those there are. NotAccepted."""
    voice = book.voices.get(language)
    if voice is None:
        raise NotAccepted(f"{language} is not spoken here", ", ".join(book.voices))
    place = voice.places.get(f"operation:{operation}")
    if place is None or not voice.spoken[operation].phrasings:
        spoken = sorted(name for name, one in voice.spoken.items() if one.phrasings)
        near = difflib.get_close_matches(operation, spoken, 3) or spoken[:3]
        raise NotAccepted(f"customers have no words for {operation}", ", ".join(near))
    if not said.isprintable():
        raise NotAccepted("the words hold a sign that nobody sees", "letters, digits and stops")
    for other, its in said_elsewhere(voice, operation, said):
        wrong = f'"{said}" says nearly the same as "{its}" of {other}'
        raise NotAccepted(wrong, "words that tell the two apart")
    source, at = place
    before = (root / source.file).read_text("utf-8")
    lines = before.splitlines(keepends=True)
    row = line_of(source.lines, (*at, "phrasings")) - 1
    head, bracket, rest = lines[row].partition("[")
    quoted = json.dumps(said, ensure_ascii=False)
    lines[row] = f"{head}{bracket}\n  {quoted},\n"
    if rest.strip():
        lines[row] += f"  {rest.lstrip()}"
    return Change(source.file, before, "".join(lines))


def article_put(root: Path, article: Article, body: str) -> Change:
    """An article as a file of the handbook: anew, or in the place of the one that began then."""
    known = [
        placed.source.file
        for placed in read_articles(Reading(root))
        if (placed.item.id, placed.item.language, placed.item.in_force.start)
        == (article.id, article.language, article.in_force.start)
    ]
    file = known[0] if known else _new_file(root, article)
    before = (root / file).read_text("utf-8") if known else ""
    return Change(file, before, _front_matter(article) + f"\n{body.strip()}\n")


def article_problems(change: Change, book: Handbook, on: date) -> tuple[Problem, ...]:
    """What is not accepted of an article that shall be put in; nothing when it may be."""
    reading = Reading(Path())
    placed = read_text(reading, change.after, change.file)
    if placed is None:
        return tuple(reading.problems)
    names = dict.fromkeys(known_names(book, book.company.languages[0], on), "")
    found = check_articles(
        [placed], names, book.clauses, book.catalogue.products, book.company.languages
    )
    return (*reading.problems, *found, *_lapping(placed.item, book))


def whole_problems(root: Path, change: Change) -> tuple[Problem, ...]:
    """What the change would break, from a check of the whole handbook with the change in it."""
    before = {_key(one) for one in check(root)}
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for path in texts_of(root):
            place = copy / path.relative_to(root)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
        (copy / change.file).parent.mkdir(parents=True, exist_ok=True)
        (copy / change.file).write_text(change.after, "utf-8")
        return tuple(one for one in check(copy) if one.blocks and _key(one) not in before)


def put_in(root: Path, change: Change) -> None:
    """Write the change into the handbook, whole or not at all. NotAccepted when it fits no more."""
    file = root / change.file
    standing = file.read_text("utf-8") if file.exists() else ""
    if standing != change.before:
        raise NotAccepted(f"{change.file} was changed since", "the change, written anew")
    problems = whole_problems(root, change)
    if problems:
        raise NotAccepted("; ".join(map(str, problems)), "a handbook that stays valid")
    file.parent.mkdir(parents=True, exist_ok=True)
    arriving = file.with_name(f".{file.name}.arriving")
    arriving.write_text(change.after, "utf-8")
    os.replace(arriving, file)


def _lapping(article: Article, book: Handbook) -> Iterator[Problem]:
    """Another version of the same article that holds on days on which this one does."""
    start, until = article.in_force.start, article.in_force.until
    for other in book.articles:
        theirs = other.in_force
        is_same = (other.id, other.language) == (article.id, article.language)
        if not is_same or theirs.start == start:
            continue
        if (theirs.until is None or start < theirs.until) and (
            until is None or theirs.start < until
        ):
            wrong = f"holds on days on which the one from {theirs.start} does"
            yield Problem("", 1, "in_force", wrong, f"from = {theirs.start}, or days apart")
    codes = [department.code for department in book.company.departments]
    if article.owner not in codes:
        yield Problem("", 1, "owner", f"{article.owner!r} keeps nothing", ", ".join(codes))


def _key(problem: Problem) -> tuple[str, str, str]:
    return problem.file, problem.field, problem.wrong


def _new_file(root: Path, article: Article) -> str:
    """A name that no file has: the id in small letters, the day where the id is taken."""
    name = article.id.removeprefix("KB-").lower()
    first = "" if article.language == "en" else f".{article.language}"
    file = f"knowledge/{name}{first}.md"
    if (root / file).exists():
        file = f"knowledge/{name}-{article.in_force.start.isoformat()}{first}.md"
    return file


def _front_matter(article: Article) -> str:
    until = article.in_force.until
    days = f"from = {article.in_force.start}" + (f", until = {until}" if until else "")
    return "\n".join(
        (
            "+++",
            f"id = {_text(article.id)}",
            f"title = {_text(article.title)}",
            f"language = {_text(article.language)}",
            f"audience = {_text(article.audience.value)}",
            f"in_force = {{ {days} }}",
            f"review_due = {article.review_due}",
            f"owner = {_text(article.owner)}",
            f"clauses = {_list(article.clauses)}",
            f"products = {_list(article.products)}",
            f"keywords = {_list(article.keywords)}",
            "+++",
            "",
        )
    )


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _list(values: Iterable[str]) -> str:
    return f"[{', '.join(map(_text, values))}]"
