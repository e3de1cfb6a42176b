"""The dealer signs the worksheet; what was offered is owed once we have signed the same one."""

import pytest

from makegood.core import clock
from makegood.core.outcome import BrokenPromise
from makegood.core.promises import open_promises
from makegood.domains.aftersales.tests.story import posted, told
from makegood.domains.dealers import queries
from makegood.domains.dealers.models.signing import lock_worksheet
from makegood.domains.dealers.operations import ensure_signed
from makegood.domains.dealers.tests.story import (
    INES,
    OAKHILL,
    RAE,
    RIVERSIDE,
    card,
    decided,
    do,
    done,
)
from makegood.domains.ordering.tests.cast import nothing_changes

ACCEPTS = [{"line": place, "accepts": True} for place in (1, 2, 3)]


@pytest.fixture
def agreed():
    return agreed_on("90.25")


def agreed_on(offer, by=INES):
    number = decided(serial="SN-D-40113")
    argues = [{"line": 1, "accepts": False, "argument": "The clock shows 0.95 h."}]
    done("dealers.review_adjustment", OAKHILL, claim=number, answers=[*argues, *ACCEPTS[1:]])
    done("dealers.answer_argument", by, claim=number, line=1, offer=offer, answer="So it does.")
    done("dealers.review_adjustment", OAKHILL, claim=number, answers=[ACCEPTS[0]])
    return number


def sign(claim, actor=OAKHILL, **ask):
    return do("dealers.sign_worksheet", actor, claim=claim, **ask)


def allowed(number):
    return f"{card(number).allowed.amount:.2f}"


def test_AC32_1_one_signature_owes_nothing_more_and_ours_is_promised(agreed):
    outcome = sign(agreed)
    assert told(outcome) == [
        f"The worksheet of claim {agreed} comes to $151.37, $14.25 more than decided before.",
        "With your signature we sign it or say why not by June 25, 2026.",
    ]
    assert outcome.answer("is_signed_by_both") is False
    assert allowed(agreed) == "137.12"
    assert len(posted(f"dealer_claim:{agreed}")) == 2
    sheet = queries.worksheet_of(agreed)
    assert (sheet.waits_for, f"{sheet.total.amount:.2f}") == (("company",), "151.37")
    assert sheet.signatures[0].signed_by == "C-4 (portal:CV-1)"
    kinds = [one.kind for one in open_promises(f"dealer_claim:{agreed}")]
    assert kinds.count("dealer_signature") == 1


def test_the_second_signature_may_be_the_dealers(agreed):
    assert done("dealers.countersign_worksheet", RAE, claim=agreed)
    outcome = sign(agreed)
    assert told(outcome)[-1] == "With your signature both sides have signed, and it is paid."
    assert outcome.answer("is_signed_by_both") is True
    assert allowed(agreed) == "151.37"


def test_what_both_signed_is_not_done_without_its_posting(agreed):
    facts = lock_worksheet(agreed, clock.today())
    ensure_signed(facts, is_both=False)
    with pytest.raises(BrokenPromise, match="with both signatures what is agreed is posted"):
        ensure_signed(facts, is_both=True)
    assert done("dealers.countersign_worksheet", RAE, claim=agreed)
    assert sign(agreed).is_done
    ensure_signed(facts, is_both=True)
    with pytest.raises(BrokenPromise, match="nothing with one"):
        ensure_signed(facts, is_both=False)


def test_a_sheet_that_reads_differently_is_not_signed(agreed):
    with nothing_changes():
        outcome = sign(agreed, seal="a" * 64)
    assert told(outcome)[0].startswith("The worksheet reads differently now.")


def test_a_signature_falls_when_the_dealer_argues_again(agreed):
    first = sign(agreed).answer("seal")
    again = [{"line": 1, "accepts": False, "argument": "It was a whole hour."}]
    done("dealers.review_adjustment", OAKHILL, claim=agreed, answers=again)
    with nothing_changes():
        outcome = do("dealers.countersign_worksheet", INES, claim=agreed, seal=first)
    assert told(outcome) == [f"Nothing is to be signed for claim {agreed}."]
    assert "dealer_signature" not in {one.kind for one in open_promises(f"dealer_claim:{agreed}")}
    assert allowed(agreed) == "137.12"


@pytest.mark.parametrize(("day", "is_owed"), [("2026-06-25", True), ("2026-06-26", False)])
def test_our_signature_waits_ten_days_for_the_dealers(agreed, day, is_owed):
    assert done("dealers.countersign_worksheet", RAE, claim=agreed)
    with clock.standing_at(day):
        outcome = sign(agreed)
    assert outcome.answer("is_signed_by_both") is is_owed
    assert allowed(agreed) == ("151.37" if is_owed else "137.12")


def test_when_ours_lapsed_the_dealer_signs_once_and_we_sign_again(agreed):
    assert done("dealers.countersign_worksheet", RAE, claim=agreed)
    with clock.standing_at("2026-06-26"):
        assert told(sign(agreed))[-1] == (
            "With your signature we sign it or say why not by July 6, 2026."
        )
        assert queries.worksheet_of(agreed).waits_for == ("company",)
    with clock.standing_at("2026-07-20"):
        assert queries.worksheet_of(agreed).waits_for == ("company",)
        with nothing_changes():
            twice = sign(agreed)
        assert told(twice) == ["You have signed it already. It waits for our signature."]
        outcome = done("dealers.countersign_worksheet", RAE, claim=agreed)
    assert outcome.answer("is_signed_by_both") is True
    assert allowed(agreed) == "151.37"


def test_it_is_signed_once_and_in_person(agreed):
    with nothing_changes():
        for_them = sign(agreed, RAE.on_behalf_of("C-4", OAKHILL.level))
    assert "signs in person" in told(for_them)[0]
    assert sign(agreed).is_done
    with nothing_changes():
        twice = sign(agreed)
    assert told(twice) == ["You have signed it already. It waits for our signature."]


def test_where_nothing_was_offered_and_of_others_nothing_is_signed(agreed):
    with nothing_changes():
        assert sign(agreed, RIVERSIDE).code == "not_found"
    other = decided(serial="SN-D-40112", ro_no="OH-9002")
    with nothing_changes():
        assert told(sign(other)) == [f"Nothing is to be signed for claim {other}."]


def promised(number):
    return [one.kind for one in open_promises(f"dealer_claim:{number}")].count("dealer_signature")


def test_to_accept_the_same_lines_again_keeps_the_signature_and_our_promise(agreed):
    assert sign(agreed).is_done
    done("dealers.review_adjustment", OAKHILL, claim=agreed, answers=ACCEPTS)
    assert promised(agreed) == 1
    assert done("dealers.countersign_worksheet", RAE, claim=agreed).answer("is_signed_by_both")
    assert (allowed(agreed), promised(agreed)) == ("151.37", 0)


def test_what_was_accepted_in_time_is_not_lost_because_we_were_silent(agreed):
    assert sign(agreed).is_done
    with clock.standing_at("2026-08-20"):
        outcome = done("dealers.countersign_worksheet", RAE, claim=agreed)
    assert outcome.answer("is_signed_by_both") is True
    assert allowed(agreed) == "151.37"


def test_an_appeal_takes_back_no_offer_that_was_accepted_before_it(agreed):
    done("dealers.appeal_claim", OAKHILL, claim=agreed, reason="The trip was two hours.")
    assert sign(agreed).is_done
    assert done("dealers.countersign_worksheet", RAE, claim=agreed).answer("is_signed_by_both")
    assert (allowed(agreed), card(agreed).state) == ("151.37", "appealed")
