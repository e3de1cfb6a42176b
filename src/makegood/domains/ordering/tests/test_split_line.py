"""Some pieces of a line go now and the rest later, for the same price to the cent."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import JsonValue

from makegood.core import clock
from makegood.core.clock import local
from makegood.core.decision import Code
from makegood.core.models import Effect
from makegood.core.outcome import Status
from makegood.core.promises import open_promises
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import LinePromise
from makegood.domains.ordering.tests.cast import (
    RAE,
    TOM,
    amount_of,
    chat,
    do,
    done,
    nothing_changes,
    ordered,
    told,
    usd,
)
from makegood.domains.ordering.tests.parcels import compared, connect_carriers, labelled

PARCEL = {"carrier": "Hand Post", "tracking": "HP1", "promised_on": "2026-06-20"}


def split(line, actor=TOM, **other):
    return do("ordering.split_line", actor, line=line, **other)


def lines_of(order):
    return [(one.number, one.net + one.tax) for one in queries.order_card(order).lines]


def days_of(order):
    return [
        (one.line, one.to_send, one.pieces, one.promised_on) for one in queries.supply_of(order)
    ]


def backordered():
    """An order for five boards of which two are here, and the rest comes on July 1."""
    done("ordering.record_stock", RAE, sku="PT-CTRL", on_hand=2)
    done("ordering.expect_supply", RAE, number="IN-9", sku="PT-CTRL", quantity=20,
         due_on="2026-07-01")  # fmt: skip
    return ordered(TOM, ("PT-CTRL", 5))


def test_what_is_here_goes_first_and_each_part_has_its_day():
    order = backordered()
    total = queries.order_card(order).total
    assert days_of(order) == [(f"{order}/1", 5, 5, date(2026, 7, 9))]
    outcome = split(f"{order}/1")
    assert outcome.is_done
    assert told(outcome) == [
        "2 × Control board PT-CTRL goes first, promised for June 23, 2026.",
        "3 × Control board PT-CTRL follows, promised for July 9, 2026.",
        "The order still comes to $1,018.24.",
    ]
    assert days_of(order) == [
        (f"{order}/1", 2, 2, date(2026, 6, 23)), (f"{order}/2", 3, 3, date(2026, 7, 9)),
    ]  # fmt: skip
    assert sum((money for _, money in lines_of(order)), usd("0.00")) == total
    kept = [[part.way for part in one.kept] for one in queries.supply_of(order)]
    assert kept == [["stock"], ["inbound"]]
    change = queries.changes_of(order)[-1]
    assert (change.kind, change.before, change.after) == ("split", total, total)
    mail = Effect.objects.filter(kind="mail").latest("pk").payload
    assert "follows, promised for July 9, 2026" in str(mail["body"])


def test_no_day_that_is_past_is_promised_again_and_what_was_late_still_is():
    order = backordered()
    with clock.standing_at("2026-07-13"):
        outcome = split(f"{order}/1")
        days = [day for *_, day in days_of(order)]
        assert days == [date(2026, 7, 20), date(2026, 7, 20)]
        assert outcome.answer("later_promised_on") == "2026-07-20"
        assert [LinePromise.objects.filter(line__number=f"{order}/{place}").latest("pk").why
                for place in (1, 2)] == ["delayed", "delayed"]  # fmt: skip


def test_the_rest_of_what_was_put_off_counts_as_put_off():
    order = backordered()
    done("ordering.send_delay_notice", RAE, order=order, revised_on="2026-07-17", reason="Supply.")
    split(f"{order}/1")
    assert LinePromise.objects.filter(line__number=f"{order}/2").latest("pk").why == "delayed"


def test_each_part_is_a_promise_of_its_own():
    order = backordered()
    split(f"{order}/1")
    due = {one.subject: local(one.due_at).date() for one in open_promises() if order in one.subject}
    assert due == {
        f"order_line:{order}/1": date(2026, 6, 23), f"order_line:{order}/2": date(2026, 7, 9),
    }  # fmt: skip


def test_the_first_part_leaves_by_itself_though_all_were_to_leave_together():
    order = ordered(TOM, ("PT-BELT-24", 4), together=True)
    outcome = split(f"{order}/1", first=1, later_on="2026-07-06")
    assert told(outcome)[2] == (
        f"What is here of order {order} leaves first, and the rest follows."
    )
    assert [one.promised_on for one in queries.supply_of(order)] == [
        date(2026, 6, 23), date(2026, 7, 6),
    ]  # fmt: skip
    sent = done("ordering.record_shipment", RAE, order=order, number="SH-9",
                lines=[{"line": f"{order}/1", "quantity": 1}], **PARCEL)  # fmt: skip
    # A quarter of 99.80 and of its tax of 7.73, the odd cents with the first pieces.
    assert amount_of(sent, "invoiced") == "26.89"
    assert queries.order_card(order).state == "part_shipped"


def test_both_lines_are_changed_each_by_itself_and_the_price_stays_that_of_all():
    order = ordered(TOM, ("PT-CTRL", 12))
    before = queries.order_card(order).total
    split(f"{order}/1", first=5)
    done("ordering.cancel_order", TOM, order=order, line=f"{order}/2", quantity=1, accepts=True)
    card = queries.order_card(order)
    assert [(one.number, one.quantity, one.cancelled) for one in card.lines] == [
        (f"{order}/1", 5, 0), (f"{order}/2", 6, 1),
    ]  # fmt: skip
    assert not any(one.discount for one in card.lines)
    done("ordering.amend_order", TOM, order=order, line=f"{order}/1", quantity=6)
    card = queries.order_card(order)
    assert [(one.number, one.quantity) for one in card.lines] == [
        (f"{order}/1", 6), (f"{order}/2", 6),
    ]  # fmt: skip
    assert card.total == before


def test_a_part_is_parted_again():
    order = ordered(TOM, ("PT-BELT-24", 5))
    total = queries.order_card(order).total
    split(f"{order}/1", first=2)
    split(f"{order}/2", first=1)
    card = queries.order_card(order)
    assert [(one.number, one.quantity) for one in card.lines] == [
        (f"{order}/1", 2), (f"{order}/2", 1), (f"{order}/3", 2),
    ]  # fmt: skip
    assert (card.total, sum(one.pieces for one in queries.supply_of(order))) == (total, 5)


def test_what_has_left_of_a_line_stays_on_it_and_was_billed_what_it_was():
    order = ordered(TOM, ("PT-BELT-24", 4))
    total = queries.order_card(order).total
    first = done("ordering.record_shipment", RAE, order=order, number="SH-9",
                 lines=[{"line": f"{order}/1", "quantity": 1}], **PARCEL)  # fmt: skip
    outcome = split(f"{order}/1", first=1)
    assert (outcome.answer("first"), outcome.answer("later")) == (1, 2)
    card = queries.order_card(order)
    assert [(one.quantity, one.shipped) for one in card.lines] == [(2, 1), (2, 0)]
    second = done("ordering.record_shipment", RAE, order=order, number="SH-10",
                  lines=[{"line": f"{order}/1", "quantity": 1}], **PARCEL)  # fmt: skip
    last = done("ordering.record_shipment", RAE, order=order, number="SH-11",
                lines=[{"line": f"{order}/2", "quantity": 2}], **PARCEL)  # fmt: skip
    billed = [usd(amount_of(one, "invoiced")) for one in (first, second, last)]
    assert sum(billed, usd("0.00")) == total


@pytest.mark.parametrize(
    ("first", "sentence"),
    [
        (4, "4 were to go first, and 4 have not left: then nothing is left for later. "
            "Nothing was changed."),
        (9, "9 were to go first, and 4 have not left: then nothing is left for later. "
            "Nothing was changed."),
    ],
)  # fmt: skip
def test_something_has_to_be_left_for_later(first, sentence):
    order = ordered(TOM, ("PT-BELT-24", 4))
    with nothing_changes():
        outcome = split(f"{order}/1", first=first)
    assert told(outcome) == [sentence]


def test_how_many_go_first_is_asked_where_all_or_none_are_here():
    order = ordered(TOM, ("PT-BELT-24", 4))
    with nothing_changes():
        outcome = split(f"{order}/1")
    assert outcome.status is Status.NEEDS_INFO
    assert told(outcome) == ["4 have not left, and 4 of them are here. How many shall go first?"]


def test_what_cannot_be_parted_stays_as_it_is():
    single, packed = ordered(TOM, ("PT-CTRL", 1)), ordered(TOM, ("PT-BELT-24", 3))
    gone, served = ordered(TOM, ("PT-BELT-20", 2)), ordered(TOM, ("WM900", 1), ("SV-INST", 1))
    done("ordering.pick_order", RAE, order=packed)
    done("ordering.cancel_order", TOM, order=gone)
    for line in (f"{single}/1", f"{packed}/1", f"{gone}/1", f"{served}/2", "O-1041/1"):
        with nothing_changes():
            assert split(line, first=1).code is Code.POLICY_DENIED, line
    with nothing_changes():
        assert split(f"{single}/1", chat("C-9"), first=1).code is Code.NOT_FOUND
    with nothing_changes():
        past = split(f"{gone}/1", first=1, later_on="2026-06-01")
    assert past.code is Code.POLICY_DENIED


def test_a_day_that_is_past_is_asked_about_and_one_too_soon_is_told():
    order = backordered()
    with nothing_changes():
        past = split(f"{order}/1", later_on="2026-06-01")
    assert (past.status, told(past)[0][:17]) == (Status.NEEDS_INFO, "June 1, 2026 is p")
    soon = split(f"{order}/1", later_on="2026-06-30")
    assert told(soon)[1:3] == [
        "It cannot be there by June 30, 2026.",
        "3 × Control board PT-CTRL follows, promised for July 9, 2026.",
    ]


def test_a_carriage_of_all_is_given_up_and_one_of_what_goes_first_stays():
    connect_carriers()
    order, carriage = labelled(("PT-BELT-24", 4))
    split(f"{order}/1", first=3)
    assert queries.carriage_card(carriage).state == "voided"
    order, _ = compared(("PT-BELT-20", 4))
    lines: JsonValue = [{"line": f"{order}/1", "quantity": 3}]
    fitting = str(done("ordering.compare_carriers", RAE, order=order, lines=lines)
                  .answer("carriage"))  # fmt: skip
    done("ordering.book_carriage", RAE, carriage=fitting)
    split(f"{order}/1", first=3)
    assert queries.carriage_card(fitting).state == "booked"
