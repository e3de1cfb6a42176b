"""What was approved is credited to the dealer's account, once."""

from makegood.core.checks import Finding
from makegood.core.decision import Code
from makegood.domains.aftersales.tests.story import mails, posted, told
from makegood.domains.dealers.jobs import claim_paid
from makegood.domains.dealers.tests.story import (
    OAKHILL,
    card,
    decided,
    do,
    done,
    paid,
    submitted,
    worked_off_until,
)
from makegood.domains.ordering.tests.cast import nothing_changes

OTHER = {"serial": "SN-D-40113"}


def test_an_approved_claim_is_credited_by_J23_and_told():
    number = decided(**OTHER)
    assert claim_paid(f"dealer_claim:{number}")[0] is Finding.NO
    done("dealers.pay_claim", claim=number)
    assert posted(f"dealer_claim:{number}")[2:] == [
        ("J23", "2510", "137.12"), ("J23", "1130", "-137.12"),
    ]  # fmt: skip
    assert card(number).state == "paid"
    assert "$137.12 of claim" in mails("dealer_claim_paid")[-1]
    assert claim_paid(f"dealer_claim:{number}")[0] is Finding.YES
    assert claim_paid(f"dealer_claim:{submitted(ro_no='OH-9')}")[0] is Finding.UNKNOWN


def test_it_is_paid_by_itself_within_the_days_of_the_law(standing_time):
    number = decided(**OTHER)
    worked_off_until(standing_time, "2026-07-12")
    assert card(number).paid_at is None
    worked_off_until(standing_time, "2026-07-13")  # day 28
    assert card(number).state == "paid"


def test_it_is_paid_once_and_only_by_us():
    number = paid(**OTHER)
    with nothing_changes():
        outcome = do("dealers.pay_claim", claim=number)
    assert told(outcome) == [f"Nothing is left to pay of claim {number}."]
    with nothing_changes():
        assert do("dealers.pay_claim", OAKHILL, claim=number).code is Code.NOT_AUTHORISED
