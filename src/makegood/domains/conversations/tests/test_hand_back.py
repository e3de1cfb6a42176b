import pytest

from makegood.core.models import Effect
from makegood.core.runner import run
from makegood.domains.conversations import queries
from makegood.domains.conversations.tests.conftest import (
    answer,
    attempts,
    automated,
    footprint,
    kinds,
    staff,
    write,
)

pytestmark = pytest.mark.django_db


def give_back(number, actor, **more):
    return run("conversations.hand_back", {"conversation": number, **more}, actor=actor)


@pytest.fixture
def with_rae(chat):
    run("conversations.take_over", {"conversation": chat}, actor=staff())
    return chat


def test_the_automated_representative_speaks_again(with_rae):
    outcome = give_back(with_rae, staff(), note="The fee was explained.")

    assert outcome.result == {"conversation": with_rae, "answers_next": None}
    assert queries.card(with_rae).with_person is None
    assert kinds(with_rae)[-1] == "handed_back"
    assert answer(with_rae, "Anything else?", automated(with_rae)).is_done


def test_a_message_that_still_waits_is_answered_next(with_rae):
    write(with_rae, "and when does the money come?")
    assert not Effect.objects.filter(kind="representative.turn").exists()
    outcome = give_back(with_rae, staff())

    assert outcome.answer("answers_next") == 4
    effect = Effect.objects.get(kind="representative.turn")
    assert effect.payload == {"conversation": with_rae, "sequence": 4}


def test_only_who_has_it_gives_it_back(with_rae):
    before, rows = footprint(), attempts()
    outcome = give_back(with_rae, staff("ines", "S1"))

    assert (outcome.status, outcome.code) == ("refused", "policy_denied")
    assert outcome.statements[0].text() == (
        "You do not have this conversation. Take it over first."
    )
    assert footprint() == before
    assert attempts() == rows + 1
    assert queries.card(with_rae).with_person == "rae"
