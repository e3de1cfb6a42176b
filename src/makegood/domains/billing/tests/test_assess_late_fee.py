"""What is paid late costs 5 % once, on what is owed beyond dispute (C14, PMT-13, J07)."""

from __future__ import annotations

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.outcome import Outcome, Status
from makegood.domains.billing import policy, queries
from makegood.domains.billing.tests.test_pay_estate import tell_of_his_death
from makegood.domains.billing.tests.till import (
    COMPANY,
    TOM,
    do,
    done,
    invoice,
    mails,
    much,
    owing,
    pay_on_account,
    stand,
)
from makegood.domains.ledger.tests.books import lines_of, posted


def charge(who: Actor = COMPANY) -> Outcome:
    return do("billing.assess_late_fee", who, party=TOM, order="O-7001")


def refused(outcome: Outcome) -> str:
    """What a refused act tells first; nothing was posted by it."""
    assert outcome.status is Status.REFUSED
    return outcome.explanation()[0]["say"]


def test_AC14_2_the_late_fee_on_139_18_is_6_96_once(
    standing_time: clock.StandingTime, rae: Actor
) -> None:
    invoice("O-7001", "139.18", "2026-06-15")
    stand(standing_time, "2026-07-16")
    outcome = charge(rae)
    assert much(outcome, "fee") == "6.96"
    [entry] = [one for one in outcome.records if one.startswith("entry:")]
    assert lines_of(entry.removeprefix("entry:")) == [("1100", "6.96"), ("4210", "-6.96")]
    assert owing() == {"order:O-7001": "139.18", "fee:O-7001": "6.96"}
    [mail] = mails("late_fee")
    assert "$6.96 is charged as a late fee on $139.18, open for order O-7001." in str(
        mail.payload["body"]
    )
    told = policy.tell_balance(queries.standing_of(TOM), by_line=True, today=clock.today())
    lines = [one.text("en") for one in told.says]
    assert "$6.96 as the late fee for order O-7001, since July 16, 2026." in lines
    stand(standing_time, "2026-08-16")
    before = posted()
    assert "there is no second one" in refused(charge(rae))
    assert posted() == before


def test_the_thirtieth_day_is_in_time(standing_time: clock.StandingTime) -> None:
    invoice("O-7001", "139.18", "2026-06-15")
    stand(standing_time, "2026-07-15")
    assert refused(charge()) == "Order O-7001 may be paid until July 15, 2026 without a fee."
    assert owing() == {"order:O-7001": "139.18"}


def test_what_is_disputed_costs_no_fee(standing_time: clock.StandingTime, rae: Actor) -> None:
    invoice("O-7001", "139.18", "2026-06-15")
    done("billing.note_dispute", rae, party=TOM, order="O-7001", amount="60.00", reason="Twice")
    stand(standing_time, "2026-07-16")
    assert much(charge(), "fee") == "3.96"


def test_nothing_is_late_that_is_disputed_whole_or_that_money_with_us_would_pay(
    standing_time: clock.StandingTime, rae: Actor
) -> None:
    invoice("O-7001", "40.00", "2026-06-15")
    done("billing.note_dispute", rae, party=TOM, order="O-7001", amount="40.00", reason="Twice")
    pay_on_account("50.00", "cash")
    stand(standing_time, "2026-07-16")
    assert "nothing is open for order O-7001" in refused(charge())
    done("billing.note_dispute", rae, party=TOM, order="O-7001", amount="0.00", reason="Over")
    assert "nothing is open for order O-7001" in refused(charge())


def test_the_family_of_a_customer_who_died_is_spared_for_ninety_days(
    standing_time: clock.StandingTime,
) -> None:
    invoice("O-7001", "139.18", "2026-05-01")
    tell_of_his_death()
    stand(standing_time, "2026-09-13")
    assert "no late fee is charged for 90 days" in refused(charge())
    stand(standing_time, "2026-09-14")
    assert much(charge(), "fee") == "6.96"
