"""Who a customer is, told in pieces and in any order, to the real representative."""

from __future__ import annotations

import pytest

from makegood.config.wiring import learn
from makegood.core import worker
from makegood.core.actor import Actor, ActorKind, Channel
from makegood.core.models import JournalRow
from makegood.core.runner import run
from tests.journeys.in_chat import Chat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]
FIRST = {
    "en": "Hi, this is Tom, order O-1041. Why did you keep 121 dollars?",
    "es": "Hola, soy Tom, pedido O-1041. ¿Por qué se quedaron con 121 dólares?",
    "fr": "Bonjour, ici Tom, commande O-1041. Pourquoi avez-vous gardé 121 dollars ?",
}
NEEDED = {
    "en": "your first and last name as on the order",
    "es": "su nombre y apellido tal como están en el pedido",
    "fr": "vos prénom et nom tels que sur la commande",
}
RAE = Actor(kind=ActorKind.STAFF, name="rae", role="A1", channel=Channel.DESK)


@pytest.fixture(autouse=True)
def taught() -> None:
    learn()


def claims(status: str = "done") -> int:
    return JournalRow.objects.filter(operation="parties.claim_identity", status=status).count()


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_a_first_name_with_a_true_number_is_asked_for_the_whole_name(language: str) -> None:
    chat = Chat(language)
    told = chat.say(FIRST[language])
    assert NEEDED[language] in told
    assert chat.ran == ["parties.claim_identity"]

    told = chat.say("Tom Gallagher")
    assert chat.ran == ["parties.claim_identity", "parties.start_verification"]
    assert "t•••@example.com" in told
    assert (claims(), claims("refused")) == (1, 1)
    assert not JournalRow.objects.filter(operation="cases.grant_goodwill").exists()


def test_the_answer_is_the_same_whether_the_order_exists_or_not() -> None:
    true, false = Chat(), Chat()
    said = "Hi, this is Tom, order {}."
    assert true.say(said.format("O-1041")) == false.say(said.format("O-8888"))
    said = "I am Tom Miller, order {}."
    assert true.say(said.format("O-1041")) == false.say(said.format("O-8888"))


def test_a_family_name_alone_completes_the_number_that_was_told_before() -> None:
    chat = Chat()
    chat.say("Hi, this is Tom, order O-1041. Where is my order?")
    chat.say("Gallagher")
    assert chat.ran[0] == "parties.claim_identity"
    assert claims() == 1


def test_a_number_alone_is_asked_for_the_name_and_a_zip_code_will_do() -> None:
    chat = Chat()
    chat.say("where is my order?")
    assert "your first and last name as on the order, or the zip code" in chat.say("O-1041")
    chat.say("55502")
    assert claims() == 1


def test_a_wrong_number_is_put_right_without_the_name_being_told_again() -> None:
    chat = Chat()
    told = chat.say("I'm Tom Gallagher, order O-1042. Where is my order?")
    assert "order number" in told
    chat.say("O-1041")
    assert (claims(), claims("refused")) == (1, 1)


def test_what_did_not_fit_is_not_tried_again_by_itself() -> None:
    chat = Chat()
    chat.say("I'm Tom Miller, order O-1041. Where is my order?")
    chat.say("thanks")
    chat.say("and where is my refund?")
    assert (claims(), claims("refused")) == (0, 1)


def test_a_number_is_never_taken_for_a_name() -> None:
    chat = Chat()
    chat.say("Hi, this is Tom, order O-1041. Where is my order?")
    chat.say("99999")
    rows = JournalRow.objects.filter(operation="parties.claim_identity").order_by("seq")
    asks = [(row.payload or {})["ask"] for row in rows]
    told = [(ask.get("name"), ask.get("postcode")) for ask in asks]
    assert told == [("Tom", None), (None, "99999")]


def test_what_was_told_to_a_person_is_not_asked_for_after_the_hand_back() -> None:
    chat = Chat()
    chat.say("where is my refund?")
    chat.say("A person, please")
    chat.say("it is order O-1041")
    run("conversations.take_over", {"conversation": chat.number}, actor=RAE)
    chat.say("my name is Tom Gallagher")
    run(
        "conversations.say",
        {"conversation": chat.number, "text": "Thank you, Tom.", "language": "en"},
        actor=RAE,
    )
    run("conversations.hand_back", {"conversation": chat.number}, actor=RAE)
    worker.work_off()

    told = chat.say("so where is my refund?")
    assert chat.ran == ["parties.claim_identity", "parties.start_verification"]
    assert "t•••@example.com" in told
