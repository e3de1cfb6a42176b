"""Returns to come are in the books at the month's end, and out of them on the next day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from makegood.core import jobs, worker
from makegood.core.actor import Actor
from makegood.core.clock import StandingTime
from makegood.core.decision import Code
from makegood.core.models import Job
from makegood.core.outcome import Outcome, Status
from makegood.core.runner import run
from makegood.domains.ledger import queries
from makegood.domains.ledger.models import Entry, Line, Period
from makegood.domains.ledger.postings import (
    Credit,
    Debit,
    cost_of_shipment,
    entered_by_hand,
    goods_credited,
    shipment_invoiced,
)
from makegood.domains.ledger.tests.books import lines_of, moved, posted, usd

NIGHT = Actor.system("system:ledger.estimate_returns")


@pytest.fixture(autouse=True)
def nothing_sold_before(db: None) -> None:
    assert not Line.objects.filter(account="4000").exists()


def sell(order: str, goods: str, cost: str, on: date) -> None:
    about, zero = f"order:{order}", usd("0.00")
    bill = shipment_invoiced(goods=usd(goods), services=zero, tax=zero, party="C-6", about=about)
    Entry.of(bill, source=f"{about}:bill", on=on, memo="Sold")
    Entry.of(cost_of_shipment(usd(cost), about=about), source=f"{about}:cost", on=on, memo="Cost")


def credit(order: str, goods: str, on: date) -> None:
    zero, about = usd("0.00"), f"order:{order}"
    memo = goods_credited(goods=usd(goods), tax=zero, party="C-6", about=about, receivable=zero)
    Entry.of(memo, source=f"{about}:credit", on=on, memo="Credited")


def night() -> Outcome:
    return run("ledger.estimate_returns", {}, actor=NIGHT)


def estimated(outcome: Outcome) -> list[str]:
    entries = outcome.answer("entries")
    assert isinstance(entries, list)
    return [str(one) for one in entries]


def test_at_the_usual_rate_it_is_posted_on_the_last_day_and_taken_back_on_the_first() -> None:
    sell("O-1", "900.00", "500.00", date(2026, 5, 1))  # a day too early to come back
    sell("O-2", "20000.00", "12000.00", date(2026, 5, 2))
    credit("O-2", "300.00", date(2026, 5, 20))
    done = night()
    entry, back = estimated(done)
    assert lines_of(entry) == [
        ("4010", "500.00"), ("1230", "255.00"), ("2330", "-500.00"), ("5000", "-255.00"),
    ]  # fmt: skip
    assert done.explanation()[0]["say"] == (
        "At the end of 2026-05, goods sold for $20,000.00 may still come back. At 4 percent, "
        "$500.00 is expected to be paid back, and goods worth $255.00 to come in."
    )
    seen = [queries.entry(entry), queries.entry(back)]
    assert [(one.rule, one.on) for one in seen if one] == [
        ("J34", date(2026, 5, 31)), ("J34", date(2026, 6, 1)),
    ]  # fmt: skip
    may = queries.trial_balance(days=(date(2026, 5, 1), date(2026, 5, 31)))
    assert (may["2330"], may["4010"]) == (usd("-500.00"), usd("800.00"))
    assert (moved("2330"), moved("1230"), moved("4010")) == (
        usd("0.00"), usd("0.00"), usd("300.00"),
    )  # fmt: skip


def test_where_enough_was_sold_before_the_rate_is_what_came_back_of_it() -> None:
    sell("O-3", "50000.00", "30000.00", date(2026, 4, 1))
    credit("O-3", "3456.78", date(2026, 5, 29))
    sell("O-4", "20000.00", "12000.00", date(2026, 5, 31))
    entry, _ = estimated(night())
    assert lines_of(entry) == [
        ("4010", "1382.00"), ("1230", "704.82"), ("2330", "-1382.00"), ("5000", "-704.82"),
    ]  # fmt: skip


def test_a_month_is_estimated_once(standing_time: StandingTime) -> None:
    sell("O-2", "20000.00", "12000.00", date(2026, 5, 2))
    night()
    before = posted()
    again = night()
    assert (again.status, estimated(again), posted()) == (Status.DONE, [], before)
    standing_time.at = datetime(2026, 7, 1, 6, tzinfo=UTC)
    assert estimated(night()) == []  # nothing of June may come back


def test_a_closed_month_and_one_without_sales_are_left_alone() -> None:
    assert estimated(night()) == []
    sell("O-2", "20000.00", "12000.00", date(2026, 5, 2))
    Period.objects.create(month="2026-05", closed_at="2026-06-02T12:00:00Z", closed_by="staff:omar")
    before = posted()
    assert (estimated(night()), posted()) == ([], before)


def test_the_estimate_is_taken_back_already_and_not_by_hand(rae: Actor) -> None:
    sell("O-2", "20000.00", "12000.00", date(2026, 5, 2))
    entry, _ = estimated(night())
    ask = {"entry": entry, "reason": "It looks wrong"}
    assert run("ledger.reverse_entry", ask, actor=rae).code is Code.POLICY_DENIED


def test_what_somebody_posted_by_hand_on_its_accounts_before_does_not_stop_the_next_night() -> None:
    sell("O-2", "20000.00", "12000.00", date(2026, 5, 2))
    by_hand = entered_by_hand(Debit("5950", usd("12.00")), Credit("2330", usd("12.00")))
    Entry.of(by_hand, source="manual:MJ-1", on=date(2026, 6, 12), memo="Before it was refused")
    assert len(estimated(night())) == 2
    assert moved("2330") == usd("-12.00")
    assert night().status is Status.DONE


def test_only_the_house_itself_estimates(omar: Actor, noor: Actor) -> None:
    for actor in (omar, noor):
        assert run("ledger.estimate_returns", {}, actor=actor).code is Code.NOT_AUTHORISED


def test_it_comes_round_each_night(standing_time: StandingTime) -> None:
    jobs.wind_up()
    job = Job.objects.get(operation="ledger.estimate_returns")
    standing_time.at = job.run_at
    worker.work_off()
    assert Job.objects.filter(operation="ledger.estimate_returns", ended_as="done").count() == 1
