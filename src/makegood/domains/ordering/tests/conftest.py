"""Orders are tested on the demo's day, with the demo's people; the books balance after each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from makegood.config.seeding import seed_only
from makegood.core import clock
from makegood.domains.ledger.tests.books import assert_books_hold


@pytest.fixture(autouse=True)
def books_hold(db: None, settings: Settings) -> Iterator[None]:
    settings.SECRET_KEYS_FOR_SEALING = ["a secret text that only the tests of orders use"]
    with clock.standing_at("2026-06-15"):
        yield
    assert_books_hold()


@pytest.fixture
def tom(books_hold: None) -> None:
    """Tom's washer was ordered, paid and delivered."""
    seed_only(parties=["C-6"], orders=["O-1041"])


@pytest.fixture
def abdul(books_hold: None) -> None:
    """One of Abdul's two washers is delivered, the other one is on its way."""
    seed_only(parties=["C-9"], orders=["O-1045"])


@pytest.fixture
def people(books_hold: None) -> None:
    """Tom and Abdul are customers, and have ordered nothing."""
    seed_only(parties=["C-6", "C-9"])
