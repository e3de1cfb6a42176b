"""What gave up is tried again by a supervisor, and by nobody else."""

import pytest

from makegood.core import clock, effects
from makegood.core.decision import Code
from makegood.core.models import Effect
from makegood.core.runner import run
from makegood.domains.company.tests.conftest import at_desk

KEY = "notice:NT-9"
pytestmark = pytest.mark.django_db


@pytest.fixture
def dead(people):
    now = clock.now()
    Effect.objects.create(
        key=KEY, kind="mail", payload={"to": "tom@example.com", "subject": "Hello", "body": "Hi"},
        act="A", queued_at=now, next_try_at=now, dead_at=now, attempt=8, last_error="550",
    )  # fmt: skip


def test_ines_has_it_tried_again_and_it_goes_out_once(dead):
    outcome = run("company.retry_effect", {"key": KEY}, actor=at_desk("ines"))
    assert outcome.is_done
    assert outcome.clauses == ("AUT-6@2026-01-01",)
    assert effects.deliver_one() is True
    row = Effect.objects.get(key=KEY)
    assert (row.dead_at, row.attempt, row.delivered_at is not None) == (None, 1, True)
    again = run("company.retry_effect", {"key": KEY}, actor=at_desk("ines"))
    assert again.code is Code.POLICY_DENIED
    assert Effect.objects.get(key=KEY).delivered_at == row.delivered_at


def test_rae_may_not_and_nothing_moves(dead):
    refused = run("company.retry_effect", {"key": KEY}, actor=at_desk("rae"))
    assert refused.code is Code.NOT_AUTHORISED
    assert effects.is_dead(KEY)


def test_what_was_never_queued_is_not_found(people):
    assert run("company.retry_effect", {"key": "no"}, actor=at_desk("ines")).code is Code.NOT_FOUND
