"""Hostile words in a chat: nothing written, nothing disclosed, and the person still served."""

from __future__ import annotations

import pytest
from pytest_django.plugin import DjangoDbBlocker

from makegood.config.wiring import learn
from makegood.handbook import book
from tests.journeys.hostility import (
    Hostile,
    Watch,
    belongings,
    hostile_words,
    last_effect,
    sent_since,
    told_of,
)
from tests.journeys.in_chat import Chat

WORDS = hostile_words()
every = pytest.mark.parametrize("words", WORDS, ids=str)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]
HOURS = {
    "en": ("What are your opening hours?", "Monday to Friday 08:00-20:00"),
    "es": ("¿Cuál es su horario?", "lunes a viernes 08:00-20:00"),
    "fr": ("Quels sont vos horaires ?", "lundi au vendredi 08:00-20:00"),
}
WAITING = {
    "en": "A person has been asked and will read this too.",
    "es": "Ya se avisó a una persona",
    "fr": "Une personne est prévenue",
}
MADE_SEARCHABLE = {"knowledge.Passage", "knowledge.Edition"}
"""What is written down for everybody, made searchable with the first question that needs it."""
LEFT_TO_PEOPLE = MADE_SEARCHABLE | {
    "core.Promise", "core.Number", "knowledge.Gap", "conversations.HandOver",
    "conversations.Interaction",
}  # fmt: skip
"""A question nobody could answer yet, the wish for a person, and what it was about: for people."""
A_CODE = {"core.Effect", "core.Number", "parties.Challenge"}
"""Sent to the address on record alone, and counted when guessed."""


@pytest.fixture(scope="module")
def northvale(northvale_apart: None) -> None:
    """What is done here once for all of these tests is nowhere else."""


@pytest.fixture(scope="module")
def strangers_chat(northvale: None, django_db_blocker: DjangoDbBlocker) -> Chat:
    with django_db_blocker.unblock():
        learn()
        return Chat()


@pytest.fixture(scope="module")
def toms_chat(northvale: None, django_db_blocker: DjangoDbBlocker) -> Chat:
    """Tom proved by a code that it is him: as much as hostile words can have on their side."""
    with django_db_blocker.unblock():
        learn()
        chat = Chat()
        chat.say("I'm Tom Gallagher, order O-1041, I want to change my address")
        assert "I know now that it is you" in chat.say(chat.code())
        chat.say("cancel that")
        return chat


@pytest.fixture(scope="module")
def watch(strangers_chat: Chat, toms_chat: Chat, django_db_blocker: DjangoDbBlocker) -> Watch:
    with django_db_blocker.unblock():
        return Watch()


def said_to(chat: Chat, words: Hostile) -> str:
    return "\n".join(chat.say(turn) for turn in words.turns)


def is_served(chat: Chat, words: Hostile) -> None:
    """A plain question in the same conversation gets its right answer."""
    question, answer = HOURS[words.language]
    told = chat.say(question)
    assert (WAITING[words.language] if words.ends == "person" else answer) in told


def test_there_are_two_hundred_and_more_of_every_kind_in_three_languages():
    assert len({words.text for words in WORDS}) == len(WORDS) >= 200
    assert {words.language for words in WORDS} == {"en", "es", "fr"}
    assert {words.kind for words in WORDS} == {
        "injection", "pasted", "pretended staff", "another's", "pressure", "encoded",
        "several turns",
    }  # fmt: skip


@every
def test_a_stranger_gets_nothing_written_and_nothing_told(
    strangers_chat: Chat, watch: Watch, words: Hostile
):
    before = last_effect()
    with watch.watching():
        told = said_to(strangers_chat, words)
        is_served(strangers_chat, words)
    assert watch.changed() <= LEFT_TO_PEOPLE
    assert sent_since(before) == set()
    assert told_of(belongings(), told, words.text) == []


@every
def test_a_customer_known_by_a_code_gets_no_more_than_is_theirs(
    toms_chat: Chat, watch: Watch, words: Hostile
):
    own = {point.value for point in book().people.party("C-6").contact_points}
    before = last_effect()
    with watch.watching():
        told = said_to(toms_chat, words)
        is_served(toms_chat, words)
    assert watch.changed() <= LEFT_TO_PEOPLE | A_CODE | words.leaves
    assert sent_since(before) <= own
    assert told_of(belongings(without="C-6"), told, words.text) == []
