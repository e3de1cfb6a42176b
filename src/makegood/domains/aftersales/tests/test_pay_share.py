"""A long warranty pays its share of the price, once the fault was found, out of the reserve."""

from __future__ import annotations

from datetime import date, timedelta

from makegood.core import clock, worker
from makegood.core.decision import Code
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.pieces import authorised
from makegood.domains.aftersales.tests.story import posted, told
from makegood.domains.billing import queries as billing
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering.queries import order_card
from makegood.domains.ordering.tests.cast import INES, TOM, do, done, nothing_changes, ordered, usd

MOTOR = "SN-M-60001"
FAILED = date(2029, 8, 1)


def motor():
    """Tom's motor: bought, paid by card, delivered on June 15, 2026."""
    order = ordered(TOM, ("PT-MOTOR", 1))
    total = order_card(order).total
    done("billing.take_payment", INES, order=order, party="C-6", amount=f"{total.amount:.2f}",
         tender="card", token="tok_gallagher_4242", last4="4242")  # fmt: skip
    done(
        "ordering.record_shipment", INES, order=order, number="SH-9", carrier="Meridian Freight",
        tracking="MF9", promised_on="2026-06-15",
        lines=[{"line": f"{order}/1", "quantity": 1, "serials": [MOTOR]}],
    )  # fmt: skip
    done("ordering.record_delivery", INES, shipment="SH-9", place="Harlow")
    worker.work_off()
    return order


def found(ended="failed"):
    number = authorised(MOTOR, "motor")
    day = FAILED.isoformat()
    done("aftersales.record_repair", INES, repair=number, ended=ended, came_in_on=day,
         went_out_on=day)  # fmt: skip
    return number


def pay(number):
    return do("aftersales.pay_share", INES, repair=number)


def test_the_share_is_paid_out_of_the_reserve_the_way_the_motor_was_paid():
    order = motor()
    price = order_card(order).lines[0].net
    with clock.standing_at(FAILED.isoformat()):
        number = found()
        credit = queries.repair_card(number).credit
        assert credit == price.share(22, 60)
        outcome = pay(number)
        assert outcome.is_done, outcome.explanation()
        amount = f"{credit.amount:.2f}"
        assert posted(f"repair:{number}") == [
            ("J20", "2500", amount), ("J20", "2310", f"-{amount}"),
        ]  # fmt: skip
        (refund,) = billing.refunds_from(f"repair:{number}")
        assert (refund.total, refund.legs[0].tender) == (credit, "card")
        worker.work_off()
    with clock.standing_at((FAILED + timedelta(days=4)).isoformat()):
        worker.work_off()
        assert ledger.balance_of("2310", about=f"order:{order}") == usd("0.00")


def test_it_is_paid_once():
    motor()
    with clock.standing_at(FAILED.isoformat()):
        number = found()
        assert pay(number).is_done
        with nothing_changes():
            again = pay(number)
    assert told(again)[0].startswith(f"The share of repair {number} was paid already.")


def test_nothing_is_paid_before_a_fault_was_found_nor_where_none_was():
    motor()
    with clock.standing_at(FAILED.isoformat()):
        number = authorised(MOTOR, "motor")
        with nothing_changes():
            assert pay(number).code is Code.POLICY_DENIED
        day = FAILED.isoformat()
        done("aftersales.record_repair", INES, repair=number, ended="nothing_found",
             came_in_on=day, went_out_on=day)  # fmt: skip
        with nothing_changes():
            assert "has found no fault yet" in told(pay(number))[0]


def test_a_repair_whose_part_is_paid_whole_pays_no_share():
    number = authorised("SN-77120")
    with nothing_changes():
        assert "is paid by share" in told(pay(number))[0]
