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
    on,
    owing,
    pay_on_account,
    stand,
    usd,
)
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import goods_credited
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


def test_a_back_order_billed_later_is_open_since_then_and_not_since_what_was_paid(
    standing_time: clock.StandingTime,
) -> None:
    invoice("O-7001", "139.18", "2026-06-01")
    stand(standing_time, "2026-06-20")
    pay_on_account("139.18", "cash")
    invoice("O-7001", "300.00", "2026-07-15", shipment=":2")
    stand(standing_time, "2026-07-16")
    assert refused(charge()) == "Order O-7001 may be paid until August 14, 2026 without a fee."
    stand(standing_time, "2026-08-15")
    assert much(charge(), "fee") == "15.00"


def test_the_fee_is_on_what_is_late_and_not_on_what_was_billed_since(
    standing_time: clock.StandingTime,
) -> None:
    invoice("O-7001", "100.00", "2026-06-01")
    stand(standing_time, "2026-06-20")
    pay_on_account("60.00", "cash")
    invoice("O-7001", "300.00", "2026-07-15", shipment=":2")
    stand(standing_time, "2026-07-16")
    assert much(charge(), "fee") == "2.00"


def test_a_credit_that_falls_away_is_open_since_that_day(standing_time: clock.StandingTime) -> None:
    invoice("O-7001", "139.18", "2026-06-01")
    credit = goods_credited(
        goods=usd("139.18"), tax=usd("0.00"), receivable=usd("139.18"), party=TOM,
        about="order:O-7001",
    )  # fmt: skip
    given = Entry.of(credit, source="return:R-7001:credit", on=on("2026-06-10"), memo="Return")
    given.reverse(on=on("2026-07-15"), source="return:R-7001:undone", memo="It never came")
    stand(standing_time, "2026-07-16")
    assert refused(charge()) == "Order O-7001 may be paid until August 14, 2026 without a fee."
    assert owing() == {"order:O-7001": "139.18"}


def test_AC14_5_what_a_returned_cheque_had_paid_is_late_from_its_first_day(
    standing_time: clock.StandingTime, rae: Actor
) -> None:
    invoice("O-7001", "139.18", "2026-06-01")
    stand(standing_time, "2026-06-20")
    number = pay_on_account("139.18", "cheque")
    stand(standing_time, "2026-07-02")
    done("billing.record_returned_payment", rae, payment=number, reason="no funds")
    assert much(charge(), "fee") == "6.96"


def test_what_was_disputed_may_be_paid_for_thirty_days_after_the_dispute_ended(
    standing_time: clock.StandingTime, rae: Actor
) -> None:
    invoice("O-7001", "40.00", "2026-06-01")
    done("billing.note_dispute", rae, party=TOM, order="O-7001", amount="40.00", reason="Twice")
    stand(standing_time, "2026-07-10")
    done("billing.note_dispute", rae, party=TOM, order="O-7001", amount="0.00", reason="It is due")
    stand(standing_time, "2026-07-11")
    assert refused(charge()) == "Order O-7001 may be paid until August 9, 2026 without a fee."
    stand(standing_time, "2026-08-10")
    assert much(charge(), "fee") == "2.00"
