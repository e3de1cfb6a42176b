"""The books are compared with their subledgers, and a difference is heard of the same night."""

from __future__ import annotations

import pytest

from makegood.core import clock, jobs, worker
from makegood.core.actor import Actor
from makegood.core.models import Effect, Job
from makegood.core.money import Money
from makegood.core.outcome import Status
from makegood.core.runner import preview, run
from makegood.domains.ledger import postings as rules
from makegood.domains.ledger import queries, subledgers
from makegood.domains.ledger.models import Entry, Reconciliation
from makegood.domains.ledger.tests.books import usd

NIGHT = Actor.system("system:ledger.reconcile")


def post() -> None:
    posting = rules.payment_received(usd("815.94"), party="C-6", about="order:O-7041")
    Entry.of(posting, source="payment:P-1", on=clock.today(), memo="Payment")


def test_books_that_agree_are_kept_as_compared_and_nobody_is_bothered(omar: Actor) -> None:
    post()
    done = run("ledger.reconcile", {}, actor=omar)
    assert done.status is Status.DONE
    assert done.answer("differing") == []
    (last,) = queries.reconciliations()
    assert (last.number, last.by, last.balance, last.differences) == (
        done.answer("reconciliation"), "staff:omar", Money.zero(), (),
    )  # fmt: skip
    assert not Effect.objects.filter(key__startswith="reconciliation:").exists()


def test_an_account_that_its_rows_deny_is_named_and_billing_control_hears_of_it() -> None:
    post()
    subledgers.subledger("1020")(lambda: usd("800.00"))
    done = run("ledger.reconcile", {}, actor=NIGHT)
    assert done.answer("differing") == ["1020"]
    (found,) = queries.reconciliations(1)[0].differences
    assert (found.account, found.control, found.subledger) == ("1020", usd("815.94"), usd("800.00"))
    told = Effect.objects.get(key=f"reconciliation:{done.answer('reconciliation')}")
    assert "1020: 815.94 USD, not 800.00 USD" in str(told.payload["body"])
    subledgers.subledger("1020")(lambda: usd("815.94"))


def test_a_month_whose_accounts_differ_is_not_closed(omar: Actor) -> None:
    post()
    subledgers.subledger("1020")(lambda: usd("815.93"))
    refused = run("ledger.close_period", {"period": "2026-05"}, actor=omar)
    assert refused.status is Status.REFUSED
    subledgers.subledger("1020")(lambda: usd("815.94"))
    assert run("ledger.close_period", {"period": "2026-05"}, actor=omar).is_done


def test_who_may_see_nothing_compares_nothing(noor: Actor) -> None:
    assert run("ledger.reconcile", {}, actor=noor).status is Status.REFUSED
    assert not Reconciliation.objects.exists()


def test_a_look_beforehand_keeps_nothing(omar: Actor) -> None:
    assert preview("ledger.reconcile", {}, actor=omar).statements
    assert not Reconciliation.objects.exists()


@pytest.mark.usefixtures("db")
def test_it_comes_round_each_night(standing_time: clock.StandingTime) -> None:
    jobs.wind_up()
    night = Job.objects.get(operation="ledger.reconcile", done_at=None)
    standing_time.at = night.run_at
    worker.work_off()
    assert clock.local(night.run_at).hour == 2
    assert Reconciliation.objects.get().made_by == "system:ledger.reconcile"
