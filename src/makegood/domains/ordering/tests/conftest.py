"""Orders are tested on the demo's day, with the demo's people; the books balance after each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from makegood.domains.ledger.tests.books import assert_books_hold


@pytest.fixture(autouse=True)
def books_hold(northvale: None, db: None) -> Iterator[None]:
    yield
    assert_books_hold()
