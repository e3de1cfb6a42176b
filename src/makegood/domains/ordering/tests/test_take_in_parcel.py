"""A parcel that came back is cancelled and paid to the cent, or waits for the right address."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import JsonValue

from makegood.core import clock
from makegood.core.decision import Code
from makegood.core.outcome import InvalidAsk
from makegood.core.promises import open_promises
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import FreightClaim, ParcelSearch, Shipment, StockLevel
from makegood.domains.ordering.operations.make_quote import PLACE
from makegood.domains.ordering.tests.cast import RAE, TOM, do, done, nothing_changes, told, usd
from makegood.domains.ordering.tests.missing import BELTS, WASHER, left, owed, paid

pytestmark = pytest.mark.usefixtures("carriers")


def turned_back(order, why="unwanted", on="2026-06-18"):
    with clock.standing_at(on):
        done("ordering.record_turned_back", RAE, shipment="SH-9", why=why)
    return order


def taken_in(*, intact=True, **other):
    return do("ordering.take_in_parcel", RAE, shipment="SH-9", intact=intact, **other)


def here(sku):
    return StockLevel.objects.get(sku=sku).on_hand


def test_what_was_refused_costs_what_a_packed_order_costs_and_the_rest_goes_back():
    order = turned_back(paid(left(BELTS)))
    before = here("PT-BELT-24")
    with clock.standing_at("2026-06-22"):
        assert told(taken_in()) == [
            f"Your parcel of order {order} is here again.",
            "We cancel what was in it, and tell you now what goes back to you.",
        ]
        change = queries.changes_of(order)[-1]
        # 53.77 was paid; 25.00 of it stays, as for an order that is packed (ORD-4).
        assert (change.fee, change.refunded) == (usd("25.00"), usd("28.77"))
        assert queries.order_card(order).state == "cancelled"
        assert owed(order) == usd("0.00")
        assert here("PT-BELT-24") == before + 2


@pytest.mark.parametrize(("why", "on"), [("damaged", "2026-06-18"), ("unwanted", "2026-06-20")])
def test_what_was_damaged_or_late_costs_nothing(why, on):
    order = turned_back(paid(left(BELTS)), why, on)
    with clock.standing_at("2026-06-22"):
        taken_in()
        assert queries.changes_of(order)[-1].fee == usd("0.00")
        assert queries.changes_of(order)[-1].refunded == usd("53.77")


def test_what_is_no_longer_as_new_is_claimed_and_goes_on_no_shelf():
    turned_back(paid(left(BELTS)), "damaged")
    before = here("PT-BELT-24")
    with clock.standing_at("2026-06-22"):
        taken_in(intact=False)
        assert here("PT-BELT-24") == before
        claim = FreightClaim.objects.get()
        assert (claim.kind, claim.amount_cents) == ("damaged", 4990)


def test_what_never_came_back_is_claimed_and_settled_from_its_day_on():
    order = turned_back(paid(left(BELTS)), "damaged")
    before = here("PT-BELT-24")
    with clock.standing_at("2026-07-05"), nothing_changes():
        assert told(taken_in(intact=False, is_here=False)) == [
            "It may come back until July 6, 2026. Nothing was changed."
        ]
    with clock.standing_at("2026-07-06"):
        assert told(taken_in(intact=False, is_here=False)) == [
            f"Your parcel of order {order} was lost on its way back to us. We do not let you wait "
            "for it.",
            "We cancel what was in it, and tell you now what goes back to you.",
        ]
        assert here("PT-BELT-24") == before
        claim = FreightClaim.objects.get()
        assert (claim.kind, claim.amount_cents) == ("lost", 4990)
        assert queries.changes_of(order)[-1].refunded == usd("53.77")
        assert not [one for one in open_promises() if one.kind == "turned_back"]


def test_what_is_not_here_is_not_intact():
    turned_back(left(BELTS))
    with clock.standing_at("2026-07-06"), nothing_changes(), pytest.raises(InvalidAsk):
        taken_in(is_here=False)


def test_the_books_of_a_washer_that_came_back_are_as_before_it_left():
    order = turned_back(left(WASHER), "undeliverable")
    assert ledger.balance_of("5000", about=f"order:{order}") > usd("0.00")
    with clock.standing_at("2026-06-22"):
        taken_in()
        assert owed(order) == usd("0.00")
        assert ledger.balance_of("5000", about=f"order:{order}") == usd("0.00")


def test_what_could_not_be_brought_waits_for_the_address_and_leaves_again_for_nothing():
    order = turned_back(paid(left(BELTS)), "undeliverable")
    with clock.standing_at("2026-06-22"):
        outcome = taken_in()
        assert told(outcome)[1].startswith("It waits until you tell us where it shall go, or that")
        assert outcome.answer("state") == "on_hold"
        there: JsonValue = {**PLACE, "line1": "16 Mill Road"}
        done("ordering.amend_order", TOM, order=order, ship_to=there)
        done("ordering.release_hold", RAE, order=order, kind="address", note="They told it.")
        done("ordering.record_shipment", RAE, order=order, number="SH-10", carrier="Hand Post",
             tracking="HP2", promised_on="2026-06-26",
             lines=[{"line": f"{order}/1", "quantity": 2}])  # fmt: skip
        assert owed(order) == usd("0.00")


def test_what_is_here_again_is_looked_for_no_more():
    order = turned_back(left(BELTS))
    # A search that was left open when parcels that turned back were still looked for.
    ParcelSearch.objects.create(
        number="PS-7", shipment=Shipment.objects.get(number="SH-9"), wish="again",
        opened_at=clock.now(), opened_by="rae", look_until="2026-06-29",
    )  # fmt: skip
    with clock.standing_at("2026-06-22"):
        assert taken_in().is_done
        assert queries.search_card("PS-7").outcome == "came_back"
        assert [one.ended_on for one in queries.searches_of(order)] == [date(2026, 6, 22)]


def test_a_parcel_is_taken_in_once_and_only_one_that_comes_back():
    left(BELTS)
    with nothing_changes():
        assert told(taken_in()) == [
            "It is not on record that shipment SH-9 comes back. Please say first why it does."
        ]
    done("ordering.record_turned_back", RAE, shipment="SH-9", why="unwanted")
    taken_in()
    with nothing_changes():
        assert told(taken_in()) == ["Shipment SH-9 was taken in already. Nothing was changed."]


def test_no_customer_takes_in_a_parcel():
    turned_back(left(BELTS))
    with nothing_changes():
        outcome = do("ordering.take_in_parcel", TOM, shipment="SH-9", intact=True)
        assert outcome.code is Code.NOT_AUTHORISED


def test_two_articles_in_one_refused_parcel_cost_that_once():
    order = turned_back(paid(left(BELTS, ("PT-CTRL", 1))))
    paid_in_all = queries.order_card(order).total
    with clock.standing_at("2026-06-22"):
        taken_in()
        back = [one.refunded for one in queries.changes_of(order)]
        assert [one.fee for one in queries.changes_of(order)] == [usd("25.00"), usd("0.00")]
        assert back[0] + back[1] + usd("25.00") == paid_in_all
        assert queries.order_card(order).state == "cancelled"
