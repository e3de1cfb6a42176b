"""Whoever talks as people do is served: what happened comes first, names in any form, "it"."""

from __future__ import annotations

import pytest

from makegood.config.wiring import learn
from tests.journeys.in_chat import Chat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]


@pytest.fixture(autouse=True)
def _taught() -> None:
    learn()


@pytest.mark.parametrize(
    ("language", "told", "line", "first"),
    [
        (
            "en",
            "my washing machine arrived with a big scratch down the side",
            "I am sorry that it came damaged. What would you like?",
            "return something",
        ),
        (
            "es",
            "mi lavadora llegó golpeada",
            "Siento que llegara dañado. ¿Qué prefiere?",
            "devolver algo",
        ),
        (
            "fr",
            "mon lave-linge est arrivé avec une bosse",
            "Je suis désolé qu'il soit arrivé abîmé. Que préférez-vous ?",
            "retourner un article",
        ),
    ],
)
def test_what_happened_is_met_with_what_can_be_done(language, told, line, first) -> None:
    chat = Chat(language)
    assert chat.say(told) == line
    assert chat.ran == []
    assert chat.offered[0] == first


def test_an_offer_stays_open_while_somebody_says_who_they_are() -> None:
    chat = Chat()
    chat.say("my washing machine arrived with a big scratch down the side")
    offered = chat.offered
    chat.say("it's Priya Nair")
    told = chat.say("O-1042")
    assert chat.ran == ["parties.claim_identity"]
    assert "Back to what happened: what would you like?" in told
    assert chat.offered == offered


def test_an_offer_that_was_declined_is_not_made_again() -> None:
    chat = Chat()
    chat.say("my washing machine arrived with a big scratch down the side")
    chat.say("no")
    assert chat.say("Priya Nair, O-1042").endswith("What can I do for you?")
    assert "return something" not in chat.offered


@pytest.mark.parametrize(
    "said", ["nothing has come", "okay then", "it has a dent", "never arrived"]
)
def test_ordinary_words_are_nobodys_name(said: str) -> None:
    chat = Chat()
    chat.say("where is my order")
    assert "Thank you," not in chat.say(said)
    assert "I have found your record" in chat.say("Tom Gallagher, 40006")


def test_somebody_else_who_shares_a_number_is_not_taken_for_who_was_known() -> None:
    chat = Chat()
    chat.say("where is my order O-1041? I'm Tom Gallagher")
    told = chat.say("this is Priya Nair, O-1041")
    assert "I cannot find you" in told
    assert chat.ran == ["parties.claim_identity"]


def test_the_third_yes_to_nothing_brings_an_offer_of_a_person() -> None:
    chat = Chat()
    chat.say("yes")
    chat.say("yes")
    assert chat.say("yes").endswith("Would you like a person to help you?")


@pytest.mark.parametrize(
    "said", ["tom gallagher, 40006", "Tom Gallagher, 14 Mill Road, 55502", "Tom Gallagher 40006"]
)
def test_whoever_says_who_they_are_before_they_choose_is_asked_for_nothing_twice(said) -> None:
    chat = Chat()
    chat.say("my washing machine arrived with a big scratch down the side")
    told = chat.say(said) + chat.say("40006")
    assert "Thank you, I have found your record." in told
    assert "first and last name" not in told


@pytest.mark.parametrize(
    "said",
    [
        ("I'm Tom Gallagher", "O-1041"),
        ("It's Tom Gallagher, account 40006",),
        ("tom gallagher", "40006"),
        ("tom gallagher, 40006",),
        ("Tom Gallagher, 55502", "40006"),
        ("Tom Gallagher, 55502, account 40006",),
        ("Tom Gallagher, 14 Mill Road, 55502", "40006"),
        ("40006", "I'm Tom Gallagher"),
        ("40006", "tom.gallagher@example.com", "Tom Gallagher"),
    ],
)
def test_a_customer_is_found_however_they_say_who_they_are(said: tuple[str, ...]) -> None:
    chat = Chat()
    chat.say("where is my order")
    told = [chat.say(one) for one in said]
    assert "Thank you, I have found your record." in told[-1]
    assert not any("I cannot find you" in one for one in told)


def test_a_name_is_no_answer_to_how_we_shall_reach_somebody() -> None:
    chat = Chat()
    chat.say("I want to complain about the delivery driver, he was rude")
    assert "number" in chat.say("Marcus Bell, 55504")
    told = chat.say("40030")
    assert "Thank you, I have found your record." in told
    assert "How shall we reach you about it" in told


def test_a_number_told_twice_asks_for_nothing_twice() -> None:
    chat = Chat()
    chat.say("where is my order O-1042? I'm Priya Nair")
    told = chat.say("as I said, the order number is O-1042")
    assert "first and last name" not in told
    assert "parties.claim_identity" not in chat.ran


def test_it_and_one_are_the_goods_that_were_named_last() -> None:
    chat = Chat()
    assert chat.say("do you sell dryers?") == "DR800 heat-pump dryer costs $849.00 without tax."
    assert "DR800 heat-pump dryer costs $849.00" in chat.say("how much is it with delivery")
    chat.say("order one")
    chat.say("Tom Gallagher 40006")
    told = chat.say(chat.code())
    assert "1 × DR800 heat-pump dryer at $849.00 each" in told
    assert "It comes to $999.92 in all." in told  # 849.00 + 79.00, and 7.75 % of it: 71.92


def test_a_question_that_names_goods_finds_the_rule_that_answers_it() -> None:
    told = Chat().say("Can I return a dryer that's already been installed?")
    assert "An appliance that has been installed is not taken back for a change of mind" in told
    assert "Clean the filter" not in told


def test_all_that_is_sold_under_a_name_is_told_with_the_cheapest_first() -> None:
    told = Chat().say("what washers do you have")
    assert told == (
        "WM700 washing machine costs $649.00 without tax. "
        "WM900 washing machine costs $899.00 without tax. "
        "WM950 washing machine costs $949.00 without tax."
    )


@pytest.mark.parametrize("name", ["Grace Kim", "Grace Kim.", "brigid mulvaney"])
def test_a_name_alone_is_taken_for_one_and_asks_only_for_the_number(name: str) -> None:
    chat = Chat()
    chat.say("it came dented, front corner, low down")
    told = chat.say(name)
    assert told.endswith("What is your order number, your account number or your e-mail?")


def test_a_name_that_came_first_is_not_asked_for_again() -> None:
    chat = Chat()
    chat.say("it came dented, front corner, low down")
    chat.say("Grace Kim")
    assert "I have found your record." in chat.say("grace.kim@example.com")


def test_a_phone_number_finds_a_record_as_well() -> None:
    chat = Chat()
    chat.say("where is my order")
    chat.say("Tom Gallagher")
    assert "I have found your record." in chat.say("202 555 0106")


def test_a_count_is_no_account() -> None:
    chat = Chat()
    chat.say("invoice 10231 doesn't match what we got")
    chat.say("Lindqvist Property Mgmt, accounts payable")
    told = chat.say("we had 8 of them turn up, you billed 10, and at the wrong price too")
    assert "text of at least" not in told


def test_whether_a_place_is_theirs_is_told_only_to_whoever_proved_who_they_are() -> None:
    chat = Chat()
    chat.say("Tom Gallagher, O-1041")
    theirs, others = chat.say("55502"), chat.say("55504")
    assert {theirs, others} == {"How can I help you?", "What can I do for you?"}
    chat.say("I want to return my washer, I changed my mind, it was opened")
    chat.say(chat.code())
    assert chat.say("55502").startswith("Yes, that is what I have for you.")


def test_a_no_to_what_was_offered_is_no_goodbye() -> None:
    chat = Chat()
    chat.say("it came dented, front corner, low down")
    assert chat.say("no") == "All right, not that. What is it in other words?"


def test_while_the_code_is_awaited_nothing_is_called_hard_to_understand() -> None:
    chat = Chat()
    chat.say("I want to return my washer, I changed my mind. Tom Gallagher, O-1041")
    told = chat.say("so when does it land?")
    assert told.startswith("First I must be sure that it is you; then we go on.")
    assert told.endswith("What is the six digit code?")
    assert chat.ran == []


def test_a_question_about_what_was_read_back_is_answered_from_it() -> None:
    chat = Chat()
    chat.say("I want to return my washer, changed my mind, it was opened. Tom Gallagher, O-1041")
    chat.say(chat.code())
    told = chat.say("wait, how much do you keep?")
    assert told.startswith("Because it was opened, a restocking fee of 15% is kept: $121.37.")
    assert chat.ran == []


def test_whoever_reports_a_death_is_not_thanked_by_the_name_of_the_dead() -> None:
    chat = Chat()
    chat.say("My father died; I'm the executor.")
    assert "Thank you, John Moss" not in chat.say("John Moss was his name. I'm his daughter Ellen.")


def test_nothing_else_beside_a_go_ahead_is_no_goodbye() -> None:
    chat = Chat()
    chat.say("I want to return my washer, changed my mind, it was opened. Tom Gallagher, O-1041")
    chat.say(chat.code())
    told = chat.say("no, I've nothing else to add, go ahead")
    assert told == "Please answer with a plain yes or no. Nothing happens without a yes."


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "there is a weird smell, kind of like gas, behind my stove"),
        ("es", "huele raro, como a gas, atrás de la estufa"),
        ("fr", "y a une drôle d'odeur, genre gaz, derrière la cuisinière"),
    ],
)
def test_danger_told_in_any_words_is_met_at_once(language: str, said: str) -> None:
    chat = Chat(language)
    told = chat.say(said)
    assert "911" in told
    assert chat.ran == ["cases.report_emergency"]
