"""Somebody of ours answers what a dealer argues about a line."""

import pytest

from makegood.core.outcome import Status
from makegood.domains.aftersales.tests.story import mails, told
from makegood.domains.dealers.tests.story import INES, OAKHILL, OMAR, RAE, card, decided, do, done
from makegood.domains.ordering.tests.cast import nothing_changes

ARGUES = [{"line": 1, "accepts": False, "argument": "The clock shows 0.95 h."}]


@pytest.fixture
def argued():
    number = decided(serial="SN-D-40113")
    done("dealers.review_adjustment", OAKHILL, claim=number, answers=ARGUES)
    return number


def answer(claim, actor=RAE, **changed):
    ask = {"claim": claim, "line": 1, "answer": "The clock shows it.", "offer": "90.25", **changed}
    return do("dealers.answer_argument", actor, **ask)


def test_an_offer_is_told_and_waits_for_the_dealer(argued):
    outcome = answer(argued)
    assert outcome.answer("offered") == {"amount": "90.25", "currency": "USD"}
    line = card(argued).lines[0]
    assert (line.answer, f"{line.allowed.amount:.2f}") == ("The clock shows it.", "76.00")
    assert "Line 1: we offer $90.25." in mails("dealer_claim_answered")[-1]


def test_without_an_offer_we_stay(argued):
    assert answer(argued, offer=None).answer("offered") == {"amount": "76.00", "currency": "USD"}


def test_an_offer_beyond_ones_authority_waits_for_a_yes(argued):
    outcome = answer(argued, offer="142.50")  # 66.50 more, and she may judge 50.00
    assert outcome.status is Status.PENDING_APPROVAL
    assert card(argued).lines[0].offered is None
    assert answer(argued, INES, offer="142.50").is_done


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"offer": "142.51"}, "more cannot be offered"),
        ({"offer": "75.99"}, "less cannot be offered"),
        ({"line": 2}, "Nobody argues about line 2."),
        ({"line": 9}, "Claim has no line 9."),
    ],
)
def test_only_what_is_argued_is_answered_between_allowed_and_claimed(argued, changed, reason):
    with nothing_changes():
        assert reason in told(answer(argued, OMAR, **changed))[0]
