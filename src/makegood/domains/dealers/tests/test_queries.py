"""What waits for us, how a dealer's claims go, and patterns that are worth a look."""

from datetime import date
from decimal import Decimal

from makegood.config.seeding import seed_claims
from makegood.domains.dealers import queries
from makegood.domains.dealers.jobs import accounts_by_dealer_claim
from makegood.domains.dealers.tests.story import OAKHILL, card, decided, done, submitted

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 15)


def test_the_scorecard_of_quayside_counts_and_hints_without_deciding():
    seed_claims()
    found = queries.scorecard("DL-41", FIRST, LAST)
    assert (found.claims, found.units) == (8, 12)
    assert found.per_100_units == Decimal("66.7")
    assert found.ntf_percent == Decimal("25.0")  # 2 of 8 parts
    assert found.parts_back_percent == Decimal("100.0")
    assert [one.sentence for one in found.hints] == ["same_part", "weekend"]
    assert found.hints[0].text().startswith("100")
    assert card("DCL-2201").decision == "approved", "a hint decided nothing"


def test_repeat_repairs_are_counted_and_a_dealer_without_claims_has_no_shares():
    submitted(ro_no="OH-1", repaired_on="2026-06-05", serial="SN-D-40113")
    submitted(ro_no="OH-2", repaired_on="2026-06-09", failed_on="2026-06-08", serial="SN-D-40113")
    assert queries.scorecard("DL-4", FIRST, LAST).repeat_repairs == 1
    empty = queries.scorecard("DL-50", FIRST, LAST)
    assert (empty.claims, empty.ntf_percent, empty.parts_back_percent) == (0, None, None)
    assert empty.hints == ()


def test_what_waits_for_us_is_listed_by_its_day():
    seed_claims()
    number = decided(serial="SN-D-40113")
    argument = [{"line": 1, "accepts": False, "argument": "The clock shows 0.95 h."}]
    done("dealers.review_adjustment", OAKHILL, claim=number, answers=argument)
    found = [(one.claim.number, one.why) for one in queries.claims_due()]
    assert (number, "argument") in found
    assert [why for _, why in found[:2]] == ["decide", "decide"]
    done("dealers.appeal_claim", OAKHILL, claim=number, reason="The clock shows it.")
    assert (number, "appeal") in [(one.claim.number, one.why) for one in queries.claims_due()]


def test_a_number_says_whose_affairs_are_meant():
    seed_claims()
    assert accounts_by_dealer_claim("dl-4") == ("40004",)
    assert accounts_by_dealer_claim("DCL-2201") == ("40041",)
    assert accounts_by_dealer_claim("O-1041") == ()


def test_a_party_speaks_for_its_own_dealer():
    assert [one.number for one in queries.dealers_for("C-4")] == ["DL-4"]
    assert queries.dealers_for("C-6") == ()
