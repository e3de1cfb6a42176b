"""What every test shares: time that stands still, and the one cast of people."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from hypothesis import settings as chance
from pytest_django.plugin import DjangoDbBlocker

from makegood.config.seeding import seed
from makegood.core import clock, looks
from makegood.core.actor import V0, V2, Actor, ActorKind, Channel, Level
from makegood.core.tallies import tallies
from makegood.domains.company import passwords
from makegood.domains.ledger.tests.books import assert_books_hold
from tests.conftest import missing
from tests.databases import copied, in_use, made

AnswerT = TypeVar("AnswerT")
_USUAL = 100
chance.register_profile("deep", max_examples=30 * _USUAL)


def pytest_configure() -> None:
    """Seal under one key that only the tests use, and hash its passwords at the least cost."""
    settings.SECRET_KEYS_FOR_SEALING = ["a key that only these tests use, 32+"]
    passwords.use_cost(time_cost=1, memory_cost=8)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what works in the tests' own database, and skip what cannot run here.

    The second engine runs what is marked and nothing else.
    """
    not_here = missing()
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        markers = {marker.name for marker in item.iter_markers()}
        if fixtures & {"db", "blank_database"} or markers & {"django_db", "postgres"}:
            item.add_marker("records")
        for marker in markers & not_here.keys():
            item.add_marker(pytest.mark.skip(reason=not_here[marker]))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """After each test that works with records the books hold: no test can leave this out."""
    yield
    if "db" in getattr(item, "fixturenames", ()) or item.get_closest_marker("django_db"):
        assert_books_hold()


@pytest.fixture(scope="session")
def blank_database(
    django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A database with all tables and nothing in them, to be copied; gives its name."""
    name = f"test_blank_{os.getpid()}"
    if connections["default"].vendor == "sqlite":
        name = str(tmp_path_factory.mktemp("blank") / "blank.sqlite3")
    with django_db_blocker.unblock(), made(name):
        with in_use(name):
            call_command("migrate", verbosity=0)
        yield name


@pytest.fixture(scope="session")
def northvale_database(
    blank_database: str,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """A database in which all of Northvale stands, seeded once for all tests; gives its name."""
    name = f"test_northvale_{os.getpid()}"
    if connections["default"].vendor == "sqlite":
        name = str(shutil.copy(blank_database, tmp_path_factory.mktemp("northvale")))
    with django_db_blocker.unblock(), made(name, blank_database):
        with in_use(name), clock.standing_at("2026-06-15"), transaction.atomic():
            seed()
        yield name


@pytest.fixture(scope="module")
def northvale(
    northvale_database: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """The tests of one module work in a database in which all of Northvale stands."""
    with django_db_blocker.unblock(), in_use(northvale_database):
        yield


@pytest.fixture(scope="module")
def northvale_apart(
    northvale_database: str,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """A Northvale of its own for a module that does something once for all of its tests."""
    folder, name = tmp_path_factory.mktemp("apart"), f"test_module_{os.getpid()}"
    with django_db_blocker.unblock(), copied(northvale_database, name, folder):
        yield


@pytest.fixture(autouse=True)
def standing_time() -> Iterator[clock.StandingTime]:
    """Let time stand at noon of the demo's day, until the test moves it."""
    tallies.forget()
    looks.forget()
    with clock.standing_at("2026-06-15") as standing:
        yield standing


def run_apart(coroutine: Coroutine[object, object, AnswerT]) -> AnswerT:
    """Run a coroutine in a thread of its own: the browser's driver has a loop in this one."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, coroutine).result()


def examples(usual: int) -> int:
    """How many examples are tried; with `--hypothesis-profile=deep` thirty times as many."""
    return usual * max(1, chance().max_examples // _USUAL)


def staff(username: str, role: str) -> Actor:
    """Somebody of the company, acting at the desk."""
    return Actor(kind=ActorKind.STAFF, name=f"staff:{username}", role=role, channel=Channel.DESK)


def automated(party: str | None = None, level: Level = V0) -> Actor:
    """The automated representative, acting for a party known at a level."""
    return Actor(
        kind=ActorKind.AUTOMATED,
        name="automated:digital",
        role="A1",
        channel=Channel.CHAT,
        party=party,
        level=level,
    )


@pytest.fixture
def rae() -> Actor:
    """Rae, a representative."""
    return staff("rae", "R1")


@pytest.fixture
def ines() -> Actor:
    """Ines, a supervisor."""
    return staff("ines", "S1")


@pytest.fixture
def omar() -> Actor:
    """Omar, a manager."""
    return staff("omar", "M1")


@pytest.fixture
def noor() -> Actor:
    """Noor, who may do nothing and see nothing."""
    return staff("noor", "none")


@pytest.fixture
def for_tom() -> Actor:
    """The automated representative, acting for Tom Gallagher who proved who he is."""
    return automated("C-6", V2)
