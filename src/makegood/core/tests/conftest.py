"""What the tests of the core share: a stand of umbrellas, an outside world, a database apart."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from makegood.core import clock, effects, jobs
from makegood.core.acting import Acting, Leaving
from makegood.core.actor import Actor
from makegood.core.effects import Delivery, Receipt
from makegood.core.models import ApprovalRequest, Check, Effect, Job, Number, Promise
from makegood.core.registry import registry
from makegood.core.runner import _child
from makegood.core.tests.small_acts import ACTS
from makegood.core.tests.umbrella import LendUmbrella
from tests.databases import copied


@pytest.fixture
def acts() -> Iterator[None]:
    """The throw-away acts, known to the company for one test."""
    for act in (LendUmbrella, *ACTS):
        registry.add(act)
    yield
    for act in (LendUmbrella, *ACTS):
        registry.remove(act.name)


@pytest.fixture
def stand(acts: None, db: None) -> None:
    """A stand with three umbrellas in a company for which nothing else is waiting."""
    for waiting in (ApprovalRequest, Check, Effect, Job, Promise):
        waiting.objects.all().delete()
    Number.objects.create(series="UMBA", last=3)


@pytest.fixture
def no_timers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The company without its own timers, so that only those of the test come round."""
    monkeypatch.setattr(jobs, "_timers", {})


def leaving(actor: Actor) -> Leaving:
    """What an act of this actor may leave behind, without the act."""
    acting = Acting("act", "tests.act", actor, clock.now(), clock.today(), run_child=_child)
    return Leaving(acting)


class Outside:
    """An outside world that notes what it is told, and fails when the test says so."""

    kinds = ("tests.note",)

    def __init__(self) -> None:
        self.heard: list[Delivery] = []
        self.faults: list[Exception] = []

    def deliver(self, delivery: Delivery) -> Receipt:
        self.heard.append(delivery)
        if self.faults:
            raise self.faults.pop(0)
        return Receipt(f"N-{len(self.heard)}", {"carrier": "pigeon"})


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Outside:
    """The outside world, which alone hears the notes of the test's acts."""
    world = Outside()
    monkeypatch.setattr(effects, "_deliverers", {})
    effects.register(world)
    return world


@pytest.fixture
def database_apart(
    blank_database: str, django_db_blocker: DjangoDbBlocker, tmp_path: Path
) -> Iterator[str]:
    """An own database for the threads and processes of one test; gives its address.

    A journal cannot be emptied after such a test, so the whole database is thrown away.
    """
    name = f"test_apart_{os.getpid()}"
    with django_db_blocker.unblock(), copied(blank_database, name, tmp_path) as address:
        yield address
