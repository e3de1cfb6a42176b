"""An order comes on the day that suits its customer, where calendar and stock permit it."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import JsonValue

from makegood.core import clock, worker
from makegood.core.decision import Code
from makegood.core.models import Effect
from makegood.core.promises import open_promises
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import DelayNotice
from makegood.domains.ordering.tests.cast import (
    ABDUL_IN_STORE,
    RAE,
    TOM,
    do,
    done,
    nothing_changes,
    ordered,
    told,
)
from makegood.domains.ordering.tests.missing import WASHER
from makegood.domains.ordering.tests.parcels import labelled

pytestmark = pytest.mark.usefixtures("carriers")


def change(order, by=TOM, **ask):
    return do("ordering.change_day", by, order=order, **ask)


def test_belts_promised_for_june_23_come_on_july_2_and_all_is_promised_anew():
    order = ordered()
    outcome = change(order, day="2026-07-02")
    assert told(outcome) == [
        f"Order {order} comes on July 2, 2026 instead of June 23, 2026.",
        "That costs you nothing.",
    ]
    assert outcome.answer("promised_on") == "2026-07-02"
    (supply,) = queries.supply_of(order)
    # Three business days on its way and one more for being late: it leaves on June 26.
    assert (supply.promised_on, supply.promises[0].ship_by) == (date(2026, 7, 2), date(2026, 6, 26))
    assert supply.promises[0].why == "chosen"
    (promise,) = [one for one in open_promises() if one.kind == "delivery"]
    assert promise.text == "It is promised for July 2, 2026."
    mail = Effect.objects.filter(kind="mail").latest("pk").payload
    assert "comes on July 2, 2026 instead of June 23, 2026" in str(mail["body"])


def test_the_first_possible_day_is_possible_and_the_day_before_is_not():
    order = ordered()
    change(order, day="2026-07-02")
    with nothing_changes():
        outcome = change(order, day="2026-06-22")
        assert (outcome.code, outcome.needs) == (Code.NEEDS_INFO, "day")
        assert told(outcome) == [
            "It cannot be there by June 22, 2026.",
            "The first day that is possible is June 23, 2026.",
            "Ask for faster delivery if you need it sooner.",
        ]
    assert change(order, day="2026-06-23").answer("promised_on") == "2026-06-23"


def test_sixty_days_ahead_is_possible_and_sixty_one_are_not():
    order = ordered()
    with nothing_changes():
        assert told(change(order, day="2026-08-15")) == [
            "We can keep it for you until August 14, 2026. Which day suits you?"
        ]
    assert change(order, day="2026-08-14").is_done


def test_on_a_day_without_deliveries_the_days_around_it_are_offered():
    order = ordered()
    with nothing_changes():
        outcome = change(order, day="2026-07-04")
        assert told(outcome) == [
            "Nothing is delivered on July 4, 2026.", "July 2, 2026 is possible.",
            "July 6, 2026 is possible.",
        ]  # fmt: skip
        assert outcome.options == ("2026-07-02", "2026-07-06")


def test_a_day_that_is_past_or_not_named_is_asked_for():
    order = ordered()
    with nothing_changes():
        assert told(change(order, day="2026-06-12")) == [
            "June 12, 2026 is past. Please give a day from today on."
        ]
    with nothing_changes():
        assert told(change(order)) == [
            "On which day shall it come? The first that is possible is June 23, 2026."
        ]


def test_a_washer_comes_in_the_morning_and_the_crew_rings_before():
    order = ordered(ABDUL_IN_STORE, WASHER)
    outcome = change(order, ABDUL_IN_STORE, window="morning")
    assert told(outcome)[1:] == [
        "Two people bring it between 8:00 and 12:00.",
        "They ring 30 minutes before they are there.", "That costs you nothing.",
    ]  # fmt: skip
    assert outcome.answer("window") == "morning"
    with nothing_changes():
        assert told(change(order, ABDUL_IN_STORE, window="morning"))[0].endswith(
            "already. Nothing was changed."
        )
    status = told(done("ordering.tell_order_status", ABDUL_IN_STORE, order=order))
    assert status[-2:] == [
        "Two people bring it between 8:00 and 12:00.",
        "They ring 30 minutes before they are there.",
    ]
    later = change(order, ABDUL_IN_STORE, day="2026-07-02", window="afternoon")
    assert "Two people bring it between 12:00 and 17:00." in told(later)
    kept = change(order, ABDUL_IN_STORE, day="2026-07-06")
    assert "Two people bring it between 12:00 and 17:00." in told(kept)


def test_the_time_that_was_chosen_goes_with_what_leaves():
    order = ordered(ABDUL_IN_STORE, WASHER)
    change(order, ABDUL_IN_STORE, day="2026-07-02", window="morning")
    lines: JsonValue = [{"line": f"{order}/1", "quantity": 1}]
    done("ordering.record_shipment", RAE, order=order, number="SH-9", carrier="Meridian Freight",
         tracking="MF1", promised_on="2026-07-02", lines=lines)  # fmt: skip
    assert queries.shipment_card("SH-9").window == "morning"
    status = told(done("ordering.tell_order_status", ABDUL_IN_STORE, order=order))
    assert "Two people bring it between 8:00 and 12:00." in status
    with nothing_changes():
        assert told(change(order, ABDUL_IN_STORE, day="2026-07-06"))[0].startswith(
            f"All of order {order} has left"
        )


def test_a_parcel_has_no_time_of_day():
    order = ordered()
    with nothing_changes():
        assert told(change(order, window="morning")) == [
            "A parcel comes in the course of its day; for a time of that day we can promise "
            "nothing."
        ]
    assert (
        "A parcel comes in the course" in told(change(order, day="2026-07-02", window="morning"))[1]
    )
    assert queries.window_of(order) == ""


def test_what_was_booked_for_the_old_day_is_given_up():
    order, carriage = labelled()
    change(order, day="2026-07-02")
    assert queries.carriage_card(carriage).state == "voided"
    again = done("ordering.compare_carriers", RAE, order=order)
    assert queries.carriage_card(str(again.answer("carriage"))).promised_on == date(2026, 7, 2)


def test_what_goes_faster_is_due_on_the_day_that_was_chosen():
    order = ordered()
    done("ordering.expedite_order", TOM, order=order, consent=True)
    change(order, day="2026-06-24")
    with clock.standing_at("2026-06-24T16:00:00"):
        worker.work_off()
        assert [one.sku for one in queries.order_card(order).lines] == ["PT-BELT-24", "EXPRESS"]
    with clock.standing_at("2026-06-25T16:00:00"):
        worker.work_off()
        assert [one.sku for one in queries.order_card(order).lines] == ["PT-BELT-24"]


def test_whoever_chooses_a_day_agrees_to_the_delay():
    order = ordered()
    done("ordering.send_delay_notice", RAE, order=order, revised_on="2026-07-10")
    with nothing_changes():
        assert told(change(order, day="2026-07-02"))[1] == (
            "The first day that is possible is July 16, 2026."
        )
    change(order, day="2026-07-20")
    assert DelayNotice.objects.get().choice == "consent"


def test_what_is_cancelled_has_no_day():
    order = ordered()
    done("ordering.cancel_order", TOM, order=order)
    with nothing_changes():
        assert change(order, day="2026-07-02").code is Code.POLICY_DENIED


def test_nobody_else_moves_a_delivery_of_tom_s():
    order = ordered()
    with nothing_changes():
        assert change(order, ABDUL_IN_STORE, day="2026-07-02").code is Code.NOT_FOUND


def test_words_are_there_in_three_languages():
    outcome = change(ordered(), day="2026-07-02")
    assert told(outcome, "es")[0].endswith("llega el 2 de julio de 2026 en lugar del 23 de junio "
                                           "de 2026.")  # fmt: skip
    assert told(outcome, "fr")[0].endswith("arrive le 2 juillet 2026 au lieu du 23 juin 2026.")
