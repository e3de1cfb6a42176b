"""What every test shares: time that stands still, and the one cast of people."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from django.conf import settings
from django.db import transaction
from hypothesis import settings as chance
from pytest_django.plugin import DjangoDbBlocker

from makegood.config.seeding import seed
from makegood.core import clock
from makegood.core.actor import V0, V2, Actor, ActorKind, Channel, Level
from makegood.core.tallies import tallies
from makegood.domains.company import passwords

AnswerT = TypeVar("AnswerT")
_USUAL = 100
chance.register_profile("deep", max_examples=30 * _USUAL)


def pytest_configure() -> None:
    """Seal under one key that only the tests use, and hash its passwords at the least cost."""
    settings.SECRET_KEYS_FOR_SEALING = ["a key that only these tests use, 32+"]
    passwords.use_cost(time_cost=1, memory_cost=8)


@pytest.fixture(scope="module")
def northvale(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """All of Northvale stands in the database for the tests of one module, then is taken back."""
    with (
        django_db_blocker.unblock(),
        clock.standing_at("2026-06-15"),
        transaction.atomic(),
    ):
        seed()
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def standing_time() -> Iterator[clock.StandingTime]:
    """Let time stand at noon of the demo's day, until the test moves it."""
    tallies.forget()
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
