"""The books by themselves: what is posted here by hand, no part above has rows of."""

from __future__ import annotations

import pytest

from makegood.domains.ledger import subledgers
from makegood.domains.ledger.tests.books import begin


@pytest.fixture(autouse=True)
def books_alone(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subledgers, "_kept", {})
    begin()
