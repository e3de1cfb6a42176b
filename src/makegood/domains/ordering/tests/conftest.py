"""Orders are tested on the demo's day, with the demo's people."""

from __future__ import annotations

import pytest

from makegood.domains.ordering.tests.parcels import connect_carriers


@pytest.fixture(autouse=True)
def company(northvale: None, db: None) -> None:
    """Northvale stands, with its people and their orders."""


@pytest.fixture
def carriers() -> None:
    """The simulated carriers are those that are asked."""
    connect_carriers()
