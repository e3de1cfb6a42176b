"""Customers ask in the chat what is kept about them, and to have it erased, in their language."""

from __future__ import annotations

import json

import pytest

from makegood.config.wiring import learn
from makegood.domains.cases.queries import privacy_requests_of
from makegood.domains.cases.queries.pages import record_file
from tests.journeys.in_chat import Chat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]


@pytest.fixture(autouse=True)
def _taught() -> None:
    learn()


@pytest.mark.parametrize(
    ("language", "who", "wish", "ready"),
    [
        ("en", "I'm Tom Gallagher, account 40006", "What do you hold on me?", "They are there now"),
        ("es", "Soy Tom Gallagher, cuenta 40006", "¿qué guardan de mí?", "Ya están ahí"),
        ("fr", "Je suis Tom Gallagher, compte 40006", "que gardez-vous sur moi ?",
         "Ils y sont déjà"),
    ],
)  # fmt: skip
def test_what_do_you_hold_on_me_is_answered_at_once(
    language: str, who: str, wish: str, ready: str
) -> None:
    """D4 #27."""
    chat = Chat(language)
    chat.say(wish)
    if not chat.ran:
        chat.say(who)
    assert ready in chat.say(chat.code())
    (request,) = privacy_requests_of("C-6")
    assert (request.kind, request.state, str(request.due_on)) == (
        "access", "answered", "2026-07-15",
    )  # fmt: skip
    said = json.loads(record_file(request.number))["record"]["conversations"]
    assert said[0]["said"][-1]["text"] != ""


def test_erasure_is_read_back_with_what_stays_before_it_is_asked_for() -> None:
    chat = Chat()
    chat.say("Delete my data. I'm Tom Gallagher, account 40006")
    told = chat.say(chat.code())
    assert "Stays: orders (O-1041), because tax law makes us keep it for 7 years." in told
    assert "Is erased: your mail addresses and telephone numbers." in told
    assert privacy_requests_of("C-6") == ()
    assert "on record as PV-1001. You have our answer by July 15, 2026." in chat.say("yes")
    (request,) = privacy_requests_of("C-6")
    assert (request.kind, request.state) == ("erasure", "received")
