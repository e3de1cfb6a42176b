"""Tom's return as the story of the letters, with the outside world simulated."""

from __future__ import annotations

import pytest

from makegood.domains.aftersales.tests import story
from makegood.domains.aftersales.tests.story import connect_simulators
from makegood.domains.conversations.models import Notice


@pytest.fixture
def opened_notice(northvale: None, db: None) -> Notice:
    """The notice by which Tom learns that his return is open."""
    connect_simulators()
    story.opened()
    return Notice.objects.get(name="return_opened", party="C-6")
