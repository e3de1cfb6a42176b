"""Read and play a story: acts of several people over days, and what must be true at the end.

Where an exam is one customer's conversation, a story goes through the house: the customer's words,
our people's acts, what the outside world answers and what falls due in between.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from pydantic import JsonValue

from makegood.core import clock, worker
from makegood.core.actor import Actor, ActorKind, Channel, Level
from makegood.core.outcome import InvalidAsk, NotFound, Outcome, Status
from makegood.core.runner import run
from makegood.domains.company.queries import actor_for
from makegood.domains.knowledge.queries import change_to_put_in
from makegood.domains.ledger import queries as ledger
from makegood.faces.cli import conversing
from makegood.faces.cli.exam_customer import Moods
from makegood.faces.cli.exam_papers import (
    Paper,
    Step,
    Story,
    StoryEnd,
    UnreadablePaper,
)
from makegood.faces.cli.exam_records import facts_kept_about
from makegood.faces.cli.exam_sitting import sit
from makegood.handbook import folder, put_in, use_folder

_NOON = "{day}T12:00:00"


@dataclass(frozen=True, slots=True)
class Played:
    """How a story went: what was wrong, and what was done one after the other."""

    name: str
    title: str
    wrong: tuple[str, ...]
    told: tuple[str, ...]

    def plain(self) -> dict[str, JsonValue]:
        """The result for programs."""
        return {"name": self.name, "title": self.title, "holds": not self.wrong,
                "wrong": list(self.wrong), "told": list(self.told)}  # fmt: skip


@dataclass(slots=True)
class _Course:
    """A story as it goes on: what is known by name, what was wrong, what was done."""

    standing: clock.StandingTime
    papers: Mapping[str, Paper]
    moods: Moods
    known: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def go_to(self, moment: datetime) -> None:
        """Let time pass; whatever falls due on the way is done in its order."""
        worker.work_off()
        while (due := worker.next_due()) is not None and due <= moment:
            self.standing.at = max(due, self.standing.at)
            if not worker.work_off():
                break
        self.standing.at = max(moment, self.standing.at)
        worker.work_off()


def play(story: Story, papers: Mapping[str, Paper], moods: Moods) -> Played:
    """Do each step of a story, and compare what is true afterwards with what must be."""
    with _own_handbook(story), clock.standing_at(story.at.isoformat()) as standing:
        course = _Course(standing, papers, moods)
        for step in story.steps:
            _do(step, course)
        course.wrong += _wrong_at_the_end(story, course.known)
    return Played(story.name, story.title, tuple(course.wrong), tuple(course.told))


def with_its_past(paper: Paper, moods: Moods) -> Paper:
    """A paper once what came before has happened, with the customer who came of it."""
    if not paper.past:
        return paper
    first = paper.past[0].at or paper.at
    with clock.standing_at(_moment(first).isoformat()) as standing:
        course = _Course(standing, {}, moods)
        for step in paper.past:
            _do(step, course)
        course.go_to(paper.at)
    if course.wrong:
        raise UnreadablePaper(f"{paper.name}: {'; '.join(course.wrong)}")
    return paper.model_copy(update={"party": str(_filled(paper.party, course.known))})


@contextmanager
def _own_handbook(story: Story) -> Iterator[None]:
    """A copy of the handbook for a story that changes it; the company's own stays as it is."""
    if not any(step.puts_in for step in story.steps):
        yield
        return
    own = folder()
    with tempfile.TemporaryDirectory(prefix="makegood-") as place:
        use_folder(shutil.copytree(own, Path(place) / "handbook"))
        try:
            yield
        finally:
            use_folder(own)


def _do(step: Step, course: _Course) -> None:
    if step.at is not None:
        course.go_to(_moment(step.at))
    course.told.append(f"{clock.local(clock.now()):%Y-%m-%d} {step.does}")
    if step.exam:
        _sit(step, course)
    if step.puts_in:
        put_in(folder(), change_to_put_in(str(_filled(step.puts_in, course.known))))
        use_folder(folder())
    if step.run:
        _run(step, course)
    worker.work_off()


def _sit(step: Step, course: _Course) -> None:
    name, _, nth = step.exam.partition("/")
    marked = sit(course.papers[name], int(nth or "1"), course.moods)
    course.told += [f"{who.capitalize()}: {' '.join(text.split())}"
                    for who, text in marked.transcript]  # fmt: skip
    acted = (f"wrongly acted: {act}" for act in marked.wrongly_acted)
    course.wrong += [f"{step.does}: {one}" for one in (*marked.wrong, *acted)]


def _run(step: Step, course: _Course) -> None:
    asked = {name: _filled(value, course.known) for name, value in step.ask.items()}
    try:
        outcome = run(step.run, asked, actor=_actor(step, course.known))
    except (InvalidAsk, NotFound) as fault:
        course.wrong.append(f"{step.does}: {step.run} does not take it: {fault}")
        return
    said = " ".join(one.text("en") for one in outcome.statements)
    course.told.append(f"{step.run} ({outcome.status}): {said}")
    course.wrong += [f"{step.does}: {one}" for one in _wrong_in(step, outcome, said, course.known)]
    for name, place in step.keep.items():
        course.known[name] = str(_at(outcome.result or {}, place))


def _wrong_in(step: Step, outcome: Outcome, said: str, known: Mapping[str, str]) -> Iterator[str]:
    if outcome.status != Status(step.status):
        yield f"{step.run} was {outcome.status}, not {step.status}: {said}"
    for place, must in step.gives.items():
        stands, wanted = str(_at(outcome.result or {}, place)), str(_filled(must, known))
        if stands != wanted:
            yield f"{place} is {stands}, not {wanted}"
    yield from (f"{text!r} was not told" for text in step.tells if text not in said)


def _wrong_at_the_end(story: Story, known: Mapping[str, str]) -> Iterator[str]:
    for whose, records in story.end.stands.items():
        party = str(_filled(whose, known))
        found = facts_kept_about(party)
        for record, facts in records.items():
            for name, must in facts.items():
                place = f"{_filled(record, known)}.{name}"
                stands = found.get(place, "nothing")
                if stands != _filled(must, known):
                    yield f"{party}: {place} is {stands}, not {_filled(must, known)}"
    for account, must in story.end.balances.items():
        stands = str(ledger.balance_of(account))
        if stands != must:
            yield f"account {account} holds {stands}, not {must}"
    yield from _wrongly_written(story.end, known)
    if ledger.trial_balance_sum() or ledger.differences():
        yield "the books do not hold"


def _wrongly_written(end: StoryEnd, known: Mapping[str, str]) -> Iterator[str]:
    for whose in {**end.letters, **end.never_letters}:
        party = str(_filled(whose, known))
        bodies = "\n".join(one.body for one in conversing.sent_to(party))
        missing, told = end.letters.get(whose, ()), end.never_letters.get(whose, ())
        yield from (f"{party} was not sent {text!r}" for text in missing if text not in bodies)
        yield from (f"{party} was sent {text!r}" for text in told if text in bodies)


def _actor(step: Step, known: Mapping[str, str]) -> Actor:
    """Somebody of the company, alone or for a customer; a customer; or the company itself."""
    level, party = Level(step.level), str(_filled(step.party, known))
    if step.by:
        someone = actor_for(step.by, Channel.DESK)
        return someone.on_behalf_of(party, level) if party else someone
    if party:
        return Actor(
            kind=ActorKind.CUSTOMER, name=f"customer:{party}", role="customer",
            channel=Channel.API, party=party, level=level,
        )  # fmt: skip
    return Actor.system("system:story")


def _moment(at: date | datetime) -> datetime:
    if isinstance(at, datetime):
        return at
    return clock.at_local(at, datetime.fromisoformat(_NOON.format(day=at)).time())


def _filled(value: JsonValue, known: Mapping[str, str]) -> JsonValue:
    """What was asked, with what earlier steps answered in the place of its {name}."""
    if isinstance(value, str):
        for name, text in known.items():
            value = value.replace(f"{{{name}}}", text)
        return value
    if isinstance(value, list):
        return [_filled(one, known) for one in value]
    if isinstance(value, dict):
        return {name: _filled(one, known) for name, one in value.items()}
    return value


def _at(value: JsonValue | Mapping[str, JsonValue], place: str) -> JsonValue:
    """A part of an answer by its place, such as "refund.amount"."""
    found: object = value
    for name in place.split("."):
        if isinstance(found, list):
            found = found[int(name)]
        else:
            found = found.get(name) if isinstance(found, Mapping) else None
    return found  # type: ignore[return-value]  # a part of JSON is JSON
