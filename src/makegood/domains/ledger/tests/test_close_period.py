"""Closing a month: who may, when, and what it stops."""

from __future__ import annotations

from datetime import date

import pytest

from makegood.core.actor import Actor
from makegood.core.decision import Code
from makegood.core.outcome import InvalidAsk, Outcome, Status
from makegood.core.runner import run
from makegood.domains.ledger import queries
from makegood.domains.ledger.models import Period


def close(month: str, actor: Actor) -> Outcome:
    return run("ledger.close_period", {"period": month}, actor=actor)


def test_a_manager_closes_a_month_that_is_over(omar: Actor) -> None:
    done = close("2026-05", omar)
    assert (done.status, done.answer("period")) == (Status.DONE, "2026-05")
    assert not queries.is_open(date(2026, 5, 1))
    assert not queries.is_open(date(2026, 5, 31))
    assert queries.is_open(date(2026, 6, 1))
    assert queries.is_open(date(2026, 4, 30))
    row = Period.objects.get()
    assert (row.month, row.closed_by) == ("2026-05", "staff:omar")


def test_a_month_is_closed_once(omar: Actor) -> None:
    close("2026-05", omar)
    again = close("2026-05", omar)
    assert again.code is Code.POLICY_DENIED
    assert again.explanation()[0]["say"] == "2026-05 is closed already."


def test_a_month_that_still_runs_stays_open(omar: Actor) -> None:
    refused = close("2026-06", omar)
    assert refused.explanation()[0]["say"] == "2026-06 is not over before June 30, 2026."
    assert Period.objects.count() == 0


def test_a_representative_closes_nothing(rae: Actor, noor: Actor) -> None:
    assert close("2026-05", rae).code is Code.NOT_AUTHORISED
    assert close("2026-05", noor).code is Code.NOT_AUTHORISED
    assert Period.objects.count() == 0


@pytest.mark.parametrize("month", ["2026-13", "2026", "26-01", ""])
def test_what_is_no_month_is_an_invalid_ask(month: str, omar: Actor) -> None:
    with pytest.raises(InvalidAsk):
        close(month, omar)
