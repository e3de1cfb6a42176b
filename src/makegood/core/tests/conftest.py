"""What the tests of the core share: a stand of umbrellas, an outside world, a database apart."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connections

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


@pytest.fixture
def database_apart(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[str]:
    """A copy of the test database for threads and processes of their own; gives its address.

    The journal cannot be emptied after such a test, so the copy is thrown away instead.
    """
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's blocker
        shared = connections["default"]
        named = shared.settings_dict["NAME"]
        copy = _sqlite_copy if shared.vendor == "sqlite" else _postgres_copy
        name, address = copy(tmp_path)
        del connections["default"]
        connections.settings["default"]["NAME"] = name
        try:
            yield address
        finally:
            connections["default"].close()
            connections.settings["default"]["NAME"] = named
            connections["default"] = shared
            if shared.vendor == "postgresql":
                _run_apart(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _sqlite_copy(folder: Path) -> tuple[str, str]:
    path = folder / "apart.sqlite3"
    connections["default"].ensure_connection()
    with sqlite3.connect(path) as target:
        connections["default"].connection.backup(target)
    target.close()
    return str(path), f"sqlite:///{path}"


def _postgres_copy(folder: Path) -> tuple[str, str]:
    shared = connections["default"]
    given = shared.settings_dict
    name = f"{given['NAME']}_apart"
    shared.close()
    _run_apart(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    _run_apart(f'CREATE DATABASE "{name}" TEMPLATE "{given["NAME"]}"')
    who = f"{quote(given['USER'])}:{quote(given['PASSWORD'])}" if given["USER"] else ""
    return name, f"postgresql://{who}@{given['HOST']}:{given['PORT'] or 5432}/{name}"


def _run_apart(sql: str) -> None:
    """Carry out what only stands outside a transaction and outside the database concerned."""
    with connections["default"]._nodb_cursor() as cursor:
        cursor.execute(sql)
