"""Whoever does not want to be recorded is obeyed wherever they say so. C05."""

from __future__ import annotations

import pytest

from makegood.config.wiring import learn
from tests.journeys.in_chat import Chat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]


@pytest.mark.parametrize(
    ("language", "wish", "told"),
    [
        ("en", "please do not record what we say", "Nothing is recorded here."),
        ("es", "no quiero que graben lo que digo", "Aquí no se graba nada."),
        ("fr", "je ne veux pas que l'on m'enregistre", "Rien n'est enregistré ici."),
    ],
)
def test_who_wants_no_recording_in_a_chat_hears_what_is_kept(
    language: str, wish: str, told: str
) -> None:
    learn()
    chat = Chat(language)
    assert told in chat.say(wish)
    assert chat.ran == ["conversations.stop_recording"]
