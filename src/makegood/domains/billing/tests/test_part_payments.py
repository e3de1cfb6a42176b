"""A part of what is owed is paid from ten dollars on, and all of it always (C14, PMT-12)."""

from __future__ import annotations

import pytest

from makegood.core.actor import Actor
from makegood.core.outcome import Outcome, Status
from makegood.domains.billing.tests.till import (
    GIFT,
    TOM,
    do,
    done,
    invoice,
    load,
    owing,
    pay_on_account,
)
from makegood.domains.ledger.tests.books import posted


def offer(who: Actor, amount: str, tender: str = "cash", *named: str) -> Outcome:
    return do("billing.take_payment", who, party=TOM, amount=amount, tender=tender,
              apply_to=[*named])  # fmt: skip


def test_nine_dollars_and_99_are_refused_with_what_is_accepted_and_ten_are_taken(
    rae: Actor,
) -> None:
    invoice("O-7001", "40.00", "2026-06-01")
    before = posted()
    outcome = offer(rae, "9.99")
    assert (outcome.status, posted()) == (Status.REFUSED, before)
    assert [one["say"] for one in outcome.explanation()] == [
        "Accepted is $10.00 or more, or all of $40.00. Nothing was taken.",
        "Who pays a part of what is owed pays at least $10.00. All that is owed may always be "
        "paid, however little it is.",
    ]
    assert offer(rae, "10.00").status is Status.DONE
    assert owing() == {"order:O-7001": "30.00"}


@pytest.mark.parametrize(("amount", "status"), [("4.99", Status.REFUSED), ("5.00", Status.DONE)])
def test_less_than_ten_that_is_owed_is_paid_whole(rae: Actor, amount: str, status: Status) -> None:
    invoice("O-7001", "8.00", "2026-06-01")
    done("billing.note_dispute", rae, party=TOM, order="O-7001", amount="3.00", reason="Twice")
    outcome = offer(rae, amount)
    assert outcome.status is status
    if status is Status.REFUSED:
        told = outcome.explanation()[0]["say"]
        assert told == "Accepted is all that is owed: $5.00. Nothing was taken."


def test_what_an_import_brings_and_what_is_left_on_a_gift_card_is_taken(rae: Actor) -> None:
    invoice("O-7001", "40.00", "2026-06-01")
    pay_on_account("2.00", "cheque")
    load("3.00")
    done("billing.take_payment", rae, party=TOM, amount="3.00", tender="gift", token=GIFT)
    assert owing() == {"order:O-7001": "35.00"}


@pytest.mark.parametrize("tender", ["cheque", "money_order"])
def test_a_little_that_came_by_post_is_here_already_and_is_taken(rae: Actor, tender: str) -> None:
    invoice("O-7001", "40.00", "2026-06-01")
    assert offer(rae, "5.00", tender).status is Status.DONE
    assert owing() == {"order:O-7001": "35.00"}


def test_all_of_an_order_that_is_named_is_paid_however_little_it_is(rae: Actor) -> None:
    invoice("O-7001", "40.00", "2026-06-01")
    invoice("O-7002", "6.50", "2026-06-02")
    outcome = offer(rae, "6.49", "cash", "O-7002")
    assert outcome.status is Status.REFUSED
    told = outcome.explanation()[0]["say"]
    assert told == "Accepted is all that is owed: $6.50. Nothing was taken."
    assert offer(rae, "6.50", "cash", "O-7002").status is Status.DONE
    assert owing() == {"order:O-7001": "40.00"}


def test_who_owes_nothing_may_pay_a_little_ahead(rae: Actor) -> None:
    assert offer(rae, "2.00").status is Status.DONE
