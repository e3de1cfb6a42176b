"""Take all figures, one after the other, on a company made for it."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from django.conf import settings
from django.db import connection, connections
from pydantic import JsonValue

from makegood.config.measuring import grown, inside, outside, streams
from makegood.config.measuring.understanding import own_understanding
from makegood.core import clock
from makegood.core.actor import Channel
from makegood.core.outcome import BrokenPromise
from makegood.core.runner import run
from makegood.domains.company.queries import actor_for


def figures(tell: Callable[[str], None]) -> dict[str, JsonValue]:
    """Every figure of DESIGN 9 that can be measured here, with its bar and the raw limits.

    `tell` is given a word before each, because some take a while.
    """
    place = Path(settings.PLACE)
    tell("the machine's own limits")
    raw: dict[str, JsonValue] = {
        "fsync_4kb_per_second": inside.plain_inserts(place),
        "plain_commits_per_second": inside.plain_commits(),
    }
    tell("the runner, a policy, the chat, the reading")
    with clock.standing_at("2026-06-15"):
        found: dict[str, JsonValue] = {
            "machine": _machine(),
            "runner": inside.runner_cost(),
            "policy_decisions": inside.policy_decisions(),
            "chat_turn": inside.chat_turns(),
            "understanding": own_understanding(),
        }  # fmt: skip
        inside.settle()
    key = _key("omar")
    password = _password("rae")
    connections.close_all()
    tell("the server: start, durable acts with 8 clients, memory")
    with outside.server(place) as (address, running, start_seconds):
        found["start"] = {"first_page_seconds": start_seconds, "bar": "<= 3"}
        outside.warm_up(address)
        found["durable_acts"] = outside.durable_acts({address: running.pid}, key)
        tell("eight people at the desk beside 300 streams")
        found["desk_pages"] = streams.pages_beside_streams(address, password)
        raw["empty_answers_per_second"] = outside.plain_answers(address)
        found["memory"] = {"resident_mb": outside.memory_mb(running.pid), "bar": "<= 250"}
    return {**found, "raw_limits": raw}


def grown_figures(sizes: Sequence[int], tell: Callable[[str], None]) -> dict[str, JsonValue]:
    """How pages, an act and a turn of the chat take longer as the company's records grow."""
    with clock.standing_at("2026-06-15"):
        return {"machine": _machine(), "growth": grown.growth(sizes, tell)}


def figures_of_several(counts: Sequence[int], tell: Callable[[str], None]) -> dict[str, JsonValue]:
    """How many acts so many serving processes do on one PostgreSQL, by their count."""
    key, found = _key("omar"), dict[str, JsonValue]()
    with clock.standing_at("2026-06-15"):
        raw: dict[str, JsonValue] = {"plain_commits_per_second": inside.plain_commits()}
    connections.close_all()
    for count in counts:
        tell(f"durable acts with {count} serving")
        with ExitStack() as stack:
            servers = dict[str, int]()
            for _ in range(count):
                address, running, _ = stack.enter_context(outside.server(Path(settings.PLACE)))
                servers[address] = running.pid
                outside.warm_up(address)
            found[f"processes_{count}"] = outside.durable_acts(servers, key)
    return {"machine": _machine(), "durable_acts": found, "raw_limits": raw}


def _machine() -> dict[str, JsonValue]:
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "engine": connection.vendor,
    }


def _password(username: str) -> str:
    ask: dict[str, JsonValue] = {"username": username, "password": f"{username} at the bench"}
    outcome = run("company.set_password", ask, actor=actor_for("omar", Channel.CLI))
    if not outcome.is_done:
        raise BrokenPromise(f"no password for {username}: {outcome.status}")
    return str(ask["password"])


def _key(username: str) -> str:
    ask: dict[str, JsonValue] = {"username": username, "label": "Measuring"}
    outcome = run("company.issue_api_key", ask, actor=actor_for("omar", Channel.CLI))
    if not outcome.is_done:
        raise BrokenPromise(f"no key for {username}: {outcome.status}")
    return str(outcome.answer("key"))
