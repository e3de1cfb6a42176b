"""Given store credit ends once, and not before its holder had the whole time (REF-17)."""

from __future__ import annotations

from makegood.core.clock import StandingTime
from makegood.core.decision import Code
from makegood.domains.billing.models import GivenCredit
from makegood.domains.billing.tests.test_lapse_credits import give
from makegood.domains.billing.tests.till import do, done, much, stand
from makegood.domains.ledger.tests.books import posted


def test_it_is_refused_untold_too_early_and_a_second_time(standing_time: StandingTime) -> None:
    credit = give("25.00")
    stand(standing_time, "2030-01-01")
    before = posted()
    assert do("billing.lapse_credit", credit=credit).code is Code.POLICY_DENIED
    done("billing.tell_ending", credit=credit)
    stand(standing_time, "2030-03-02")  # 60 days after the letter: still a day to spend it
    early = do("billing.lapse_credit", credit=credit)
    assert (early.code, posted()) == (Code.POLICY_DENIED, before)
    assert GivenCredit.objects.get().ended_by is None
    stand(standing_time, "2030-03-03")
    assert much(done("billing.lapse_credit", credit=credit), "amount") == "25.00"
    assert do("billing.lapse_credit", credit=credit).code is Code.POLICY_DENIED
    assert posted() == before + 1
