from datetime import timedelta

import pytest

from makegood.core import clock
from makegood.core.runner import run
from makegood.domains.conversations import queries
from makegood.domains.conversations.tests.conftest import (
    attempts,
    automated,
    footprint,
    kinds,
    row,
    visitor,
)
from makegood.domains.parties.models import Party, Verification

pytestmark = pytest.mark.django_db


def note(number, level, actor=None):
    ask = {"conversation": number, "party": "C-6", "level": level}
    return run("conversations.note_party", ask, actor=actor or automated(number))


@pytest.fixture
def proven(cast, chat):
    """Tom answered the code that went to his mail."""
    Verification.objects.create(
        party=Party.objects.get(number="C-6"),
        conversation=chat,
        level=2,
        method="email_code",
        at=clock.now(),
        expires_at=clock.now() + timedelta(hours=1),
        by="automated:digital",
    )
    return chat


def test_a_claim_is_noted_and_makes_nobody_known(cast, chat):
    outcome = note(chat, 0)

    assert outcome.result == {"conversation": chat, "party": "C-6", "level": 0}
    assert (row(chat).claimed_party, row(chat).party, row(chat).level) == ("C-6", "", 0)
    assert queries.of_party("C-6") == ()


def test_what_was_proven_is_noted_with_its_level(proven):
    note(proven, 2)

    assert (row(proven).party, row(proven).level) == ("C-6", 2)
    assert queries.events(proven)[-1].body == {"party": "C-6", "level": 2}
    assert [card.number for card in queries.of_party("C-6")] == [proven]


def test_noting_the_same_again_adds_no_event(proven):
    note(proven, 2)
    note(proven, 2)

    assert kinds(proven).count("party_known") == 1


def test_nobody_is_noted_at_more_than_was_proven(proven):
    before, rows = footprint(), attempts()
    outcome = note(proven, 3)

    assert (outcome.status, outcome.code) == ("refused", "verification_required")
    assert footprint() == before
    assert attempts() == rows + 1


def test_a_visitor_cannot_say_who_it_is_this_way(proven):
    before = footprint()
    assert note(proven, 2, visitor(proven)).code == "not_authorised"
    assert footprint() == before
