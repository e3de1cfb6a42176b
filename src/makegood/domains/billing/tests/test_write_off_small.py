"""A rest of at most a dollar is given up by itself, once it is old and beyond dispute (PMT-11)."""

from __future__ import annotations

import pytest

from makegood.core import clock, worker
from makegood.core.actor import Actor
from makegood.core.models import Job
from makegood.core.outcome import Status
from makegood.domains.billing.tests.till import (
    COMPANY,
    TOM,
    do,
    done,
    invoice,
    on,
    owing,
    pay_on_account,
    stand,
    usd,
    waiting,
)
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import shipment_invoiced
from makegood.domains.ledger.tests.books import moved, posted


def night(standing: clock.StandingTime, day: str) -> list[str]:
    """What the timer of a day gives up."""
    stand(standing, day)
    items = done("billing.write_off_small").answer("items")
    worker.work_off()
    assert isinstance(items, list)
    return [str(one) for one in items]


def test_a_dollar_is_given_up_on_the_sixtieth_day_and_not_before(
    standing_time: clock.StandingTime,
) -> None:
    invoice("O-7001", "1.00", "2026-06-15")
    assert night(standing_time, "2026-08-13") == []
    assert night(standing_time, "2026-08-14") == ["order:O-7001"]
    assert (owing(), moved("5300")) == ({}, usd("1.00"))
    assert night(standing_time, "2026-08-15") == []


def test_a_rest_of_what_was_billed_lately_is_not_old(standing_time: clock.StandingTime) -> None:
    invoice("O-7001", "40.00", "2026-03-01")
    pay_on_account("40.00", "cash")
    invoice("O-7001", "0.90", "2026-06-15", shipment=":2")
    assert night(standing_time, "2026-08-13") == []
    assert night(standing_time, "2026-08-14") == ["order:O-7001"]


def test_what_is_owed_in_all_counts_and_not_each_charge(
    standing_time: clock.StandingTime,
) -> None:
    invoice("O-7001", "0.60", "2026-06-01")
    invoice("O-7002", "0.41", "2026-06-01")
    before = posted()
    assert night(standing_time, "2026-09-01") == []
    assert posted() == before


def test_two_small_rests_are_given_up_together(standing_time: clock.StandingTime) -> None:
    invoice("O-7001", "0.60", "2026-06-01")
    invoice("O-7002", "0.40", "2026-06-02")
    assert night(standing_time, "2026-09-01") == ["order:O-7001", "order:O-7002"]
    ended = Job.objects.filter(key__startswith="small:").values_list("ended_as", flat=True)
    assert (owing(), moved("5300"), set(ended)) == ({}, usd("1.00"), {Status.DONE})


def test_what_no_write_off_is_for_is_not_taken_up(standing_time: clock.StandingTime) -> None:
    invoice("O-7001", "0.40", "2026-06-01")
    none = usd("0.00")
    sold = shipment_invoiced(
        goods=usd("0.30"), services=none, tax=none, party=TOM, about="dealer_claim:DC-7001"
    )
    Entry.of(sold, source="dealer_claim:DC-7001:owed", on=on("2026-06-01"), memo="DC-7001")
    assert night(standing_time, "2026-09-01") == ["order:O-7001"]
    assert owing() == {"dealer_claim:DC-7001": "0.30"}
    assert night(standing_time, "2026-09-02") == []


def test_what_is_disputed_in_part_is_left_alone(
    standing_time: clock.StandingTime, rae: Actor
) -> None:
    invoice("O-7001", "0.90", "2026-06-01")
    done("billing.note_dispute", rae, party=TOM, order="O-7001", amount="0.10", reason="Twice")
    assert (night(standing_time, "2026-09-01"), owing()) == ([], {"order:O-7001": "0.90"})


def test_money_that_waits_pays_it_instead(standing_time: clock.StandingTime) -> None:
    number = pay_on_account("20.00", "cash")
    invoice("O-7001", "0.90", "2026-06-15")
    assert night(standing_time, "2026-08-14") == []
    assert waiting() == {number: "20.00"}


@pytest.mark.parametrize(("amount", "day"), [("0.50", "2026-04-17"), ("1.01", "2026-01-02")])
def test_by_itself_nothing_else_goes_whoever_calls_for_it(amount: str, day: str) -> None:
    invoice("O-7001", amount, day)
    before = posted()
    ask = {"party": TOM, "item": "order:O-7001", "reason": "Too small to be asked for"}
    outcome = do("billing.write_off", COMPANY, **ask)
    assert (outcome.status, posted()) == (Status.REFUSED, before)
    [told] = outcome.explanation()
    assert (
        told["say"] == f"${amount} is not written off by itself yet; one of our people may do it."
    )
