"""Describe acts and their outcomes in plain JSON, the same for every face."""

from __future__ import annotations

from pydantic import JsonValue

from makegood.core.operation import AnyOperation
from makegood.core.outcome import Outcome


def described(operation: AnyOperation) -> dict[str, JsonValue]:
    """An operation as every face describes it: name, meaning, needs and schemas."""
    needs = operation.needs
    return {
        "name": operation.name,
        "summary": operation.summary(),
        "level": int(needs.level),
        "authority": needs.authority,
        "automated": needs.automated,
        "staff_only": needs.standing.staff_only,
        "reads_only": operation.reads_only,
        "ask": operation.ask_model().model_json_schema(),
        "result": operation.result_model().model_json_schema(),
    }


def plain_outcome(outcome: Outcome, language: str) -> dict[str, JsonValue]:
    """An outcome as programs read it, with its sentences spelled in a language."""
    body: dict[str, JsonValue] = outcome.model_dump(
        mode="json", exclude={"statements", "news", "instead", "promises"}, exclude_none=True
    )
    body["explanation"] = [
        {"say": sentence.text(language), "because": sentence.source}
        for sentence in (*outcome.statements, *outcome.news)
    ]
    body["instead"] = [
        {"say": sentence.text(language), "because": sentence.source} for sentence in outcome.instead
    ]
    body["promises"] = [
        {"text": promise.text.text(language), "due": promise.due.isoformat()}
        for promise in outcome.promises
    ]
    return body
