"""The letter before given store credit ends: once, and not too early (REF-17)."""

from __future__ import annotations

from makegood.core.clock import StandingTime
from makegood.core.decision import Code
from makegood.domains.billing.models import GivenCredit
from makegood.domains.billing.tests.test_lapse_credits import give
from makegood.domains.billing.tests.till import do, done, mails, stand


def test_it_is_refused_before_its_day_and_a_second_time(standing_time: StandingTime) -> None:
    credit = give("25.00")
    stand(standing_time, "2028-04-14")
    early = do("billing.tell_ending", credit=credit)
    assert early.code is Code.POLICY_DENIED
    assert GivenCredit.objects.get().told_at is None
    stand(standing_time, "2028-04-15")
    done("billing.tell_ending", credit=credit)
    assert do("billing.tell_ending", credit=credit).code is Code.POLICY_DENIED
    assert len(mails("store_credit_ends_soon")) == 1


def test_what_is_unknown_is_not_found() -> None:
    assert do("billing.tell_ending", credit="SC-7").code is Code.NOT_FOUND
