"""Show at the console what became of an act."""

from __future__ import annotations

import json
from collections.abc import Mapping

import typer
from pydantic import JsonValue

from makegood.core.decision import Code
from makegood.core.describing import plain_outcome
from makegood.core.outcome import Fault, InvalidAsk, Outcome, Status
from makegood.faces.cli.exits import Exit

_EXITS: Mapping[Status, Exit] = {
    Status.DONE: Exit.DONE,
    Status.SCHEDULED: Exit.DONE,
    Status.PENDING_APPROVAL: Exit.PENDING,
    Status.REFUSED: Exit.REFUSED,
    Status.NEEDS_INFO: Exit.NEEDS_INFO,
}


def tell(outcome: Outcome, *, language: str, as_json: bool) -> None:
    """Print an outcome, and end with its exit code."""
    if as_json:
        typer.echo(spelled(plain_outcome(outcome, language)))
    else:
        typer.echo("\n".join(_lines(outcome, language)))
    raise typer.Exit(_EXITS[outcome.status])


def spelled(value: JsonValue) -> str:
    """JSON as people read it."""
    return json.dumps(value, indent=2, ensure_ascii=False)


def read_ask(operation: str, text: str) -> dict[str, JsonValue]:
    """An ask given as JSON. InvalidAsk for anything else."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise InvalidAsk(operation, [Fault("", str(fault), "a JSON object")]) from None
    if not isinstance(found, dict):
        raise InvalidAsk(operation, [Fault("", "not an object", "a JSON object")])
    return found


def _lines(outcome: Outcome, language: str) -> list[str]:
    verb = "would be " if outcome.preview else ""
    code = f" ({outcome.code})" if outcome.code else ""
    lines = [f"{outcome.operation}: {verb}{outcome.status.replace('_', ' ')}{code}"]
    lines += [f"  {one['say']}  [{one['because']}]" for one in outcome.explanation(language)]
    lines += [f"  {figure.name}: {figure.amount}" for figure in outcome.figures]
    if outcome.status is Status.NEEDS_INFO:
        lines.append(f"  needed: {outcome.needs}{_listed(outcome.options)}")
    if outcome.code is Code.VERIFICATION_REQUIRED and outcome.level is not None:
        lines.append(f"  needed: level V{int(outcome.level)}")
    lines += [
        f"  promised by {promise.due:%Y-%m-%d}: {promise.text.text(language)}"
        for promise in outcome.promises
    ]
    for name, value in (outcome.result or {}).items():
        lines.append(f"  {name}: {json.dumps(value, ensure_ascii=False)}")
    lines += [f"  record {record}" for record in outcome.records]
    if outcome.approval:
        lines.append(f"  waits for approval {outcome.approval}")
    if outcome.preview and outcome.fingerprint:
        lines.append(f"  fingerprint {outcome.fingerprint}")
    if outcome.journal:
        lines.append(f"  journal {outcome.journal}")
    return lines


def _listed(options: tuple[str, ...]) -> str:
    return f" (one of {', '.join(options)})" if options else ""
