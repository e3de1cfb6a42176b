"""Orders are tested on the demo's day, with the demo's people."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def company(northvale: None, db: None) -> None:
    """Northvale stands, with its people and their orders."""
