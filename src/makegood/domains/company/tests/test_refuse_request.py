"""Somebody with more authority says no."""

import pytest

from makegood.core.models import Effect
from makegood.core.outcome import InvalidAsk
from makegood.core.runner import run
from makegood.domains.company.queries import open_requests, request_card
from makegood.domains.company.tests.conftest import ask_for, at_desk, treats

pytestmark = pytest.mark.usefixtures("cast", "treat")


def refuse(number, username="ines", reason="No allowance is due."):
    ask = {"request": number, "reason": reason}
    return run("company.refuse_request", ask, actor=at_desk(username))


def test_the_request_ends_and_the_asker_is_told_why(post_room):
    number = ask_for()
    assert refuse(number).is_done
    card = request_card(number)
    assert (card.approved, card.is_open, card.note) == (False, False, "No allowance is due.")
    assert treats() == []
    [letter] = post_room.collect()
    assert letter.payload["to"] == "rae.okafor@northvale.example.com"
    assert "No allowance is due." in letter.payload["body"]


def test_who_asked_may_take_it_back_and_needs_no_letter():
    number = ask_for()
    assert refuse(number, "rae", "Asked by mistake.").is_done
    assert request_card(number).decided_by == "staff:rae"
    assert Effect.objects.count() == 0


def test_refusals_change_nothing(rows):
    number = ask_for("automated:digital")
    before = rows()
    assert refuse(number, "rae").code == "not_authorised"
    assert refuse(number, "noor").code == "not_authorised"
    assert refuse("AP-9999").code == "not_found"
    assert rows() == before + 3
    assert [card.number for card in open_requests()] == [number]
    assert Effect.objects.count() == 0


def test_an_answered_request_is_not_answered_again():
    number = ask_for()
    refuse(number)
    assert refuse(number, "omar").code == "policy_denied"
    assert request_card(number).decided_by == "staff:ines"


def test_a_reason_is_needed():
    with pytest.raises(InvalidAsk):
        refuse(ask_for(), reason="")
