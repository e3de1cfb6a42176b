"""The least act there can be: no row of its own, so that what it costs is the runner's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.operation import AnyOperation, Needs, Nothing, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import registry
from makegood.core.standing import anyone


class Done(Result):
    """That it was done."""


class LeastAct(Operation[Nothing, tuple[()], Done]):
    """Do nothing, through every gate and into the record."""

    name = "bench.least_act"
    needs = Needs(level=V0, standing=anyone(), authority=None, automated=False)
    retention = "bench"

    def gather(self, ask: Nothing) -> tuple[()]:
        return ()

    def decide(self, ask: Nothing, facts: tuple[()]) -> Decision:
        return allow()

    def execute(self, ask: Nothing, facts: tuple[()], decision: Decision) -> Done:
        return Done()

    def verify(self, ask: Nothing, facts: tuple[()], result: Done) -> None:
        ensure(isinstance(result, Done), "it was done")


@contextmanager
def least_act() -> Iterator[AnyOperation]:
    """The act, known to the registry while it is measured and not a moment longer."""
    registry.add(LeastAct)
    try:
        yield LeastAct
    finally:
        registry.remove(LeastAct.name)
