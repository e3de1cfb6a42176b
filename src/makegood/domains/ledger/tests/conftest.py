"""After each test of the books they balance, and each control account is its subledger's sum."""

from collections.abc import Iterator

import pytest

from makegood.domains.ledger.tests.books import assert_books_hold, begin


@pytest.fixture(autouse=True)
def books_hold(db: None) -> Iterator[None]:
    begin()
    yield
    assert_books_hold()
