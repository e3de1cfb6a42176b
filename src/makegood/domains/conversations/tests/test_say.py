import pytest

from makegood.core.models import Effect
from makegood.core.promises import open_promises
from makegood.core.runner import run
from makegood.domains.conversations import queries
from makegood.domains.conversations.models import Event
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

SAY = "conversations.say"
pytestmark = pytest.mark.django_db


def test_an_answer_keeps_how_it_was_understood_what_was_done_and_where_the_dialogue_stands(chat):
    write(chat, "where is my order O-1041")
    outcome = answer(
        chat,
        "It was delivered on June 2, 2026.",
        automated(chat),
        answers=3,
        understood={"commands": [{"start": "ordering.tell_order_status"}]},
        ran=[{"operation": "ordering.tell_order_status", "act": "a1", "status": "done"}],
        quick_replies=["Thanks"],
        cards=[{"rows": [["Order", "O-1041"]]}],
        state={"wait": "nothing"},
    )

    assert outcome.result == {"sequence": 6, "message": None}
    assert kinds(chat) == ["opened", "said", "message_in", "understood", "ran", "said"]
    said = queries.events(chat, after=5)[0].body
    assert (said["by"], said["who"], said["answers"]) == ("automated:digital", "automated", 3)
    assert (said["quick_replies"], said["cards"]) == (
        ["Thanks"],
        [{"rows": [["Order", "O-1041"]]}],
    )
    assert queries.last_answer(chat)[1] == {"wait": "nothing"}


def test_the_automated_representative_answers_each_message_once(chat):
    write(chat, "hello")
    answer(chat, "Good morning.", automated(chat), answers=3)
    before, rows = footprint(), attempts()
    again = answer(chat, "Good morning again.", automated(chat), answers=3)

    assert (again.status, again.code) == ("refused", "policy_denied")
    assert again.clauses == ("CNV-7@2026-01-01",)
    assert again.statements[0].text() == (
        "Message 3 has been answered already. Nothing was said twice."
    )
    assert footprint() == before
    assert attempts() == rows + 1


def test_the_same_turn_run_twice_under_its_key_gets_the_first_answer(chat):
    write(chat, "hello")
    ask = {"conversation": chat, "text": "Good morning.", "answers": 3}
    first = run(SAY, ask, actor=automated(chat), key=f"turn:{chat}/3")
    second = run(SAY, ask, actor=automated(chat), key=f"turn:{chat}/3")

    assert first.result == second.result
    assert kinds(chat).count("said") == 2


def test_it_never_talks_over_a_person(chat):
    write(chat, "a person please")
    run("conversations.take_over", {"conversation": chat}, actor=staff())
    before, rows = footprint(), attempts()
    outcome = answer(chat, "May I help?", automated(chat), answers=3)

    assert (outcome.status, outcome.code) == ("refused", "policy_denied")
    assert outcome.statements[0].text() == "Rae Okafor has this conversation. Nothing was said."
    assert footprint() == before
    assert attempts() == rows + 1


def test_a_person_speaks_only_in_a_conversation_that_the_person_has(chat):
    write(chat, "hello")
    before = footprint()
    stranger = answer(chat, "Hi", staff())
    assert (stranger.code, footprint()) == ("policy_denied", before)

    run("conversations.take_over", {"conversation": chat}, actor=staff())
    assert answer(chat, "Hello, this is Rae.", staff()).is_done
    assert queries.transcript(chat)[-1].who == "person"
    assert queries.transcript(chat)[-1].name == "Rae Okafor"


def test_a_message_that_the_customer_never_wrote_cannot_be_answered(chat):
    before = footprint()
    outcome = answer(chat, "Well", automated(chat), answers=7)

    assert outcome.statements[0].text() == "The customer wrote no message 7 in this conversation."
    assert footprint() == before


def test_customers_cannot_speak_for_the_company(chat):
    before = footprint()
    outcome = answer(chat, "You get your money back.", visitor(chat))

    assert (outcome.status, outcome.code) == ("refused", "not_authorised")
    assert footprint() == before


def test_the_automated_representative_of_another_conversation_has_no_part_in_it(chat):
    assert answer(chat, "Hi", automated("CV-9999")).code == "not_found"


def test_the_wait_ends_with_the_answer_to_the_last_message_only(chat, at):
    at("2026-06-15T10:00")
    write(chat, "first")
    at("2026-06-15T10:01")
    write(chat, "second")
    at("2026-06-15T10:02")
    answer(chat, "to the first", automated(chat), answers=3)
    second_at = Event.objects.get(conversation__number=chat, sequence=4).at
    assert (queries.unanswered(chat), row(chat).waiting_since) == ((4,), second_at)

    answer(chat, "to the second", automated(chat), answers=4)
    assert (queries.unanswered(chat), row(chat).waiting_since) == ((), None)


def test_while_a_person_is_awaited_only_that_persons_answer_stops_the_clock(chat):
    write(chat, "agent!")
    run(
        "conversations.hand_over",
        {"conversation": chat, "reason": "asked"},
        actor=automated(chat),
    )
    waiting_since = row(chat).waiting_since
    answer(chat, "A colleague takes over here.", automated(chat), answers=3)
    assert row(chat).waiting_since == waiting_since is not None
    assert len(open_promises(f"conversation:{chat}")) == 1

    run("conversations.take_over", {"conversation": chat}, actor=staff())
    answer(chat, "Hello, this is Rae.", staff())
    assert row(chat).waiting_since is None
    assert open_promises(f"conversation:{chat}") == []


def test_a_mail_conversation_is_answered_by_mail_in_its_thread(db):
    opened = run(
        "conversations.open_conversation",
        {"channel": "email", "contact_point": "somebody@example.com"},
        actor=visitor(),
    )
    number = str(opened.answer("number"))
    write(number, "Where is it?", external_id="<q1@mail.example.com>", subject="My washer")
    outcome = answer(number, "It is on its way.", automated(number), answers=2)

    effect = Effect.objects.get(key=outcome.answer("message"))
    assert (effect.kind, effect.payload["to"]) == ("mail", "somebody@example.com")
    assert effect.payload["subject"] == f"Re: My washer [{number}]"
    assert effect.payload["body"] == "It is on its way."
    assert effect.payload["headers"] == {
        "X-Conversation": number,
        "Auto-Submitted": "auto-replied",
        "In-Reply-To": "<q1@mail.example.com>",
        "References": "<q1@mail.example.com>",
    }


def test_the_language_of_the_answer_becomes_the_language_of_the_conversation(chat):
    write(chat, "¿dónde está mi pedido?")
    answer(chat, "¿Qué pedido?", automated(chat), answers=3, language="es")

    assert row(chat).language == "es"


def test_nothing_is_said_in_a_conversation_that_is_closed(chat):
    run("conversations.close_conversation", {"conversation": chat}, actor=visitor(chat))
    before = footprint()
    outcome = answer(chat, "One more thing", automated(chat))

    assert (outcome.code, outcome.clauses) == ("policy_denied", ("CNV-5@2026-01-01",))
    assert footprint() == before
