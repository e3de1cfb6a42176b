"""What a customer said once is not asked for again. Source: C02."""

from __future__ import annotations

import pytest

from makegood.config.wiring import learn
from tests.journeys.in_chat import Chat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]


def test_AC02_1_the_model_told_in_the_second_turn_is_not_asked_for_later() -> None:
    learn()
    chat = Chat()
    chat.say("hello")
    chat.say("I'd like a quote for one WM900")
    later = [chat.say("order O-1041"), chat.say("Tom Gallagher"), chat.say(chat.code())]
    assert not any("What would you like" in told or "Which" in told for told in later)
    assert "1 × WM900 washing machine" in later[-1]
