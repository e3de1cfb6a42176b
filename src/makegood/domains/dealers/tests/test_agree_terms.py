"""A labour rate and a mark-up are agreed from a day on."""

from makegood.core.decision import Code
from makegood.domains.dealers import queries
from makegood.domains.dealers.tests.story import INES, RAE, card, do, done, submitted
from makegood.domains.ordering.tests.cast import nothing_changes, usd

ASK = {"dealer": "DL-4", "starts_on": "2026-06-10", "labour_rate": "99.00", "markup": "35"}


def test_repairs_before_the_day_keep_the_old_rate():
    assert do("dealers.agree_terms", INES, **ASK).is_done
    agreed = queries.dealer_card("DL-4").agreements[-1]
    assert (agreed.labour_rate, str(agreed.markup)) == (usd("99.00"), "35.00")
    before = card(submitted(repaired_on="2026-06-09", serial="SN-D-40113"))
    assert before.lines[0].rate == usd("95.00")
    after = card(submitted(repaired_on="2026-06-10", ro_no="OH-2", serial="SN-D-40113"))
    assert after.lines[0].rate == usd("99.00")


def test_a_day_has_one_agreement_and_a_closed_dealer_none():
    done("dealers.agree_terms", INES, **ASK)
    with nothing_changes():
        assert do("dealers.agree_terms", INES, **ASK).code is Code.POLICY_DENIED
    done("dealers.close_dealer", INES, dealer="DL-50", closed_on="2026-06-01")
    with nothing_changes():
        outcome = do("dealers.agree_terms", INES, **ASK | {"dealer": "DL-50"})
    assert outcome.code is Code.POLICY_DENIED


def test_only_who_approves_may():
    with nothing_changes():
        outcome = do("dealers.agree_terms", RAE, **ASK)
    assert outcome.code is Code.NOT_AUTHORISED
