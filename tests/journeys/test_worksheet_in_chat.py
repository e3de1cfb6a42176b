"""Oakhill accepts an offer on its belt job and signs the worksheet, all of it in the chat."""

from __future__ import annotations

import pytest

from makegood.config.wiring import learn
from makegood.domains.dealers.queries import claim_card, worksheet_of
from makegood.domains.dealers.tests.story import INES, OAKHILL, RAE, decided, done
from tests.journeys.in_chat import Chat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]


@pytest.fixture(autouse=True)
def _taught() -> None:
    learn()


def test_the_offer_is_accepted_and_the_sheet_signed_each_after_a_yes() -> None:
    number = decided(serial="SN-D-40113")
    argues = [{"line": 1, "accepts": False, "argument": "The clock shows 0.95 h."}]
    done("dealers.review_adjustment", OAKHILL, claim=number, answers=argues)
    done("dealers.answer_argument", INES, claim=number, line=1, offer="90.25", answer="So it is.")
    chat = Chat()
    chat.say(f"We can agree to your offer on {number}.")
    chat.say("Oakhill Home, account 40004")
    told = chat.say(chat.code())
    assert "Agreed: $151.37 in all, $14.25 more than decided before." in told
    assert worksheet_of(number).waits_for == ()
    chat.say("yes")
    assert chat.ran == ["dealers.review_adjustment"]
    told = chat.say(f"Then let us sign that worksheet of {number}")
    assert "comes to $151.37, $14.25 more" in told
    assert worksheet_of(number).waits_for == ("dealer", "company")
    chat.say("yes")
    assert chat.ran == ["dealers.sign_worksheet"]
    assert worksheet_of(number).waits_for == ("company",)
    done("dealers.countersign_worksheet", RAE, claim=number)
    assert f"{claim_card(number).allowed.amount:.2f}" == "151.37"
