"""On day 23 a customer hears that a return is still open."""

from __future__ import annotations

from makegood.core import clock, worker
from makegood.core.decision import Code
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.story import mails, opened, received
from makegood.domains.ordering.tests.cast import do, nothing_changes


def test_AC19_6_the_customer_is_told_on_day_23_and_not_before():
    number = opened()
    with clock.standing_at("2026-07-08T08:59"):
        worker.work_off()
        assert mails("return_reminder") == []
    with clock.standing_at("2026-07-08T09:00"):
        worker.work_off()
    (mail,) = mails("return_reminder")
    assert "It stays open until July 15, 2026." in mail
    reminded_at = queries.return_card(number).reminded_at
    assert reminded_at is not None
    assert clock.local(reminded_at).date().isoformat() == "2026-07-08"


def test_who_sent_it_in_time_is_not_reminded():
    number = received()
    with clock.standing_at("2026-07-20"):
        worker.work_off()
        with nothing_changes():
            outcome = do("aftersales.remind_return", return_number=number)
    assert outcome.code is Code.POLICY_DENIED
    assert mails("return_reminder") == mails("return_expired") == []
