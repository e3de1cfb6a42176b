"""What a customer disputes is skipped by payments until it is settled."""

from __future__ import annotations

import pytest

from makegood.core.actor import Actor
from makegood.core.outcome import InvalidAsk, Status
from makegood.domains.billing import queries
from makegood.domains.billing.models import DisputedCharge
from makegood.domains.billing.tests.till import (
    TOM,
    do,
    invoice,
    owing,
    pay_on_account,
    usd,
    waiting,
)


def dispute(rae: Actor, amount: str, order: str = "O-7001") -> Status:
    ask = {"party": TOM, "order": order, "amount": amount, "reason": "Not received"}
    return do("billing.note_dispute", rae, **ask).status


def test_a_disputed_part_is_paid_only_when_the_payer_names_it(rae: Actor) -> None:
    invoice("O-7001", "40.00", "2026-06-01")
    assert dispute(rae, "40.00") is Status.DONE
    number = pay_on_account("10.00", "cash")
    assert (owing(), waiting()) == ({"order:O-7001": "40.00"}, {number: "10.00"})
    pay_on_account("5.00", "cash", apply_to=["O-7001"])
    assert owing() == {"order:O-7001": "35.00"}
    assert queries.open_items(TOM)[0].payable == usd("0.00")


def test_a_dispute_is_raised_lowered_and_ended_and_each_step_is_kept(rae: Actor) -> None:
    invoice("O-7001", "40.00", "2026-06-01")
    assert [dispute(rae, each) for each in ("10.00", "40.00", "0.00")] == [Status.DONE] * 3
    assert queries.disputes_of(TOM) == []
    kept = DisputedCharge.objects.order_by("pk").values_list("amount_cents", "ended_by")
    assert list(kept) == [(1000, "staff:rae"), (4000, "staff:rae")]


@pytest.mark.parametrize(("amount", "order"), [("40.01", "O-7001"), ("-1.00", "O-7001"),
                                               ("0.00", "O-7001"), ("1.00", "O-7002")])  # fmt: skip
def test_no_more_than_is_owed_is_disputed_and_nothing_is_ended_that_was_not_begun(
    rae: Actor, amount: str, order: str
) -> None:
    invoice("O-7001", "40.00", "2026-06-01")
    assert dispute(rae, amount, order) is Status.REFUSED
    assert not DisputedCharge.objects.exists()


def test_a_dispute_of_half_a_cent_is_no_amount(rae: Actor) -> None:
    with pytest.raises(InvalidAsk):
        dispute(rae, "0.005")
