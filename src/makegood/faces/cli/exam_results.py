"""Tell how the exams went: the figures, what was wrong, and transcripts to read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from pydantic import JsonValue

from makegood.faces.cli.exam_marking import Marked
from makegood.faces.cli.exam_papers import Paper
from makegood.faces.cli.exam_stories import Played

_HARD_BREAK = re.compile(r"(?<!\n)\n(?!\n)")


@dataclass(frozen=True, slots=True)
class Figures:
    """How a number of conversations went, those within what is built."""

    conversations: int
    resolved: int
    wrongly_acted: int
    needlessly_handed_over: int
    median_turns: float
    not_built: int

    @classmethod
    def of(cls, marked: Sequence[Marked]) -> Figures:
        """Count; wrong acts count wherever they were done."""
        built = [one for one in marked if one.is_built]
        return cls(
            conversations=len(built),
            resolved=sum(one.is_resolved for one in built),
            wrongly_acted=sum(bool(one.wrongly_acted) for one in marked),
            needlessly_handed_over=sum(one.is_needlessly_handed_over for one in built),
            median_turns=median([one.turns for one in built] or [0]),
            not_built=len(marked) - len(built),
        )

    @property
    def is_all_well(self) -> bool:
        """Whether all was resolved, and nothing was done that should not be."""
        return self.resolved == self.conversations and not self.wrongly_acted

    def plain(self) -> dict[str, JsonValue]:
        """The figures for programs; the shares are of the conversations within what is built."""
        return {
            "conversations": self.conversations,
            "resolved": self.resolved,
            "resolved_share": _share(self.resolved, self.conversations),
            "wrongly_acted": self.wrongly_acted,
            "needlessly_handed_over": self.needlessly_handed_over,
            "needlessly_handed_over_share": _share(self.needlessly_handed_over, self.conversations),
            "median_turns": self.median_turns,
            "not_built": self.not_built,
        }

    def told(self) -> str:
        """The figures in one line."""
        return (
            f"{self.resolved} of {self.conversations} resolved "
            f"({_share(self.resolved, self.conversations):.0%}), "
            f"{self.wrongly_acted} wrongly acted, "
            f"{self.needlessly_handed_over} needlessly handed over "
            f"({_share(self.needlessly_handed_over, self.conversations):.0%}), "
            f"median {self.median_turns:g} turns, "
            f"{self.not_built} of what is not built yet."
        )


def table(marked: Sequence[Marked]) -> Iterator[str]:
    """A line for each conversation, with what was wrong below it, and the figures at the end."""
    widest = max((len(one.name) for one in marked), default=0)
    for one in marked:
        verdict = "resolved" if one.is_resolved else "FAILED  " if one.is_built else "not yet "
        yield f"{one.name:<{widest}}  {verdict}  {one.turns:>2} turns  {one.mood}"
        yield from (f"    {wrong}" for wrong in _faults(one))
    if marked:
        yield Figures.of(marked).told()


def table_of_stories(played: Sequence[Played]) -> Iterator[str]:
    """A line for each story, with what was wrong below it."""
    for one in played:
        yield f"{one.name}  {'FAILED' if one.wrong else 'holds'}  {one.title}"
        yield from (f"    {wrong}" for wrong in one.wrong)


def write_transcripts(
    folder: Path, sat: Sequence[tuple[Paper, Sequence[Marked]]], played: Sequence[Played]
) -> None:
    """Write a page for each customer, with its conversations, and for each story."""
    folder.mkdir(parents=True, exist_ok=True)
    for paper, marked in sat:
        page = "\n".join(_page(paper, marked))
        (folder / f"{paper.name}.md").write_text(page, encoding="utf-8")
    for story in played:
        lines = (f"- {line}" for line in (*story.told, *(f"**{one}**" for one in story.wrong)))
        page = "\n".join((f"# {story.title}\n", *lines, ""))
        (folder / f"{story.name}.md").write_text(page, encoding="utf-8")


def _page(paper: Paper, marked: Sequence[Marked]) -> Iterator[str]:
    yield f"# {paper.title}\n\n{Figures.of(marked).told()}\n"
    for nth, one in enumerate(marked, 1):
        verdict = "resolved" if one.is_resolved else "**not resolved**"
        yield f"## {nth}. {one.mood}, {one.turns} turns, {verdict}\n"
        for who, text in one.transcript:
            yield f"**{who.capitalize()}:** " + _HARD_BREAK.sub("  \n", text) + "\n"
        yield f"*Done: {', '.join(one.did) or 'nothing'}.*\n"
        yield from (f"- {wrong}" for wrong in _faults(one))
        yield ""


def _faults(one: Marked) -> tuple[str, ...]:
    needless = ("needlessly handed over",) if one.is_needlessly_handed_over else ()
    return (*one.wrong, *(f"wrongly acted: {act}" for act in one.wrongly_acted), *needless)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0
