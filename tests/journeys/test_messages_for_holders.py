"""Somebody else's words reach the holder of an account, from the chat to the letter box. C04."""

from __future__ import annotations

import pytest

from makegood.config.wiring import learn
from makegood.core import effects, worker
from tests.journeys.in_chat import Chat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]


def mails_to(address: str) -> list[str]:
    worker.work_off()
    return [one.body for box in effects.mailboxes() for one in box.received(20)
            if one.to == address]  # fmt: skip


@pytest.fixture
def chat() -> Chat:
    learn()
    return Chat()


@pytest.mark.parametrize(
    ("language", "wish", "words", "yes"),
    [
        ("en", "Please leave a message for the holder of account 40012",
         "I want to return the washer, can you call me about it?", "yes"),
        ("es", "Quiero dejar un recado para el titular de la cuenta 40012",
         "Quiero devolver la lavadora, ¿puedes llamarme?", "sí"),
        ("fr", "Je voudrais laisser un mot au titulaire du compte 40012",
         "Je veux retourner le lave-linge, peux-tu m'appeler ?", "oui"),
    ],
)  # fmt: skip
def test_AC04_4_a_daughter_leaves_word_for_her_mother_who_reads_it(
    language: str, wish: str, words: str, yes: str
) -> None:
    learn()
    chat = Chat(language)
    told = [chat.say(wish), chat.say(words), chat.say("Sandra Delaney"), chat.say(yes)]
    assert "Sandra Delaney" in told[2]
    assert "conversations.leave_message" in chat.ran
    (mail,) = mails_to("pat.delaney@example.com")
    assert words in mail
    assert "Sandra Delaney" in mail


def test_who_wants_no_message_left_after_all_drops_it(chat: Chat) -> None:
    chat.say("Please leave a message for the holder of account 40012")
    chat.say("never mind")
    worker.work_off()
    assert mails_to("pat.delaney@example.com") == []
