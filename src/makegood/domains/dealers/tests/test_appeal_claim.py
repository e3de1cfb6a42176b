"""A dealer appeals a decision within its days, once."""

from makegood.core.decision import Code
from makegood.core.promises import open_promises
from makegood.domains.aftersales.tests.story import mails, told
from makegood.domains.dealers.tests.story import (
    OAKHILL,
    RIVERSIDE,
    card,
    decide,
    decided,
    do,
    inspect,
    submitted,
)
from makegood.domains.ordering.tests.cast import nothing_changes

OTHER = {"serial": "SN-D-40113"}


def appeal(claim, actor=OAKHILL):
    return do("dealers.appeal_claim", actor, claim=claim, reason="The clock shows 1.5 hours.")


def test_an_appeal_is_taken_with_a_day_to_answer_it(standing_time):
    number = decided(**OTHER)
    standing_time.at = standing_time.at.replace(month=7, day=15)  # the last day
    assert appeal(number).answer("answer_by") == "2026-08-14"
    claim = card(number)
    assert claim.state == "appealed"
    assert claim.appeal is not None
    assert claim.appeal.reason == "The clock shows 1.5 hours."
    assert "dealer_appeal" in {one.kind for one in open_promises(claim.ref)}
    assert "You get an answer by August 14, 2026." in mails("dealer_appeal_taken")[-1]
    with nothing_changes():
        assert told(appeal(number)) == [f"An appeal of claim {number} is open already."]


def test_it_is_too_late_the_day_after(standing_time):
    number = decided(**OTHER)
    standing_time.at = standing_time.at.replace(month=7, day=16)
    with nothing_changes():
        assert told(appeal(number)) == ["An appeal was possible until July 15, 2026."]


def test_what_is_not_decided_or_not_reduced_is_not_appealed():
    waiting = submitted(**OTHER)
    with nothing_changes():
        assert told(appeal(waiting)) == [f"Claim {waiting} is not decided yet."]
    whole = submitted(ro_no="OH-7", labour=[], parts=[], trip="40.00", serial="SN-D-40207")
    assert decide(whole).answer("decision") == "approved"
    with nothing_changes():
        assert told(appeal(whole)) == ["Nothing was taken off this claim."]


def test_another_dealer_cannot_appeal_it():
    number = submitted(**OTHER)
    inspect(number)
    with nothing_changes():
        assert appeal(number, RIVERSIDE).code is Code.NOT_FOUND
