"""Whose money waits is asked once, when its day has come (PMT-10)."""

from __future__ import annotations

from makegood.core import clock
from makegood.core.decision import Code
from makegood.domains.billing.tests.till import do, done, mails, pay_on_account, stand
from makegood.domains.ordering.tests.cast import nothing_changes


def test_it_is_asked_on_its_day_and_not_before_and_not_twice(
    standing_time: clock.StandingTime,
) -> None:
    number = pay_on_account("50.00", "card")
    stand(standing_time, "2026-07-14")
    with nothing_changes():
        early = do("billing.ask_about_payment", payment=number)
    assert (early.code, early.statements[0].text()) == (
        Code.POLICY_DENIED, "Nothing is due about this money yet.",
    )  # fmt: skip
    stand(standing_time, "2026-07-15")
    done("billing.ask_about_payment", payment=number)
    assert len(mails("money_waits")) == 1
    with nothing_changes():
        assert do("billing.ask_about_payment", payment=number).code is Code.POLICY_DENIED


def test_what_is_put_to_something_is_no_money_that_waits() -> None:
    with nothing_changes():
        assert do("billing.ask_about_payment", payment="P-4711").code is Code.NOT_FOUND
