"""After each test here the books balance, and each account holds what the payments say."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from makegood.adapters.payments.simulated.provider import simulator
from makegood.core import effects
from makegood.domains.billing import ports
from makegood.domains.billing.tests.till import assert_money_is_where_it_should_be, done
from makegood.domains.ledger.tests.books import assert_books_hold


@pytest.fixture(autouse=True)
def books_hold(db: None, settings: Settings) -> Iterator[None]:
    settings.SECRET_KEYS_FOR_SEALING = ["a secret text that only the tests of billing use"]
    effects.register(simulator)
    ports.use(simulator)
    yield
    assert_books_hold()
    assert_money_is_where_it_should_be()


@pytest.fixture(autouse=True)
def tom(books_hold: None) -> None:
    """Tom Gallagher is on record, with an e-mail address."""
    done(
        "parties.register_party",
        kind="person",
        name="Tom Gallagher",
        history={
            "number": "C-6",
            "since": "2024-03-01",
            "accounts": [{"number": "40006", "opened_on": "2024-03-01"}],
            "contact_points": [
                {"kind": "email", "value": "tom.gallagher@example.com", "added_on": "2024-03-01"}
            ],
        },
    )
