"""An agreement ends; what was repaired before is still claimed."""

from makegood.core.decision import Code
from makegood.domains.dealers import queries
from makegood.domains.dealers.tests.story import INES, RAE, card, do, submitted
from makegood.domains.ordering.tests.cast import nothing_changes


def test_a_repair_after_the_last_day_is_not_paid():
    assert do("dealers.close_dealer", INES, dealer="DL-4", closed_on="2026-06-04").is_done
    assert queries.dealer_card("DL-4").closed_on is not None
    before = card(submitted(repaired_on="2026-06-04", serial="SN-D-40113"))
    assert before.allowed
    after = card(submitted(repaired_on="2026-06-05", ro_no="OH-2", serial="SN-D-40207"))
    assert {one for line in after.lines for one in line.reasons} == {"closed"}


def test_it_ends_once():
    assert do("dealers.close_dealer", INES, dealer="DL-50", closed_on="2026-06-30").is_done
    with nothing_changes():
        outcome = do("dealers.close_dealer", INES, dealer="DL-50", closed_on="2026-07-30")
    assert outcome.code is Code.POLICY_DENIED


def test_only_who_approves_may():
    with nothing_changes():
        outcome = do("dealers.close_dealer", RAE, dealer="DL-50", closed_on="2026-06-30")
    assert outcome.code is Code.NOT_AUTHORISED
