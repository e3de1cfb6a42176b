"""Dealers are tested with everything outside simulated; the books balance after each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from makegood.domains.aftersales.tests.story import connect_simulators
from makegood.domains.ledger.tests.books import assert_books_hold


@pytest.fixture(autouse=True)
def books_hold(request: pytest.FixtureRequest) -> Iterator[None]:
    if "once" in request.keywords:
        yield
        return
    request.getfixturevalue("northvale")
    request.getfixturevalue("db")
    connect_simulators()
    yield
    assert_books_hold()
