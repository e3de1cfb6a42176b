"""Have the act done that follows when an effect went through, or gave up for good."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pydantic import JsonValue

from makegood.core.actor import Actor
from makegood.core.models import Effect, Job

_when_given_up: dict[str, str] = {}
_when_recovered: dict[str, str] = {}


def when_given_up(kind: str, operation: str) -> None:
    """Have an act done with the key and the reason whenever an effect of this kind gave up."""
    _when_given_up[kind] = operation


def when_recovered(kind: str, operation: str) -> None:
    """Have an act done with the key whenever an effect of this kind, given up before, went out."""
    _when_recovered[kind] = operation


def after_delivery(row: Effect, told: Mapping[str, JsonValue], now: datetime) -> None:
    """Have the act done that was named when the effect was queued, with what came back."""
    if row.then:
        _do(row.then, f"effect:{row.key}", told, row.party, now)
    if row.kind in _when_recovered and Job.objects.filter(key=f"gave-up:{row.key}").exists():
        _do(_when_recovered[row.kind], f"recovered:{row.key}", {"effect_key": row.key}, "", now)


def after_giving_up(row: Effect, reason: str, now: datetime) -> None:
    """Have the act done that is named for effects of this kind, once for each effect."""
    if row.kind in _when_given_up:
        told: Mapping[str, JsonValue] = {"effect_key": row.key, "reason": reason}
        _do(_when_given_up[row.kind], f"gave-up:{row.key}", told, "", now)


def _do(operation: str, key: str, ask: Mapping[str, JsonValue], party: str, now: datetime) -> None:
    actor = Actor.system("system:effects").on_behalf_of(party or None)
    given = {"operation": operation, "ask": dict(ask), "actor": actor.model_dump(mode="json")}
    Job.objects.get_or_create(key=key, defaults={**given, "run_at": now})
