"""Returns are tested with everything outside simulated; the books balance after each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from makegood.domains.aftersales.tests.story import connect_simulators
from makegood.domains.ledger.tests.books import assert_books_hold


@pytest.fixture(autouse=True)
def books_hold(northvale: None, db: None) -> Iterator[None]:
    connect_simulators()
    yield
    assert_books_hold()
