"""Returns are tested in Northvale, with everything outside simulated."""

from __future__ import annotations

import pytest

from makegood.domains.aftersales.tests.story import connect_simulators


@pytest.fixture(autouse=True)
def company(northvale: None, db: None) -> None:
    """Northvale stands, and the world outside answers."""
    connect_simulators()
