"""We sign what we offered: on one's own authority, and above an amount not who offered it."""

from makegood.core import worker
from makegood.core.outcome import Status
from makegood.domains.aftersales.tests.story import mails, posted, told
from makegood.domains.dealers.tests.story import INES, OAKHILL, OMAR, RAE, card, do, done
from makegood.domains.dealers.tests.test_sign_worksheet import agreed_on, allowed
from makegood.domains.ordering.tests.cast import NOOR, nothing_changes


def countersign(claim, actor=INES, **ask):
    return do("dealers.countersign_worksheet", actor, claim=claim, **ask)


def test_AC32_1_with_both_signatures_on_the_same_sheet_it_is_owed_and_paid():
    number = agreed_on("90.25")
    seal = done("dealers.sign_worksheet", OAKHILL, claim=number).answer("seal")
    outcome = countersign(number, RAE, seal=seal)
    assert (outcome.answer("seal"), outcome.answer("is_signed_by_both")) == (seal, True)
    worker.work_off()
    # W5
    assert posted(f"dealer_claim:{number}") == [
        ("J22", "2500", "137.12"), ("J22", "2510", "-137.12"),
        ("J22", "2500", "14.25"), ("J22", "2510", "-14.25"),
        ("J23", "2510", "151.37"), ("J23", "1130", "-151.37"),
    ]  # fmt: skip
    assert card(number).state == "paid"
    assert "Both sides agree on every line" in mails("dealer_claim_agreed")[-1]


def test_up_to_fifty_dollars_whoever_offered_may_sign_and_above_it_somebody_else_does():
    small = agreed_on("126.00")  # 50.00 more than 76.00
    assert countersign(small, INES).is_done


def test_above_fifty_dollars_somebody_else_signs():
    number = agreed_on("126.01")
    done("dealers.sign_worksheet", OAKHILL, claim=number)
    with nothing_changes():
        outcome = countersign(number, INES)
    assert told(outcome)[0] == "You made the offer. Above $50.00 somebody else signs for us."
    assert allowed(number) == "137.12"
    assert countersign(number, OMAR).answer("is_signed_by_both") is True
    assert allowed(number) == "187.13"


def test_an_offer_in_two_parts_is_as_much_as_one():
    number = agreed_on("126.00")  # 50.00 more, signed by whoever offered it
    done("dealers.sign_worksheet", OAKHILL, claim=number)
    assert countersign(number, INES).answer("is_signed_by_both") is True
    argues = [{"line": 1, "accepts": False, "argument": "It was a whole hour."}]
    done("dealers.review_adjustment", OAKHILL, claim=number, answers=argues)
    done("dealers.answer_argument", INES, claim=number, line=1, offer="126.01", answer="A cent.")
    accepts = [{"line": 1, "accepts": True}]
    done("dealers.review_adjustment", OAKHILL, claim=number, answers=accepts)
    with nothing_changes():
        outcome = countersign(number, INES)
    assert told(outcome) == ["You made the offer. Above $50.00 somebody else signs for us."]
    assert allowed(number) == "187.12"
    done("dealers.sign_worksheet", OAKHILL, claim=number)
    assert countersign(number, OMAR).answer("is_signed_by_both") is True
    assert allowed(number) == "187.13"


def test_beyond_ones_authority_it_waits_for_a_yes():
    number = agreed_on("142.50")
    outcome = countersign(number, RAE)  # 66.50 more, and she may judge 50.00
    assert outcome.status is Status.PENDING_APPROVAL
    assert allowed(number) == "137.12"


def test_it_is_signed_once_and_by_nobody_without_a_role():
    number = agreed_on("90.25")
    with nothing_changes():
        assert not countersign(number, NOOR).is_done
    assert countersign(number).is_done
    with nothing_changes():
        outcome = countersign(number)
    assert told(outcome) == ["We have signed it already. It waits for the dealer's signature."]
