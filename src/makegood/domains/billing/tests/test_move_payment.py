"""A payment posted to the wrong order or account goes whole to the right one."""

from __future__ import annotations

import pytest

from makegood.config.seeding import seed_only
from makegood.core.actor import Actor
from makegood.core.decision import Code
from makegood.core.outcome import Status
from makegood.domains.billing import queries
from makegood.domains.billing.tests.till import (
    ORDER,
    TOM,
    do,
    done,
    invoice,
    owing,
    pay,
    pay_on_account,
    refund_the_washer,
    usd,
    waiting,
)
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.tests.books import lines_of, moved, posted

PRIYA = "C-5"


@pytest.fixture(autouse=True)
def both(money_holds: None) -> None:
    seed_only(parties=[PRIYA])


def test_a_payment_for_the_wrong_order_pays_the_right_one(rae: Actor) -> None:
    invoice("O-7001", "150.00", "2026-06-01")
    invoice("O-7002", "150.00", "2026-06-01", PRIYA)
    number = pay("150.00", order="O-7001")
    assert owing() == {}
    done("billing.move_payment", rae, payment=number, to_party=PRIYA, to_order="O-7002")
    assert (owing(), owing(PRIYA)) == ({"order:O-7001": "150.00"}, {})
    assert queries.payments_of("O-7001") == []
    assert queries.refundable("O-7002") == usd("150.00")
    moves = ledger.entries_of(f"payment:{number}:moved")
    assert [lines_of(one.number) for one in moves] == [[("1100", "150.00"), ("1100", "-150.00")]]


def test_a_payment_for_the_right_order_by_the_wrong_customer_stays_with_the_order(
    rae: Actor,
) -> None:
    invoice("O-7001", "150.00", "2026-06-01", PRIYA)
    number = pay("150.00", order="O-7001")
    done("billing.move_payment", rae, payment=number, to_party=PRIYA, to_order="O-7001")
    assert [one.number for one in queries.payments_of("O-7001")] == [number]
    assert owing(PRIYA) == {}


def test_a_payment_on_the_wrong_account_is_put_to_what_the_right_one_owes(rae: Actor) -> None:
    invoice("O-7001", "60.00", "2026-06-01")
    invoice("O-7002", "90.00", "2026-06-01", PRIYA)
    number = pay_on_account("100.00")
    assert (owing(), waiting()) == ({}, {number: "40.00"})
    done("billing.move_payment", rae, payment=number, to_party=PRIYA)
    assert (owing(), waiting()) == ({"order:O-7001": "60.00"}, {})
    assert (owing(PRIYA), waiting(PRIYA)) == ({}, {number: "10.00"})
    assert queries.put_to(number) == [
        ("order:O-7002", usd("90.00")), (f"payment:{number}", usd("10.00")),
    ]  # fmt: skip


def test_a_deposit_is_moved_while_it_is_held(rae: Actor) -> None:
    number = pay("228.99", purpose="deposit")
    to_account = do("billing.move_payment", rae, payment=number, to_party=TOM)
    assert to_account.status is Status.REFUSED
    done("billing.move_payment", rae, payment=number, to_party=TOM, to_order="O-7002")
    assert queries.deposits_held(TOM) == {"O-7002": usd("228.99")}
    assert moved("2100", about=f"order:{ORDER}") == usd("0.00")


def test_the_same_place_a_refunded_and_a_disputed_payment_stay_where_they_are(rae: Actor) -> None:
    for name, amount in {"P-9001": "228.99", "P-9003": "915.94"}.items():
        pay(amount, number=name)
    same = do("billing.move_payment", rae, payment="P-9001", to_party=TOM, to_order=ORDER)
    assert (same.status, posted()) == (Status.REFUSED, 2)
    refund_the_washer()
    before = posted()
    gone = do("billing.move_payment", rae, payment="P-9003", to_party=TOM, to_order="O-7002")
    assert gone.status is Status.REFUSED
    number = pay("10.00")
    done("billing.record_chargeback", rae, payment=number, amount="10.00", reference="DP-9",
         reason="not known")  # fmt: skip
    asked_back = do("billing.move_payment", rae, payment=number, to_party=TOM, to_order="O-7002")
    assert (asked_back.status, posted()) == (Status.REFUSED, before + 1)


def test_more_than_a_representative_may_adjust_waits_for_a_second_person(rae: Actor) -> None:
    number = pay("300.01")
    waits = do("billing.move_payment", rae, payment=number, to_party=PRIYA)
    assert waits.status is Status.PENDING_APPROVAL
    assert queries.payments_of(ORDER)[0].number == number


def test_nobody_s_account_and_no_payment(rae: Actor) -> None:
    number = pay("30.00")
    for ask in ({"payment": number, "to_party": "C-99"}, {"payment": "P-99", "to_party": PRIYA}):
        assert do("billing.move_payment", rae, **ask).code is Code.NOT_FOUND


def test_what_is_taken_off_an_order_is_not_put_to_that_order_again(rae: Actor) -> None:
    invoice("O-7001", "150.00", "2026-06-01")
    invoice("O-7002", "40.00", "2026-06-10")
    number = pay("150.00", order="O-7001")
    done("billing.move_payment", rae, payment=number, to_party=TOM)
    assert owing() == {"order:O-7001": "150.00"}
    assert waiting() == {number: "110.00"}
