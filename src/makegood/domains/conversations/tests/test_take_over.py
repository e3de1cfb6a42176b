import pytest

from makegood.core.runner import run
from makegood.domains.conversations import queries
from makegood.domains.conversations.models import TakeOver
from makegood.domains.conversations.tests.conftest import (
    answer,
    attempts,
    automated,
    footprint,
    kinds,
    row,
    staff,
    visitor,
    write,
)

pytestmark = pytest.mark.django_db


def take(number, actor):
    return run("conversations.take_over", {"conversation": number}, actor=actor)


def test_AC01_3_the_person_reads_all_of_it_so_that_nothing_is_repeated(chat):
    write(chat, "agent please, my washer leaks")
    run(
        "conversations.hand_over",
        {"conversation": chat, "reason": "asked for a person"},
        actor=automated(chat),
    )
    outcome = take(chat, staff())

    since = row(chat).waiting_since
    assert outcome.answer("briefing") == {
        "reason": "asked for a person",
        "summary": "Customer: agent please, my washer leaks",
        "party": "",
        "level": 0,
        "waiting_since": since.isoformat().replace("+00:00", "Z"),
    }
    assert outcome.statements[0].text() == ("Rae Okafor has read the conversation and is here now.")
    assert queries.card(chat).with_person == "rae"
    assert queries.waiting() == ()
    assert kinds(chat)[-1] == "taken_over"


def test_a_person_may_take_it_without_being_asked(chat):
    assert take(chat, staff()).is_done
    assert queries.card(chat).with_person == "rae"


def test_taking_what_one_has_already_changes_nothing(chat):
    take(chat, staff())
    before, rows = footprint(), attempts()
    outcome = take(chat, staff())

    assert outcome.statements[0].text() == "You have this conversation already."
    assert footprint() == before
    assert attempts() == rows + 1


def test_AC01_4_a_third_person_is_refused_and_the_first_two_may_come_back(chat):
    take(chat, staff("rae"))
    take(chat, staff("ines", "S1"))
    before, rows = footprint(), attempts()
    third = take(chat, staff("omar", "M1"))

    assert (third.status, third.code) == ("refused", "policy_denied")
    assert "CNV-4@2026-01-01" in third.clauses
    assert footprint() == before
    assert attempts() == rows + 1
    assert take(chat, staff("rae")).is_done
    assert queries.card(chat).with_person == "rae"
    assert TakeOver.objects.filter(ended_at=None).count() == 1


def test_customers_and_the_automated_representative_cannot_take_it(chat):
    for actor in (visitor(chat), automated(chat)):
        before = footprint()
        outcome = take(chat, actor)
        assert (outcome.status, outcome.code) == ("refused", "not_authorised")
        assert footprint() == before


def test_somebody_without_a_role_may_take_nothing(chat):
    assert take(chat, staff("noor", "")).code == "not_authorised"
    assert queries.card(chat).with_person is None


def test_a_closed_conversation_is_not_taken(chat):
    run("conversations.close_conversation", {"conversation": chat}, actor=visitor(chat))
    assert take(chat, staff()).code == "policy_denied"


def test_the_former_person_no_longer_speaks(chat):
    take(chat, staff("rae"))
    take(chat, staff("ines", "S1"))

    assert answer(chat, "Still me", staff("rae")).code == "policy_denied"
    assert answer(chat, "Now me", staff("ines", "S1")).is_done
