"""A dealer claims a repair in a few words; flat rate, agreed price and one trip are worked out."""

from __future__ import annotations

from makegood.core.actor import V2, V3
from makegood.core.outcome import Status
from makegood.domains.aftersales.tests.story import told
from makegood.domains.dealers.tests.story import OAKHILL, RIVERSIDE, card, do, done, submitted
from makegood.domains.ordering.tests.cast import INES, chat, nothing_changes

FEW_WORDS = {
    "serial": "SN-D-40113", "ro_no": "OH-9005", "repaired_on": "2026-06-05",
    "failed_on": "2026-06-01", "failure_code": "W01", "op": "WM-DRV-02", "part": "PT-BELT-24",
    "trip": True, "miles": 34, "complaint": "The drum does not turn.",
    "cause": "The belt was torn.",
}  # fmt: skip


def claim(actor=OAKHILL, **changed):
    return do("dealers.claim_repair", actor, **{**FEW_WORDS, **changed})


def lines(number):
    return [(one.work, one.code, f"{one.claimed.amount:.2f}") for one in card(number).lines]


def test_what_was_done_is_claimed_at_what_it_is_paid():
    outcome = claim()
    number = str(outcome.answer("claim"))
    # 0.8 h x 95.00 = 76.00; 12.40 x 1.30 = 16.12; the trip is 45.00: together 137.12
    assert outcome.result == {
        "claim": number, "state": "under_review",
        "claimed": {"amount": "137.12", "currency": "USD"},
        "allowed": {"amount": "137.12", "currency": "USD"}, "decide_by": "2026-07-15",
    }  # fmt: skip
    assert lines(number) == [
        ("labour", "WM-DRV-02", "76.00"), ("part", "PT-BELT-24", "16.12"), ("trip", "", "45.00"),
    ]  # fmt: skip
    found = card(number)
    assert (found.dealer, found.ro_no, found.correction) == (
        "DL-4", "OH-9005", "Replace drive belt",
    )  # fmt: skip


def test_how_far_the_trip_was_is_asked_and_paid_by_the_mile():
    with nothing_changes():
        outcome = claim(miles=None)
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "miles")
    assert told(outcome) == ["A trip is paid by the mile. How many miles was it, there and back?"]
    near = claim(miles=12)
    assert lines(near.answer("claim"))[-1] == ("trip", "", "18.00")


def test_the_mile_is_paid_as_it_was_agreed_with_the_dealer():
    agreed = done("dealers.agree_terms", INES, dealer="DL-4", starts_on="2026-06-03",
                  labour_rate="95.00", markup="30", mile="2.00")  # fmt: skip
    assert told(agreed)[1] == "Each mile of a trip is paid $2.00."
    assert lines(claim(miles=12).answer("claim"))[-1] == ("trip", "", "24.00")


def test_the_operation_is_asked_for_where_several_mend_what_failed():
    with nothing_changes():
        outcome = claim(op="")
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "op")
    assert outcome.options == ("WM-DRV-02", "WM-DRV-03")
    assert told(outcome) == [
        "Which operation was done? These mend what failed: WM-DRV-02, WM-DRV-03."
    ]
    alone = claim(op="", failure_code="W14", part="none", trip=False)
    assert lines(alone.answer("claim")) == [("labour", "WM-INL-01", "47.50")]


def test_it_goes_through_the_same_checks_as_any_claim():
    wrong = claim(part="PT-BELT-20", ro_no="OH-9006")
    assert wrong.answer("allowed") == {"amount": "121.00", "currency": "USD"}
    future = claim(serial="SN-D-40112", ro_no="OH-9007", repaired_on="2026-06-20")
    assert future.answer("state") == "returned_for_info"
    submitted(serial="SN-D-40113", ro_no="OH-9008")
    with nothing_changes():
        assert not claim(ro_no="OH-9008").is_done


def test_who_speaks_for_several_dealers_is_asked_for_which():
    owner = INES.on_behalf_of("C-4", V3)
    done("parties.grant_authority", owner, account="40004", grantee="C-25",
         scope="dealer_claims", expires_on="2026-12-31")  # fmt: skip
    with nothing_changes():
        outcome = claim(RIVERSIDE)
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "dealer")
    assert outcome.options == ("DL-25", "DL-4")
    assert told(outcome) == [
        "You speak for several dealers. Which of them did this repair: DL-25, DL-4?"
    ]
    assert card(claim(RIVERSIDE, dealer="DL-4").answer("claim")).dealer == "DL-4"


def test_a_party_claims_for_its_own_dealer_only():
    with nothing_changes():
        assert claim(RIVERSIDE, dealer="DL-4").code == "not_found"
    with nothing_changes():
        assert claim(chat("C-6", V2)).code == "not_found"
