"""What the tests of the core share: a stand of umbrellas, an outside world, a database apart."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.db import connections
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


@pytest.fixture(scope="session")
def blank_database(
    django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A database with all tables and nothing in them, to be copied; gives its name."""
    name = f"test_apart_{os.getpid()}"
    if connections["default"].vendor == "sqlite":
        name = str(tmp_path_factory.mktemp("apart") / "blank.sqlite3")
    with django_db_blocker.unblock(), _made(name):
        with _in_use(name):
            call_command("migrate", verbosity=0)
        yield name


@pytest.fixture
def database_apart(
    blank_database: str, django_db_blocker: DjangoDbBlocker, tmp_path: Path
) -> Iterator[str]:
    """An own database for the threads and processes of one test; gives its address.

    A journal cannot be emptied after such a test, so the whole database is thrown away.
    """
    with django_db_blocker.unblock():
        if connections["default"].vendor == "sqlite":
            path = shutil.copy(blank_database, tmp_path / "apart.sqlite3")
            with _in_use(str(path)):
                yield f"sqlite:///{path}"
            return
        name = f"{blank_database}_copy"
        with _made(name, template=blank_database), _in_use(name):
            given = connections["default"].settings_dict
            who = f"{quote(given['USER'])}:{quote(given['PASSWORD'])}"
            yield f"postgresql://{who}@{given['HOST']}:{given['PORT'] or 5432}/{name}"


@contextmanager
def _in_use(name: str) -> Iterator[None]:
    """Let everybody who connects work in the database of this name."""
    given, before = connections.settings["default"], connections["default"]
    named, given["NAME"] = given["NAME"], name
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        given["NAME"] = named
        connections["default"] = before


@contextmanager
def _made(name: str, template: str = "template1") -> Iterator[None]:
    """Make a database on PostgreSQL and drop it again; on SQLite a file makes itself."""
    if connections["default"].vendor == "sqlite":
        yield
        return
    drop = f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'
    for statement in (drop, f'CREATE DATABASE "{name}" TEMPLATE "{template}"'):
        _carry_out(statement)
    try:
        yield
    finally:
        _carry_out(drop)


def _carry_out(statement: str) -> None:
    """Carry out what stands outside every transaction and outside the database concerned."""
    with connections["default"]._nodb_cursor() as cursor:
        cursor.execute(statement)
