"""The letter before given store credit ends: once, and not too early (REF-17)."""

from __future__ import annotations

from makegood.core.clock import StandingTime
from makegood.core.decision import Code
from makegood.domains.billing import queries
from makegood.domains.billing.models import GivenCredit
from makegood.domains.billing.tests.test_lapse_credits import account, give, night
from makegood.domains.billing.tests.till import TOM, do, done, mails, stand, usd
from makegood.domains.parties.models import Address, ContactPoint


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


def test_whoever_cannot_be_written_to_loses_nothing_and_is_tried_again_after_sixty_days(
    standing_time: StandingTime,
) -> None:
    credit = give("25.00")
    points = list(ContactPoint.objects.filter(party__number=TOM))
    ContactPoint.objects.filter(party__number=TOM).delete()
    Address.objects.filter(account__roles__party__number=TOM).delete()
    assert night(standing_time, "2028-04-15") == [credit]
    assert GivenCredit.objects.get().told_at is None
    assert night(standing_time, "2028-04-16") == []
    assert night(standing_time, "2028-06-13") == []
    assert night(standing_time, "2028-06-14") == [credit]
    assert night(standing_time, "2028-06-15") == []
    assert queries.balance(account()) == usd("25.00")
    ContactPoint.objects.bulk_create(points)
    assert night(standing_time, "2028-08-13") == [credit]
    [mail] = mails("store_credit_ends_soon")
    assert "until October 12, 2028" in str(mail.payload["body"])
    assert night(standing_time, "2028-10-12") == []
    assert night(standing_time, "2028-10-13") == [credit]
    assert queries.balance(account()) == usd("0.00")


def test_what_is_unknown_is_not_found() -> None:
    assert do("billing.tell_ending", credit="SC-7").code is Code.NOT_FOUND
