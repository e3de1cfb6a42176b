import pytest
from django.db import IntegrityError, transaction

from makegood.core.models import Effect
from makegood.core.outcome import InvalidAsk
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

RECEIVE = "conversations.receive_message"
pytestmark = pytest.mark.django_db


def test_a_message_is_kept_and_will_be_answered(chat):
    outcome = write(chat, "Changed my mind on the washer.")

    assert outcome.result == {
        "conversation": chat,
        "sequence": 3,
        "is_new": True,
        "with_person": False,
    }
    assert [line.text for line in queries.transcript(chat)][1:] == [
        "Changed my mind on the washer."
    ]
    effect = Effect.objects.get()
    assert (effect.kind, effect.key) == ("representative.turn", f"turn:{chat}/3")
    assert effect.payload == {"conversation": chat, "sequence": 3}
    assert queries.unanswered(chat) == (3,)


def test_the_same_message_arriving_twice_is_kept_and_answered_once(chat):
    first = write(chat, "Where is it?", external_id="<a1@mail.example.com>")
    second = write(chat, "Where is it?", external_id="<a1@mail.example.com>")

    assert (first.answer("sequence"), first.answer("is_new")) == (3, True)
    assert (second.answer("sequence"), second.answer("is_new")) == (3, False)
    assert kinds(chat).count("message_in") == 1
    assert Effect.objects.count() == 1
    assert queries.conversation_of_message("chat", "<a1@mail.example.com>") == chat


def test_two_different_messages_without_ids_are_both_kept(chat):
    write(chat, "Hello")
    write(chat, "Hello")

    assert queries.unanswered(chat) == (3, 4)


def test_an_empty_message_asks_for_the_words_and_keeps_nothing(chat):
    before, rows = footprint(), attempts()
    outcome = write(chat, "   ")

    assert (outcome.status, outcome.needs) == ("needs_info", "text")
    assert footprint() == before
    assert attempts() == rows + 1


def test_8000_characters_are_taken_and_8001_are_refused_with_what_is_accepted(chat):
    assert write(chat, "x" * 8_000).is_done

    before = footprint()
    with pytest.raises(InvalidAsk) as invalid:
        write(chat, "x" * 8_001)
    (fault,) = invalid.value.faults
    assert fault.field == "text"
    assert "at most 8000 characters" in fault.accepted
    assert footprint() == before


def test_a_card_number_is_taken_out_before_the_message_is_kept(chat):
    write(chat, "my card is 4111 1111 1111 1111")

    (event,) = Event.objects.filter(kind="message_in")
    assert "4111 1111" not in event.body["text"]
    assert "1111]" in event.body["text"]


def test_the_waiting_clock_starts_with_the_first_unanswered_message_and_does_not_restart(chat, at):
    at("2026-06-15T10:00")
    write(chat, "Hello?")
    first = row(chat).waiting_since
    at("2026-06-15T10:20")
    write(chat, "Anybody there?")

    assert row(chat).waiting_since == first


def test_a_stranger_to_the_conversation_does_not_even_learn_that_it_exists(chat):
    before, rows = footprint(), attempts()
    ask = {"conversation": chat, "text": "let me in"}
    outcome = run(RECEIVE, ask, actor=visitor("CV-9999"))

    assert (outcome.status, outcome.code) == ("refused", "not_found")
    assert footprint() == before
    assert attempts() == rows + 1
    unknown = run(RECEIVE, ask | {"conversation": "CV-4040"}, actor=visitor("CV-9999"))
    assert unknown.statements == outcome.statements


def test_while_a_person_has_it_the_automated_representative_is_not_called(chat):
    run("conversations.take_over", {"conversation": chat}, actor=staff())
    outcome = write(chat, "Thanks, Rae")

    assert outcome.answer("with_person") is True
    assert not Effect.objects.filter(kind="representative.turn").exists()


def test_a_closed_conversation_is_taken_up_again_within_24_hours_and_not_after(chat, at):
    at("2026-06-15T10:00")
    run("conversations.close_conversation", {"conversation": chat}, actor=visitor(chat))
    at("2026-06-16T10:00")
    assert write(chat, "One more thing").is_done
    assert kinds(chat)[-2:] == ["reopened", "message_in"]
    assert row(chat).closed_at is None

    run("conversations.close_conversation", {"conversation": chat}, actor=visitor(chat))
    at("2026-06-17T10:00:01")
    before = footprint()
    late = write(chat, "And another")
    assert (late.status, late.code) == ("refused", "policy_denied")
    assert late.clauses == ("CNV-5@2026-01-01",)
    assert [one.text() for one in late.instead] == [
        "Please start a new conversation; it knows of this one."
    ]
    assert footprint() == before


def test_what_was_said_cannot_be_changed_or_deleted_even_by_hand(chat):
    write(chat, "Hello")
    event = Event.objects.get(kind="message_in")
    kept = Event.objects.filter(pk=event.pk)
    for change in ({"kind": "said"}, {"body": {"text": "Goodbye"}}, {"sequence": 9}):
        with pytest.raises(IntegrityError), transaction.atomic():
            kept.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.delete()
    assert queries.transcript(chat)[-1].text == "Hello"

    Event.objects.filter(pk=event.pk).update(body={})
    assert queries.transcript(chat)[-1].text == ""


def test_an_answered_message_waits_no_longer(chat):
    write(chat, "Hello")
    answer(chat, "Good morning.", automated(chat), answers=3)

    assert queries.unanswered(chat) == ()
    assert queries.is_answered(chat, 3)
    assert row(chat).waiting_since is None
