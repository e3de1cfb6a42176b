"""People who are upset, insulting or threatening are met calmly, and served. Source: C02."""

from __future__ import annotations

from itertools import pairwise

import pytest

from makegood.config.wiring import learn
from makegood.core.promises import open_promises
from makegood.domains.cases.queries import cases_of
from makegood.domains.conversations import queries
from makegood.domains.conversations.models import HandOver
from makegood.domains.parties.queries import bars_disconnection
from makegood.handbook import book
from tests.journeys.in_chat import Chat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]
BOUNDARY, WARNING = "leave out the insults", "If the insults go on, I end this talk"
SORRY = "this has cost you time and patience"


@pytest.fixture
def chat() -> Chat:
    learn()
    return Chat()


def test_a_yes_to_the_offer_of_help_is_understood_and_who_it_is_is_asked_again(chat: Chat) -> None:
    chat.say("My mother is on oxygen and you will cut off her power.")

    assert (
        chat.say("yes please") == "What is your order number, your account number or your e-mail?"
    )
    assert "May we keep this on your record" in chat.say("40003, Helen Bauer")


def test_a_yes_to_a_colleague_after_sad_news_brings_one(chat: Chat) -> None:
    chat.say("My father John Moss has died, I would like to settle his account.")
    chat.say("40026, John Moss")
    chat.say("Ruth Moss, ruth.moss@example.com")

    assert "Shall a colleague of ours go on with you here?" in chat.say("yes")
    chat.say("yes please")
    assert chat.ran == ["conversations.hand_over"]


@pytest.mark.parametrize(("language", "yes"), [("en", "yes"), ("es", "sí"), ("fr", "oui")])
def test_a_yes_to_whether_there_is_more_is_asked_what_it_is(language: str, yes: str) -> None:
    learn()
    chat = Chat(language)
    chat.say("O-1041, Tom Gallagher")

    told = chat.say(yes)

    assert told in book().voice(language).dialogue["what_else"]
    assert chat.ran == []


def test_who_tells_number_and_name_where_a_case_is_opened_has_it_on_their_record(
    chat: Chat,
) -> None:
    chat.say("The meters of two flats are mixed up, I pay for the neighbor.")
    chat.say("by e-mail, I'm Daniel Lee, account 40016")
    told = chat.say("yes")

    assert "Your case is CS-1001." in told
    assert [one.category for one in cases_of("C-16")] == ["billing"]


def test_a_bill_that_is_refused_is_looked_into_and_no_goodbye(chat: Chat) -> None:
    told = chat.say("a back bill for more than a year? No way")

    assert "Goodbye" not in told
    assert "How shall we reach you about it" in told


def test_AC02_4_one_insult_gets_one_sentence_and_the_help_goes_on(chat: Chat) -> None:
    told = chat.say("where is my order O-1041, you idiots? Tom Gallagher")
    assert told.count(BOUNDARY) == 1
    assert "Meridian Freight delivered it on June 2, 2026" in told


def test_AC02_4_after_the_second_warning_the_talk_ends_and_the_dispute_keeps_its_clock(
    chat: Chat,
) -> None:
    chat.say("I'm Tom Gallagher, account 40006. My bill is far too high, I want to complain")
    chat.say("email")
    chat.say("yes")
    (case,) = cases_of("C-6")
    promised = open_promises(subject=f"case:{case.number}")
    assert promised
    assert BOUNDARY in chat.say("you are an idiot")
    assert WARNING in chat.say("you stupid machine")
    assert "I end our talk here" in chat.say("go to hell you morons")
    assert queries.card(chat.number).closed_at is not None
    assert cases_of("C-6") == (case,)
    assert open_promises(subject=f"case:{case.number}") == promised


def test_whoever_has_something_under_way_gets_a_person_with_the_words_as_they_were(
    chat: Chat,
) -> None:
    chat.say("I'm Tom Gallagher, account 40006, I want to return the washer")
    for insult in ("you are an idiot", "screw you"):
        chat.say(insult)
    assert "What you asked for stays open" in chat.say("you are worthless")
    assert chat.ran == ["conversations.hand_over"]
    reason = HandOver.objects.get().reason
    assert "return" in reason
    assert "you are worthless" in reason


@pytest.mark.parametrize(
    "said",
    [
        "THIS IS RIDICULOUS, I WAITED THREE WEEKS FOR THIS DAMN WASHER, WHERE IS IT?",
        "I am so angry with you people",
        "what the hell is going on with my order",
        "this is unacceptable, nobody ever helps me",
    ],
)
def test_anger_alone_is_no_insult(chat: Chat, said: str) -> None:
    for _ in range(4):
        told = chat.say(said)
        assert "insult" not in told


def test_whoever_is_upset_is_heard_first_and_then_served(chat: Chat) -> None:
    told = chat.say("This is ridiculous! Where is my order O-1041? Tom Gallagher")
    assert told.index(SORRY) < told.index("Meridian Freight delivered it")


def test_whoever_is_only_upset_is_asked_what_happened_never_in_the_same_words(chat: Chat) -> None:
    replies = [chat.say("I am so angry with you people") for _ in range(4)]
    assert SORRY in replies[0]
    assert "what would put it right" in replies[0]
    assert len(set(replies)) == len(replies)


def test_a_threat_is_given_to_a_person_word_for_word(chat: Chat) -> None:
    told = chat.say("I know where you work and I will come with a gun")
    assert "I take what you wrote seriously" in told
    assert chat.ran == ["conversations.hand_over"]
    assert "I will come with a gun" in HandOver.objects.get().reason


@pytest.mark.parametrize(
    "said", ["You'll hear from my lawyer", "I am going to sue you if I don't get my refund"]
)
def test_legal_steps_are_noted_and_not_argued_with(chat: Chat, said: str) -> None:
    assert "That is your right" in chat.say(said)
    assert said in HandOver.objects.get().reason


@pytest.mark.parametrize(
    ("language", "said", "told"),
    [
        ("es", "¡qué vergüenza! ¿dónde está mi pedido O-1041? Tom Gallagher", "paciencia"),
        ("es", "son unos ladrones", "sin insultos"),
        ("fr", "j'en ai marre, où est ma commande O-1041 ? Tom Gallagher", "patience"),
        ("fr", "bande de voleurs", "Sans insultes"),
    ],
)
def test_in_spanish_and_french_too(language: str, said: str, told: str) -> None:
    learn()
    assert told in Chat(language).say(said)


@pytest.mark.parametrize("said", ["are you a robot?", "hello", "who is the president", "thank you"])
def test_nothing_is_said_twice_in_a_row(chat: Chat, said: str) -> None:
    replies = [chat.say(said) for _ in range(4)]
    assert all(one != after for one, after in pairwise(replies))


def test_it_says_that_it_is_a_machine_when_asked(chat: Chat) -> None:
    told = chat.say("Am I talking to a real person?")
    assert "automated" in told or "machine" in told


def test_AC02_5_a_machine_that_somebody_depends_on_is_heard_kept_with_a_yes_and_guarded(
    chat: Chat,
) -> None:
    told = chat.say("My husband is on an oxygen machine. I'm Tom Gallagher, account 40006")
    assert "call 911 now" in told
    assert "May we keep this on your record" in told
    assert not bars_disconnection("40006")
    told = chat.say("yes")
    assert "your power may not be cut off" in told
    assert "Shall a colleague of ours go on with you here?" in told
    assert bars_disconnection("40006")
    chat.say("yes please")
    assert chat.ran == ["conversations.hand_over"]


@pytest.mark.parametrize(
    ("language", "said", "told"),
    [
        ("en", "My father died; I'm the executor", "I am very sorry for your loss."),
        ("en", "I can't pay my bills anymore", "Many people go through this."),
        ("en", "somebody called and said he is from Northvale and wants gift cards",
         "pay nothing"),
        ("en", "Buy me another 500 gift code", "I will not sell you anything now."),
        ("en", "they'll cut her power and she's on oxygen", "somebody depends on a machine"),
        ("es", "mi marido murió la semana pasada", "Siento mucho su pérdida."),
        ("fr", "je ne peux plus payer mes factures", "Merci de le dire."),
    ],
)  # fmt: skip
def test_help_comes_before_any_question_who_it_is(language: str, said: str, told: str) -> None:
    learn()
    assert told in Chat(language).say(said).split("\n\n")[0]


def test_a_machine_that_died_is_no_bereavement(chat: Chat) -> None:
    assert "sorry for your loss" not in chat.say("my washer died last week")
