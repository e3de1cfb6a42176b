"""The worksheet: a dealer accepts or argues line by line, and what is agreed is paid."""

import pytest

from makegood.core import worker
from makegood.core.decision import Code
from makegood.core.outcome import InvalidAsk
from makegood.domains.aftersales.tests.story import mails, posted, told
from makegood.domains.dealers.tests.story import (
    INES,
    OAKHILL,
    RIVERSIDE,
    card,
    decided,
    do,
    done,
    submitted,
)
from makegood.domains.ordering.tests.cast import nothing_changes

OTHER = {"serial": "SN-D-40113"}
ARGUES = {"line": 1, "accepts": False, "argument": "The clock shows 0.95 h."}
ACCEPTS = [{"line": place, "accepts": True} for place in (1, 2, 3)]


def review(claim, *answers, actor=OAKHILL):
    return do("dealers.review_adjustment", actor, claim=claim, answers=list(answers))


def test_story_5_the_dealer_argues_we_offer_and_what_both_agree_on_is_paid():
    number = decided(**OTHER)
    assert review(number, ARGUES, *ACCEPTS[1:]).answer("is_agreed") is False
    done("dealers.answer_argument", INES, claim=number, line=1, offer="90.25",
         answer="The clock shows it; 0.15 h more.")  # fmt: skip
    outcome = review(number, ACCEPTS[0])
    assert outcome.answer("is_agreed") is True
    assert outcome.answer("extra") == {"amount": "14.25", "currency": "USD"}
    assert told(outcome)[-2:] == [
        "Agreed: $151.37 in all, $14.25 more than decided before.",
        "It is owed once both sides have signed the worksheet.",
    ]
    worker.work_off()
    assert posted(f"dealer_claim:{number}") == [
        ("J22", "2500", "137.12"),
        ("J22", "2510", "-137.12"),
    ]
    done("dealers.sign_worksheet", OAKHILL, claim=number)
    done("dealers.countersign_worksheet", INES, claim=number)
    worker.work_off()
    # W5: 137.12, then 14.25 agreed beyond it, and 151.37 credited
    assert posted(f"dealer_claim:{number}") == [
        ("J22", "2500", "137.12"), ("J22", "2510", "-137.12"),
        ("J22", "2500", "14.25"), ("J22", "2510", "-14.25"),
        ("J23", "2510", "151.37"), ("J23", "1130", "-151.37"),
    ]  # fmt: skip
    assert "Both sides agree on every line" in mails("dealer_claim_agreed")[-1]
    assert card(number).state == "paid"


def test_accepting_every_line_as_it_is_pays_it_at_once():
    number = decided(**OTHER)
    assert review(number, *ACCEPTS).answer("extra") == {"amount": "0.00", "currency": "USD"}
    worker.work_off()
    assert f"{card(number).paid.amount:.2f}" == "137.12"


def test_without_a_word_on_single_lines_all_that_are_open_are_accepted():
    number = decided(**OTHER)
    outcome = done("dealers.review_adjustment", OAKHILL, claim=number)
    assert [one[:20] for one in told(outcome)] == [
        "Line 1: you accept $", "Line 2: you accept $", "Line 3: you accept $",
    ]  # fmt: skip
    assert outcome.answer("is_agreed") is True
    worker.work_off()
    assert f"{card(number).paid.amount:.2f}" == "137.12"


def test_an_argument_says_what_is_seen_differently():
    number = decided(**OTHER)
    with nothing_changes():
        assert review(number, {"line": 1, "accepts": False}).needs == "answers"
    with nothing_changes():
        assert told(review(number, {"line": 7, "accepts": True})) == ["Claim has no line 7."]


def test_before_a_decision_and_after_its_days_no_line_is_argued(standing_time):
    waiting = submitted(**OTHER)
    with nothing_changes():
        assert told(review(waiting, ARGUES)) == [f"Claim {waiting} is not decided yet."]
    number = decided()
    standing_time.at = standing_time.at.replace(month=7, day=15)
    assert review(number, ARGUES).is_done
    standing_time.at = standing_time.at.replace(month=7, day=16)
    with nothing_changes():
        assert "cannot be argued any more" in told(review(number, ARGUES))[0]


@pytest.mark.parametrize(
    ("actor", "code"), [(RIVERSIDE, Code.NOT_FOUND)],
)  # fmt: skip
def test_another_dealer_learns_nothing(actor, code):
    number = decided(**OTHER)
    with nothing_changes():
        assert review(number, *ACCEPTS, actor=actor).code is code


def test_a_line_is_answered_once():
    number = decided(**OTHER)
    with nothing_changes(), pytest.raises(InvalidAsk) as refused:
        review(number, ACCEPTS[0], ARGUES)
    (fault,) = refused.value.faults
    assert fault.field == "answers"
    assert fault.accepted.startswith("each line at most once")
