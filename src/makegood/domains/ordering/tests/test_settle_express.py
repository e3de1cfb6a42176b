"""Faster delivery that was not faster has its price given back, once and to the cent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pydantic import JsonValue

from makegood.core import clock, worker
from makegood.domains.billing.queries import open_chargebacks, payments_of
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering import queries
from makegood.domains.ordering.credited import out_of
from makegood.domains.ordering.models import LinePromise, OrderLine
from makegood.domains.ordering.tests.cast import (
    RAE,
    TOM,
    amount_of,
    do,
    done,
    nothing_changes,
    ordered,
    told,
    usd,
)
from makegood.domains.ordering.tests.missing import brought, gone, mailed, missed, owed, paid

pytestmark = pytest.mark.usefixtures("carriers")

THE_MORNING_AFTER = "2026-06-19T16:00:00"
"""Faster delivery was promised for June 18."""


def faster() -> str:
    """An order of belts that was to come faster."""
    order = ordered()
    done("ordering.expedite_order", TOM, order=order, consent=True)
    return order


def left(order: str) -> str:
    return gone(order, promised_on="2026-06-18")


def test_what_was_there_by_its_day_keeps_its_price():
    order = paid(left(faster()))
    brought("2026-06-18")
    with clock.standing_at(THE_MORNING_AFTER):
        worker.work_off()
        assert "express" not in [one.kind for one in queries.changes_of(order)]
        assert owed(order) == usd("0.00")


@pytest.mark.parametrize("came", [True, False])
def test_what_came_a_day_later_or_not_at_all_has_its_price_and_tax_given_back(came):
    order = paid(left(faster()))
    if came:
        brought("2026-06-19T09:00:00")
    with clock.standing_at(THE_MORNING_AFTER):
        worker.work_off()
        change = queries.changes_of(order)[-1]
        # 19.00 and 1.47 of tax were for faster delivery.
        assert (change.kind, change.refunded) == ("express", usd("20.47"))
        assert owed(order) == usd("0.00")
        assert (
            f"Order {order} was to be there by June 18, 2026 with faster delivery, and was not. We "
            "are sorry.\n" in mailed()
        )
        assert "You get back the $19.00 for faster delivery and the tax on it, $20.47" in mailed()
    with clock.standing_at("2026-06-24T16:00:00"):
        again = done("ordering.settle_express", order=order)
        assert amount_of(again, "credited") == "0.00"


def test_what_is_not_paid_yet_is_less_to_pay():
    order = left(faster())
    assert owed(order) == usd("74.24")
    with clock.standing_at(THE_MORNING_AFTER):
        outcome = done("ordering.settle_express", order=order)
        assert told(outcome)[-1] == "It comes off what is still to be paid for the order."
        assert owed(order) == usd("53.77")
        assert queries.changes_of(order)[-1].refunded == usd("0.00")


def test_what_has_not_left_by_then_is_charged_without_it():
    order = faster()
    with clock.standing_at(THE_MORNING_AFTER):
        done("ordering.settle_express", order=order)
        card = queries.order_card(order)
        assert [one.sku for one in card.lines] == ["PT-BELT-24"]
        assert card.total == usd("53.77")
        assert queries.changes_of(order)[-1].cause == "company"


def test_what_was_held_until_the_customer_did_their_part_keeps_its_price():
    order = faster()
    done("ordering.hold_order", RAE, order=order, kind="address", reason="No such street.")
    with clock.standing_at(THE_MORNING_AFTER):
        done("ordering.settle_express", order=order)
        assert [one.sku for one in queries.order_card(order).lines] == ["PT-BELT-24", "EXPRESS"]


def test_what_was_given_back_is_not_paid_back_again_when_the_parcel_is_lost():
    order = paid(left(faster()))
    with clock.standing_at(THE_MORNING_AFTER):
        done("ordering.settle_express", order=order)
    with clock.standing_at("2026-06-24"):
        missed(order, "money")
        outcome = done("ordering.end_search", RAE, search="PS-1001", outcome="lost")
        assert told(outcome)[-1] == (
            "You had $20.47 of that back already, so the rest goes back now."
        )
        assert queries.changes_of(order)[-1].refunded == usd("53.77")
        assert owed(order) == usd("0.00")
        assert ledger.sold_in(ledger.entries_about(f"order:{order}")) == (usd("0.00"), usd("0.00"))


def test_a_customer_settles_nothing_so():
    order = left(faster())
    with clock.standing_at(THE_MORNING_AFTER), nothing_changes():
        assert not do("ordering.settle_express", TOM, order=order).is_done


def test_the_day_it_was_promised_for_still_counts():
    order = left(faster())
    with clock.standing_at("2026-06-19T08:00:00"):
        worker.work_off()
        assert "express" not in [one.kind for one in queries.changes_of(order)]


def refused(order: str) -> None:
    """The parcel SH-9 came a day late, was credited for that, was refused, and is here again."""
    with clock.standing_at(THE_MORNING_AFTER):
        done("ordering.settle_express", order=order)
        done("ordering.record_turned_back", RAE, shipment="SH-9", why="unwanted")
    with clock.standing_at("2026-06-22"):
        done("ordering.take_in_parcel", RAE, shipment="SH-9", intact=True)


def given_back(order: str) -> list[str]:
    return [str(one.refunded.amount) for one in queries.changes_of(order) if one.refunded]


def test_what_was_late_credited_and_refused_gives_back_only_the_rest():
    order = paid(left(faster()))
    refused(order)
    assert given_back(order) == ["20.47", "53.77"]
    assert queries.order_card(order).state == "cancelled"
    assert owed(order) == usd("0.00")
    assert ledger.sold_in(ledger.entries_about(f"order:{order}")) == (usd("0.00"), usd("0.00"))


def test_of_two_parcels_the_late_one_that_was_refused_takes_its_credited_fee_along():
    order = paid_ahead(faster())
    one: JsonValue = [{"line": f"{order}/1", "quantity": 1}]
    for number, day in (("SH-8", "2026-06-17"), ("SH-9", "2026-06-18")):
        done("ordering.record_shipment", RAE, order=order, number=number, carrier="Hand Post",
             tracking=number, promised_on="2026-06-18", lines=one)  # fmt: skip
        if number == "SH-8":
            with clock.standing_at(day):
                done("ordering.record_delivery", RAE, shipment=number, place="Harlow")
    refused(order)
    # 74.24 was paid: the belt that came costs 26.89, and 26.88 were for the one that did not.
    assert given_back(order) == ["20.47", "26.88"]
    assert [one.sku for one in queries.order_card(order).lines] == ["PT-BELT-24"]
    assert owed(order) == usd("0.00")
    assert ledger.balance_of("2100", about=f"order:{order}") == usd("0.00")
    with nothing_changes():
        again = do("ordering.cancel_order", TOM, order=order, line=f"{order}/2")
        assert not again.is_done


def test_what_is_sent_again_and_cancelled_before_it_leaves_gives_nothing_back_twice():
    order = paid(left(faster()))
    with clock.standing_at(THE_MORNING_AFTER):
        done("ordering.settle_express", order=order)
    with clock.standing_at("2026-06-24"):
        missed(order, "again")
        done("ordering.end_search", RAE, search="PS-1001", outcome="lost")
        done("ordering.cancel_order", TOM, order=order, accepts=True)
        assert given_back(order) == ["20.47", "53.77"]
        assert owed(order) == usd("0.00")


def paid_ahead(order: str) -> str:
    """The same, all of it paid before anything left."""
    total = str(queries.order_card(order).total.amount)
    done("billing.take_payment", order=order, party="C-6", amount=total, tender="card",
         token="tok_gallagher_4242", last4="4242", captured_reference="ch_9")  # fmt: skip
    return order


def test_a_day_chosen_after_we_put_it_off_gives_nothing_up():
    order = faster()
    line = OrderLine.objects.get(number=f"{order}/1")
    later = LinePromise.objects.filter(line=line).latest("pk")
    later.pk, later.promised_on, later.why = None, date(2026, 6, 24), "delayed"
    later.save()
    done("ordering.change_day", TOM, order=order, day="2026-06-25")
    with clock.standing_at("2026-06-26T16:00:00"):
        outcome = done("ordering.settle_express", order=order)
        assert amount_of(outcome, "credited") == "20.47"
        assert "was to be there by June 18, 2026" in told(outcome)[0]


def test_a_later_day_that_was_chosen_before_any_delay_counts():
    order = faster()
    done("ordering.change_day", TOM, order=order, day="2026-06-25")
    paid(left(order))
    brought("2026-06-25")
    with clock.standing_at("2026-06-26T16:00:00"):
        assert amount_of(done("ordering.settle_express", order=order), "credited") == "0.00"


@pytest.mark.parametrize(
    ("why", "on", "credited"),
    [("unwanted", "2026-06-18", "0.00"), ("undeliverable", "2026-06-18", "0.00"),
     ("damaged", "2026-06-18", "20.47"), ("unwanted", "2026-06-19T09:00:00", "20.47")],
)  # fmt: skip
def test_what_was_at_the_door_in_time_and_was_not_taken_keeps_its_price(why, on, credited):
    order = paid(left(faster()))
    with clock.standing_at(on):
        done("ordering.record_turned_back", RAE, shipment="SH-9", why=why)
    with clock.standing_at(THE_MORNING_AFTER):
        outcome = done("ordering.settle_express", order=order)
        assert amount_of(outcome, "credited") == credited


def test_what_a_bank_takes_back_waits_for_its_word_and_is_given_back_then():
    order = paid(left(faster()))
    done("billing.record_chargeback", payment=payments_of(order)[-1].number, amount="10.00",
         reference="cb_1", reason="Not received.")  # fmt: skip
    with clock.standing_at(THE_MORNING_AFTER):
        worker.work_off()
        assert given_back(order) == []
        number = open_chargebacks(order)[0].number
        done("billing.close_chargeback", chargeback=number, won=True)
    with clock.standing_at("2026-06-20T16:00:00"):
        worker.work_off()
        assert given_back(order) == ["20.47"]


def test_a_late_parcel_of_two_that_is_lost_then_takes_its_credited_fee_along():
    order = paid_ahead(faster())
    one: JsonValue = [{"line": f"{order}/1", "quantity": 1}]
    for number in ("SH-8", "SH-9"):
        done("ordering.record_shipment", RAE, order=order, number=number, carrier="Hand Post",
             tracking=number, promised_on="2026-06-18", lines=one)  # fmt: skip
    with clock.standing_at("2026-06-18"):
        done("ordering.record_delivery", RAE, shipment="SH-8", place="Harlow")
    with clock.standing_at(THE_MORNING_AFTER):
        done("ordering.settle_express", order=order)
    with clock.standing_at("2026-06-24"):
        missed(order, "money", shipment="SH-9")
        done("ordering.end_search", RAE, search="PS-1001", outcome="lost")
        assert sum(Decimal(one) for one in given_back(order)) == Decimal("47.35")
        assert [one.sku for one in queries.order_card(order).lines] == ["PT-BELT-24"]
        assert owed(order) == usd("0.00")


def test_a_credit_that_falls_comes_out_of_what_was_paid_too_much_and_then_of_what_was_paid_ahead():
    assert out_of(usd("5.00"), usd("50.00"), usd("20.47")) == (usd("5.00"), usd("15.47"))
    assert out_of(usd("0.00"), usd("10.00"), usd("20.47")) == (usd("0.00"), usd("10.00"))
    assert out_of(usd("30.00"), usd("10.00"), usd("20.47")) == (usd("20.47"), usd("0.00"))
