"""What trial customers stumbled over, told again by real messages to the real representative."""

from __future__ import annotations

import re

import pytest

from makegood.config.wiring import learn
from makegood.core.canonical import fingerprint
from makegood.core.models import JournalRow
from makegood.core.redaction import redact
from tests.journeys.in_chat import Chat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]
TOM = "I'm Tom Gallagher, order O-1041, I want to return the washer, I changed my mind, "


@pytest.fixture
def chat() -> Chat:
    learn()
    return Chat()


def test_a_yes_to_the_offer_of_a_person_is_no_yes_to_the_return(chat: Chat) -> None:
    chat.say(TOM + "it is opened")
    chat.say(chat.code())
    chat.say("maybe")
    chat.say("hmm perhaps")
    assert "person" in chat.say("well perhaps")
    chat.say("yes please")
    assert chat.ran == ["conversations.hand_over"]
    assert not JournalRow.objects.filter(operation="aftersales.open_return").exists()


def test_the_buttons_of_a_question_answer_it(chat: Chat) -> None:
    chat.say(TOM.replace(", I changed my mind, ", ""))
    chat.say(chat.code())
    assert "opened" in chat.say("changed my mind")
    assert "$871.81" in chat.say("sealed")
    assert "$750.44" in chat.say("actually it's open")


def test_somebody_else_in_the_same_conversation_is_found_out_anew(chat: Chat) -> None:
    chat.say("where is my order O-1041? Tom Gallagher")
    told = chat.say("Actually I'm Priya Nair, O-1042. Return my washer, it is dented")
    assert chat.ran == ["parties.claim_identity", "parties.start_verification"]
    assert "p•••@example.com" in told


def test_a_lost_mail_address_needs_more_than_a_code_to_it(chat: Chat) -> None:
    chat.say(
        "I'm Kwame Boateng, account 40020. I want to change my email to "
        "kwame.new@example.com, I lost access to the old one"
    )
    told = chat.say(chat.code())
    assert "second proof" in told
    done = JournalRow.objects.filter(operation="parties.update_contact_point", status="done")
    assert not done.exists()


def test_smoke_is_danger_before_anything_else(chat: Chat) -> None:
    assert "leave the building" in chat.say("the washer smells burnt and smoke comes out")
    assert chat.ran == ["cases.report_emergency"]


def test_who_is_told_first_is_not_asked_again_for_a_complaint(chat: Chat) -> None:
    chat.say("I'm Tom Gallagher, order O-1041. I want to complain: the fitter came for nothing")
    assert chat.ran == ["parties.claim_identity"]
    assert "the fitter came for nothing" in chat.say("email")
    assert "CS-" in chat.say("yes")


def test_a_code_that_nobody_asked_for_is_not_waited_for(chat: Chat) -> None:
    chat.say("I'm Tom Gallagher, order O-1041, I want to change my address")
    chat.say(chat.code())
    chat.say("cancel that")
    chat.say("What is case CS-1 about? And CS-2? And CS-3?")
    assert "Meridian Freight delivered it on June 2" in chat.say("Where is my order O-1041?")


def test_a_fingerprint_is_never_taken_for_a_card() -> None:
    for number in range(1000):
        spelled = fingerprint([number])
        assert re.fullmatch("[a-p]{64}", spelled)
        assert redact(spelled).text == spelled
