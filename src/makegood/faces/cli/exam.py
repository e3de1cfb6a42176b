"""Examine the representative: customers' situations, judged by what is true at the end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from makegood.faces.cli.exam_papers import UnreadablePaper, papers, read
from makegood.faces.cli.exits import Exit, end
from makegood.faces.cli.options import AsJson
from makegood.faces.cli.premises import premises

if TYPE_CHECKING:
    from makegood.faces.cli.exam_sitting import Marked


def exam(
    path: Annotated[
        Path | None, typer.Argument(help="One exam, or a folder of them; exams/ by default.")
    ] = None,
    transcripts: Annotated[
        bool, typer.Option("--transcripts", help="Print each conversation as well.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Examine the representative.

    Customers talk with it, each in a fresh company, and what is true at the end is judged.
    Nothing of your own company is touched: every exam has a database of its own.
    """
    where = path or premises().exams
    try:
        found = [read(where)] if where.is_file() else papers(where)
    except UnreadablePaper as fault:
        end(str(fault), Exit.INVALID)
    if not found:
        end(f"There are no exams in {where}.", Exit.INVALID)
    marked = []
    with premises().scratch() as renew:
        from makegood.faces.cli.exam_sitting import sit
        from makegood.faces.cli.telling import spelled

        premises().learn()
        for paper in found:
            renew()
            if paper.with_claims:
                premises().seed_claims()
            marked.append(sit(paper))
    passed = sum(one.is_passed for one in marked)
    if as_json:
        typer.echo(spelled({"passed": passed, "of": len(marked),
                            "exams": [one.plain() for one in marked]}))  # fmt: skip
    else:
        typer.echo("\n".join(_table(marked, transcripts)))
    raise typer.Exit(Exit.DONE if passed == len(marked) else Exit.OUR_FAULT)


def _table(marked: list[Marked], transcripts: bool) -> list[str]:
    widest = max(len(one.name) for one in marked)
    lines = []
    for one in marked:
        verdict = "passed" if one.is_passed else "FAILED"
        lines.append(f"{one.name:<{widest}}  {verdict}  {one.turns:>2} turns  {one.title}")
        lines += [f"    {wrong}" for wrong in one.wrong]
        lines += [f"    wrongly acted: {act}" for act in one.wrongly_acted]
        if transcripts or not one.is_passed:
            lines += [f"    {who}: {' '.join(text.split())}" for who, text in one.transcript]
    passed = sum(one.is_passed for one in marked)
    acted = sum(bool(one.wrongly_acted) for one in marked)
    turns = sorted(one.turns for one in marked)[len(marked) // 2]
    lines.append(f"{passed} of {len(marked)} passed, {acted} wrongly acted, median {turns} turns.")
    return lines
