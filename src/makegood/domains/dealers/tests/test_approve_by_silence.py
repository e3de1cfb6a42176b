"""A claim that we did not decide in time is approved as it was submitted."""

from makegood.domains.aftersales.tests.story import mails, posted, told
from makegood.domains.dealers.tests.story import card, decided, do, submitted, worked_off_until
from makegood.domains.ordering.tests.cast import nothing_changes


def test_AC23_2_silence_until_day_30_approves_as_submitted(standing_time):
    standing_time.at = standing_time.at.replace(month=4, day=10)
    number = submitted(failed_on="2026-04-01", repaired_on="2026-04-07", serial="SN-D-40113")
    worked_off_until(standing_time, "2026-05-10")
    assert card(number).state == "under_review"
    worked_off_until(standing_time, "2026-05-11")
    claim = card(number)
    assert (claim.decision, claim.by_silence, claim.allowed) == ("approved", True, claim.claimed)
    assert posted(claim.ref)[0] == ("J22", "2500", "212.45")
    assert (
        "We did not decide in time a claim received on April 10, 2026"
        in (mails("dealer_claim_approved")[-1])
    )


def test_nothing_is_approved_early_nor_twice():
    early = submitted(serial="SN-D-40113")
    with nothing_changes():
        outcome = do("dealers.approve_by_silence", claim=early)
    assert told(outcome) == ["There is time to decide until July 15, 2026."]
    number = decided()
    with nothing_changes():
        assert not do("dealers.approve_by_silence", claim=number).is_done


def test_a_claim_that_waits_for_the_dealer_is_not_approved_by_our_silence(standing_time):
    labour = [{"op": "WM-DRV-02", "hours": "26"}]
    number = submitted(serial="SN-D-40113", labour=labour, answer="")
    worked_off_until(standing_time, "2026-07-20")
    assert card(number).state == "returned_for_info"
