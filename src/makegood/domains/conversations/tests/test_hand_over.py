from datetime import UTC, datetime

import pytest

from makegood.core.outcome import InvalidAsk
from makegood.core.promises import open_promises
from makegood.core.runner import preview, run
from makegood.domains.conversations import queries
from makegood.domains.conversations.models import HandOver
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

PASS_ON = "conversations.hand_over"
pytestmark = pytest.mark.django_db


def pass_on(number, actor, **more):
    return run(
        PASS_ON, {"conversation": number, "reason": "asked for a person", **more}, actor=actor
    )


def local(day, hour, minute):
    """A moment of June 2026 by the company's clock (four hours behind UTC)."""
    return datetime(2026, 6, day, hour + 4, minute, tzinfo=UTC)


def test_AC01_3_whoever_asks_for_a_person_gets_one_with_summary_and_verification(chat, at):
    write(chat, "I want to return the washer from O-1041")
    answer(chat, "Who are you?", automated(chat), answers=3)
    write(chat, "Just give me a human!")
    conversation = row(chat)
    conversation.party, conversation.level = "C-6", 2
    conversation.save()

    outcome = pass_on(chat, automated(chat))

    assert outcome.is_done
    assert [one.text() for one in outcome.statements] == [
        "A colleague takes over here. I have passed on what we said, so you need not repeat it.",
        "You have an answer here by June 15, 2026, 10:15 AM.",
    ]
    (waiting,) = queries.waiting()
    assert (waiting.conversation, waiting.party, waiting.level) == (chat, "C-6", 2)
    assert waiting.summary == (
        "Customer: I want to return the washer from O-1041\nCustomer: Just give me a human!"
    )
    assert kinds(chat)[-1] == "handed_over"


def test_in_office_hours_the_promise_is_15_minutes(chat, at):
    at("2026-06-15T10:00")
    write(chat, "agent")
    outcome = pass_on(chat, automated(chat))

    assert outcome.result == {
        "conversation": chat,
        "due": "2026-06-15T14:15:00Z",
        "open_now": True,
        "position": 1,
        "with_person": None,
    }
    (promise,) = open_promises(f"conversation:{chat}")
    assert (promise.kind, promise.due_at) == ("human_answer", local(15, 10, 15))


def test_on_a_sunday_the_next_opening_is_told_and_promised(chat, at):
    at("2026-06-14T15:00")
    write(chat, "agent")
    outcome = pass_on(chat, automated(chat))

    assert outcome.answer("open_now") is False
    assert outcome.statements[0].text() == (
        "Nobody is in the office right now. A colleague reads this first and answers from "
        "June 15, 2026, 8:00 AM on; what we said is passed on."
    )
    assert open_promises(f"conversation:{chat}")[0].due_at == local(15, 8, 15)


def test_ten_minutes_before_closing_the_answer_is_promised_for_the_next_morning(chat, at):
    at("2026-06-15T19:50")
    write(chat, "agent")
    outcome = pass_on(chat, automated(chat))

    assert outcome.answer("open_now") is True
    assert open_promises(f"conversation:{chat}")[0].due_at == local(16, 8, 15)


def test_the_wait_counts_from_the_first_unanswered_message_not_from_the_hand_over(chat, at):
    at("2026-06-15T10:00")
    write(chat, "agent")
    since = row(chat).waiting_since
    at("2026-06-15T10:05")
    pass_on(chat, automated(chat))

    assert row(chat).waiting_since == since == local(15, 10, 0)
    assert queries.waiting()[0].waiting_since == since


def test_asking_again_keeps_the_place_and_the_time(chat, at):
    at("2026-06-15T10:00")
    write(chat, "agent")
    pass_on(chat, automated(chat))
    at("2026-06-15T10:05")
    events = len(kinds(chat))
    again = pass_on(chat, automated(chat))

    assert [one.text() for one in again.statements] == [
        "You are already waiting for a colleague. Your place is kept.",
        "You have an answer here by June 15, 2026, 10:15 AM.",
    ]
    assert len(kinds(chat)) == events
    assert HandOver.objects.count() == 1
    assert len(open_promises(f"conversation:{chat}")) == 1


def test_danger_comes_before_those_who_wait_and_does_not_wait_for_the_office(chat, at):
    at("2026-06-14T15:00")
    write(chat, "agent")
    pass_on(chat, automated(chat))
    other = str(
        run("conversations.open_conversation", {"channel": "chat"}, actor=visitor()).answer(
            "number"
        )
    )
    write(other, "I smell gas")
    outcome = pass_on(other, automated(other), urgency="life_or_safety")

    assert outcome.answer("due") == "2026-06-14T19:02:00Z"
    assert [one.conversation for one in queries.waiting()] == [other, chat]


def test_who_waits_already_and_is_in_danger_is_moved_up(chat):
    write(chat, "agent")
    pass_on(chat, automated(chat))
    pass_on(chat, automated(chat), urgency="life_or_safety")

    (waiting,) = queries.waiting()
    assert (waiting.urgency, waiting.due_at) == ("life_or_safety", local(15, 10, 2))
    (promise,) = open_promises(f"conversation:{chat}")
    assert promise.due_at == local(15, 10, 2)


def test_who_is_with_a_person_is_told_so_and_keeps_that_person(chat):
    run("conversations.take_over", {"conversation": chat}, actor=staff())
    outcome = pass_on(chat, visitor(chat))

    assert outcome.answer("with_person") == "rae"
    assert outcome.statements[0].text() == (
        "Rae Okafor has this conversation already and reads what you write."
    )
    assert queries.waiting() == ()


def test_a_colleague_who_does_not_have_it_cannot_pass_it_on(chat):
    before, rows = footprint(), attempts()
    outcome = pass_on(chat, staff())

    assert (outcome.status, outcome.code) == ("refused", "policy_denied")
    assert footprint() == before
    assert attempts() == rows + 1


def test_AC01_4_after_two_transfers_a_person_cannot_pass_it_on_but_promises_a_call_back(chat):
    take = "conversations.take_over"
    run(take, {"conversation": chat}, actor=staff("rae"))
    assert pass_on(chat, staff("rae"), reason="needs a supervisor").is_done
    run(take, {"conversation": chat}, actor=staff("ines", "S1"))
    before, rows = footprint(), attempts()
    outcome = pass_on(chat, staff("ines", "S1"), reason="not mine")

    assert (outcome.status, outcome.code) == ("refused", "policy_denied")
    assert outcome.statements[0].text() == (
        "It was passed on 2 times already, to Rae Okafor, Ines Moreau. It stays with them."
    )
    assert outcome.instead[0].text() == (
        "Ask the colleague yourself, and promise the customer a call back."
    )
    assert footprint() == before
    assert attempts() == rows + 1


def test_a_person_who_passes_it_on_no_longer_has_it(chat):
    run("conversations.take_over", {"conversation": chat}, actor=staff())
    outcome = pass_on(chat, staff(), reason="needs a supervisor", summary="Fee disputed.")

    assert outcome.answer("with_person") is None
    assert queries.card(chat).with_person is None
    assert queries.waiting()[0].summary == "Fee disputed."


def test_a_closed_conversation_is_not_handed_over(chat):
    run("conversations.close_conversation", {"conversation": chat}, actor=visitor(chat))
    before = footprint()

    assert pass_on(chat, automated(chat)).code == "policy_denied"
    assert footprint() == before


def test_an_unknown_urgency_is_told_by_name(chat):
    with pytest.raises(InvalidAsk) as invalid:
        pass_on(chat, automated(chat), urgency="very")
    assert invalid.value.faults[0].field == "urgency"


def test_a_preview_lets_nobody_wait(chat):
    before = footprint()
    ask = {"conversation": chat, "reason": "asked"}
    preview(PASS_ON, ask, actor=automated(chat))

    assert (footprint(), queries.waiting()) == (before, ())
