"""Store credit that ended wrongly is there again, with a whole new time (REF-17)."""

from __future__ import annotations

from datetime import date

import pytest

from makegood.core.actor import Actor
from makegood.core.clock import StandingTime
from makegood.core.decision import Code
from makegood.core.outcome import Outcome, Status
from makegood.domains.billing import queries
from makegood.domains.billing.models import GivenCredit
from makegood.domains.billing.tests.test_lapse_credits import account, give, night, spend
from makegood.domains.billing.tests.till import do, done, mails, much, stand, usd
from makegood.domains.ledger.tests.books import moved, posted


@pytest.fixture
def ended(standing_time: StandingTime) -> str:
    """25.00 that was given and has ended, of which 5.00 was spent."""
    credit = give("25.00")
    spend("5.00")
    night(standing_time, "2028-04-15")
    night(standing_time, "2028-06-15")
    return credit


def restore(actor: Actor, credit: str) -> Outcome:
    reason = "Our letter went to the old address"
    return do("billing.restore_credit", actor, credit=credit, reason=reason)


def test_all_that_ended_is_back_and_can_be_spent_for_a_whole_time(
    ended: str, rae: Actor, standing_time: StandingTime
) -> None:
    outcome = restore(rae, ended)
    assert outcome.status is Status.DONE
    assert (much(outcome, "amount"), much(outcome, "balance")) == ("20.00", "20.00")
    assert (moved("4900"), queries.balance(account())) == (usd("0.00"), usd("20.00"))
    again = GivenCredit.objects.get(number=outcome.answer("credit"))
    assert again.ends_on == date(2030, 6, 15)
    [mail] = mails("store_credit_restored")
    assert "$20.00 of store credit is there again. It can be spent until June 15, 2030." in str(
        mail.payload["body"]
    )
    assert night(standing_time, "2028-06-16") == []
    assert night(standing_time, "2030-04-16") == [again.number]
    night(standing_time, "2030-06-16")
    assert moved("4900") == usd("-20.00")


def test_it_is_restored_once_and_only_when_it_ended(ended: str, rae: Actor) -> None:
    restore(rae, ended)
    before = posted()
    assert restore(rae, ended).code is Code.POLICY_DENIED
    assert restore(rae, give("5.00", "case:CS-70001:goodwill-9")).code is Code.POLICY_DENIED
    assert posted() == before + 1  # what was given just now


def test_beyond_ones_limit_somebody_else_says_yes(
    rae: Actor, noor: Actor, standing_time: StandingTime
) -> None:
    credit = give("300.01")
    stand(standing_time, "2028-04-15")
    done("billing.tell_ending", credit=credit)
    stand(standing_time, "2028-06-15")
    done("billing.lapse_credit", credit=credit)
    assert restore(rae, credit).status is Status.PENDING_APPROVAL
    assert restore(noor, credit).code is Code.NOT_AUTHORISED
    assert queries.balance(account()) == usd("0.00")
