"""A dealer is told how a claim stands, line by line."""

from makegood.core.decision import Code
from makegood.domains.aftersales.tests.story import told
from makegood.domains.dealers.tests.story import OAKHILL, RIVERSIDE, decided, do, submitted
from makegood.domains.ordering.tests.cast import chat

OTHER = {"serial": "SN-D-40113"}


def test_a_decided_claim_is_explained_with_its_reasons_and_the_way_to_appeal():
    number = decided(**OTHER)
    outcome = do("dealers.explain_claim", chat("C-4"), claim=number)
    assert told(outcome) == [
        f"Claim {number} is approved in part.",
        "Operation WM-DRV-02 has a flat-rate time of 0.8 h; 1.5 h were claimed.",
        "Drive belt PT-BELT-24: dealer cost $12.40 plus 30% is $16.12.",
        "Claimed $212.45, allowed $137.12: a difference of -$75.33.",
        "You may appeal until July 15, 2026. Somebody other than the first reviewer decides.",
    ]
    total = outcome.answer("total")
    assert total == {"claimed": "212.45", "allowed": "137.12", "adjustment": "-75.33"}


def test_a_waiting_claim_tells_until_when_it_is_decided():
    number = submitted(**OTHER)
    outcome = do("dealers.explain_claim", OAKHILL, claim=number)
    assert told(outcome)[-1] == "We decide by July 15, 2026."


def test_another_dealer_is_told_nothing():
    number = submitted(**OTHER)
    assert do("dealers.explain_claim", RIVERSIDE, claim=number).code is Code.NOT_FOUND
