"""Examine the representative: customers' situations, judged by what is true at the end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from makegood.faces.cli.exam_papers import (
    MOODS,
    STORIES,
    Paper,
    Story,
    UnreadablePaper,
    papers,
    read,
    read_moods,
    stories,
)
from makegood.faces.cli.exits import Exit, end
from makegood.faces.cli.options import AsJson
from makegood.faces.cli.premises import premises

if TYPE_CHECKING:
    from makegood.faces.cli.exam_customer import Moods
    from makegood.faces.cli.exam_marking import Marked
    from makegood.faces.cli.exam_stories import Played


def exam(
    path: Annotated[
        list[Path] | None,
        typer.Argument(help="Exams, or folders of them; exams/ by default.", show_default=False),
    ] = None,
    transcripts: Annotated[
        Path | None,
        typer.Option("--transcripts", help="Write the conversations into this folder, to read."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Examine the representative, and the house.

    Customers talk with it, each conversation in a fresh company, and what is true at the end is
    judged; so are the stories that go through the whole house over days. Nothing of your own
    company is touched: the exams have a database of their own.
    """
    places = path or [premises().exams, premises().exams / STORIES]
    found, told, moods = _read(places)
    sat, played = _sit(found, told, moods)
    from makegood.faces.cli.exam_results import Figures, table, table_of_stories, write_transcripts
    from makegood.faces.cli.telling import spelled

    if transcripts:
        write_transcripts(transcripts, sat, played)
    marked = [one for _, all_of_paper in sat for one in all_of_paper]
    figures = Figures.of(marked)
    if as_json:
        exams = [one.plain() for one in marked]
        goes = [one.plain() for one in played]
        typer.echo(spelled({**figures.plain(), "exams": list(exams), "stories": list(goes)}))
    else:
        typer.echo("\n".join([*table(marked), *table_of_stories(played)]))
    is_well = figures.is_all_well and not any(one.wrong for one in played)
    raise typer.Exit(Exit.DONE if is_well else Exit.OUR_FAULT)


def _read(places: Sequence[Path]) -> tuple[list[Paper], list[Story], Moods]:
    """The exams and stories of some places; a folder named `stories` holds the latter."""
    found: list[Paper] = []
    told: list[Story] = []
    try:
        for place in places:
            folder = place.parent if place.is_file() else place
            if folder.name == STORIES:
                told += [one for one in stories(folder) if place in (folder, folder / one.file)]
            else:
                found += [read(place)] if place.is_file() else papers(place)
        moods = read_moods(premises().exams / MOODS)
    except UnreadablePaper as fault:
        end(str(fault), Exit.INVALID)
    if not (found or told):
        end(f"There are no exams in {', '.join(map(str, places))}.", Exit.INVALID)
    return found, told, moods


def _sit(
    found: Sequence[Paper], told: Sequence[Story], moods: Moods
) -> tuple[list[tuple[Paper, list[Marked]]], list[Played]]:
    """Each paper with its conversations, and each story; each in a company as it was at first."""
    sat, played = [], []
    with premises().scratch(with_claims=True) as renew:
        from makegood.faces.cli.exam_sitting import sit
        from makegood.faces.cli.exam_stories import play, with_its_past

        premises().learn()
        for paper in found:
            marked = []
            for nth in range(1, len(paper.conversations) + 1):
                renew()
                marked.append(sit(with_its_past(paper, moods), nth, moods))
            sat.append((paper, marked))
        known = {one.name: one for one in papers(premises().exams)} if told else {}
        for story in told:
            renew()
            played.append(play(story, known, moods))
    return sat, played
