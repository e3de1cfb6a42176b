"""Measure inside one program: the runner's own cost, a policy, a turn of the chat."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection
from pydantic import JsonValue

from makegood.config.measuring.least import least_act
from makegood.core import clock, effects, worker
from makegood.core.acting import Acting
from makegood.core.actor import V2, Actor, ActorKind, Channel
from makegood.core.outcome import BrokenPromise, Outcome
from makegood.core.runner import find, run
from makegood.core.shape import read_ask
from makegood.core.transactions import write
from makegood.representative.converse import receive

_TURNS = (
    "Hello",
    "Where is my order?",
    "How long can I send things back?",
    "Changed my mind on the washer, it's open but clean.",
    "never mind",
    "Are you a robot?",
    "What does delivery cost?",
    "Quisiera devolver la lavadora",
    "Est-ce que je peux retourner un article ouvert ?",
    "thanks",
)


@dataclass(slots=True)
class SqlTime:
    """Counts the CPU time that goes into SQL, so that the rest can be told."""

    seconds: float = 0.0
    statements: int = 0
    _began: float = field(default=0.0)

    def __call__(
        self,
        execute: Callable[..., object],
        sql: str,
        params: object,
        many: bool,
        context: object,
    ) -> object:
        """Run one statement and add its time; the shape is Django's."""
        began = time.thread_time()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.thread_time() - began
            self.statements += 1


def runner_cost(times: int = 500) -> dict[str, JsonValue]:
    """CPU of the least act there is: gates, transaction, record, chain and proof, in all."""
    spent = SqlTime()
    actor = Actor.system("system:bench")
    with least_act() as act:
        must_be_done(run(act, {}, actor=actor))
        began = time.thread_time()
        with connection.execute_wrapper(spent):
            for _ in range(times):
                run(act, {}, actor=actor)
        all_of_it = time.thread_time() - began
    return {
        "cpu_ms": round(all_of_it / times * 1000, 3),
        "cpu_ms_beyond_sql": round((all_of_it - spent.seconds) / times * 1000, 3),
        "statements": round(spent.statements / times, 1),
        "bar": "cpu_ms <= 1.5",
    }


def policy_decisions(seconds: float = 1.0) -> dict[str, JsonValue]:
    """How often a second the policy on Tom's return decides, facts at hand."""
    actor = Actor(
        kind=ActorKind.AUTOMATED, name="automated:digital", role="A1", channel=Channel.CHAT,
        party="C-6", level=V2,
    )  # fmt: skip
    found = find("aftersales.open_return")
    ask = read_ask(found, {"line": "O-1041/1", "reason": "changed_mind", "opened": True})
    operation = found(Acting("bench", found.name, actor, clock.now(), clock.today(), _no_child))
    with write():
        facts = operation.gather(ask)
    decided, began = 0, time.perf_counter()
    while (spent := time.perf_counter() - began) < seconds:
        operation.decide(ask, facts)
        decided += 1
    return {"per_second": round(decided / spent), "bar": ">= 20000"}


def chat_turns(rounds: int = 20) -> dict[str, JsonValue]:
    """From a message in to the reply committed, with the embedded understanding."""
    took: list[float] = []
    used = 0.0
    for _ in range(rounds):
        actor = Actor.anonymous(Channel.CHAT)
        opened = run("conversations.open_conversation", {"channel": "chat"}, actor=actor)
        number = str(opened.answer("number"))
        speaker = actor.model_copy(update={"conversation": number})
        for text in _TURNS:
            began, before = time.perf_counter(), time.thread_time()
            exchange = receive(number, text, actor=speaker)
            took.append((time.perf_counter() - began) * 1000)
            used += time.thread_time() - before
            if not exchange.replies:
                raise BrokenPromise(f"no answer to {text!r}")
    cost = round(used / len(took) * 1000, 2)
    return {
        **percentiles(took),
        "cpu_ms": cost,
        "turns": len(took),
        "bar": "p50 <= 20 ms, p99 <= 80 ms",
    }


def plain_inserts(place: Path, seconds: float = 1.0) -> float:
    """How often a second this disk takes 4 kB for good: the limit of any durable commit."""
    file = place / "raw-limit"
    block, done, began = os.urandom(4096), 0, time.perf_counter()
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        while time.perf_counter() - began < seconds:
            os.write(descriptor, block)
            os.fsync(descriptor)
            done += 1
    finally:
        os.close(descriptor)
        file.unlink()
    return round(done / (time.perf_counter() - began))


def plain_commits(seconds: float = 1.0) -> float:
    """How often a second one row is inserted and committed by this database, and nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_plain (text varchar(64))")
        done, began = 0, time.perf_counter()
        while time.perf_counter() - began < seconds:
            with write():
                cursor.execute("INSERT INTO bench_plain VALUES ('one plain row')")
            done += 1
        spent = time.perf_counter() - began
        cursor.execute("DROP TABLE bench_plain")
    return round(done / spent)


def percentiles(took: list[float]) -> dict[str, JsonValue]:
    """The middle and the slow end of what was timed."""
    ordered = sorted(took)
    return {
        "p50_ms": round(ordered[len(ordered) // 2], 2),
        "p99_ms": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))], 2),
    }


def settle() -> None:
    """Let what waits be done, so that it does not disturb what is measured next."""
    worker.work_off()
    while effects.deliver_one():
        pass


def must_be_done(outcome: Outcome) -> None:
    """End the measuring if an act was not done: what it took would mean nothing."""
    if not outcome.is_done:
        raise BrokenPromise(f"{outcome.operation} ended as {outcome.status} ({outcome.code})")


def _no_child(*_: object) -> Outcome:
    raise BrokenPromise("a decision runs nothing")
