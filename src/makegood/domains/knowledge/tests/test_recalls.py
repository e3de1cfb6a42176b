"""A recall is told to whoever asks about that product, whatever they ask. Source: C07."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from makegood.domains.knowledge.tests.test_answer_question import ask, said
from makegood.handbook import folder, use_folder

pytestmark = pytest.mark.django_db
WHAT_TO_DO = "If E21 comes back, the drain pump is replaced free of charge"


@pytest.fixture
def recalled(tmp_path: Path) -> Iterator[None]:
    """Northvale, where the fault of the WM900 has become a recall."""
    before, own = folder(), tmp_path / "northvale"
    shutil.copytree(before, own)
    issues = own / "catalog" / "known_issues.toml"
    kept = issues.read_text("utf-8")
    assert kept.count('status = "open"\nsince = 2026-02-03') == 1
    issues.write_text(kept.replace('"open"\nsince = 2026-02-03', '"recall"\nsince = 2026-02-03'))
    use_folder(own)
    yield
    use_folder(before)


@pytest.mark.usefixtures("recalled")
def test_a_recall_is_told_although_only_the_price_was_asked():
    assert WHAT_TO_DO in " ".join(said(ask("What does the WM900 cost?")))


def test_a_known_fault_that_is_no_recall_is_told_only_to_who_asks_about_its_sign():
    assert WHAT_TO_DO not in " ".join(said(ask("What does the WM900 cost?")))
    assert "Unplug the washer" in " ".join(said(ask("My WM900 shows E21")))
