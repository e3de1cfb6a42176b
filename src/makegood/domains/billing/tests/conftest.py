"""After each test here each account holds what the payments say."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from makegood.config.seeding import seed_only
from makegood.domains.billing.tests.till import TOM, assert_money_is_where_it_should_be
from makegood.domains.ledger.tests.books import begin


@pytest.fixture(autouse=True)
def money_holds(db: None) -> Iterator[None]:
    """Tom is on record, and his money is looked after."""
    seed_only(parties=[TOM])
    begin()
    yield
    assert_money_is_where_it_should_be()
