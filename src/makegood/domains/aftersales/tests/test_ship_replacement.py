"""The new piece leaves: it is booked, registered with the old one's warranty, and followed."""

from __future__ import annotations

from datetime import date

from makegood.core import clock
from makegood.core.decision import Code
from makegood.core.models import Job
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.story import mails, posted, told
from makegood.domains.aftersales.tests.swaps import (
    BOARD,
    NEW_BOARD,
    agreed_ahead,
    replace,
    shipped_ahead,
)
from makegood.domains.ordering.queries import stock_of
from makegood.domains.ordering.tests.cast import (
    COMPANY,
    RAE,
    TOM,
    do,
    done,
    nothing_changes,
    ordered,
)


def test_AC21_5_ahead_it_stays_ours_and_the_core_is_due_in_21_days():
    number = shipped_ahead()
    assert posted(f"exchange:{number}") == [("J21", "1220", "96.00"), ("J21", "1200", "-96.00")]
    card = queries.exchange_card(number)
    assert (card.state, card.core_due_on) == ("shipped", date(2026, 7, 6))
    due = {
        job.operation: clock.local(job.run_at).date().isoformat()
        for job in Job.objects.filter(ask={"exchange": number})
    }
    assert due == {
        "aftersales.remind_core": "2026-06-29", "aftersales.charge_core": "2026-07-07",
    }  # fmt: skip
    assert "reaches us by July 6, 2026" in mails("replacement_shipped")[0]


def test_the_new_piece_goes_on_with_what_was_left_of_the_warranty():
    shipped_ahead()
    card = queries.unit_card(NEW_BOARD)
    assert (card.party, card.replaces) == ("C-8", BOARD)
    assert card.covers[0].parts_until == date(2027, 5, 20)
    assert queries.unit_card(BOARD).replaced_by == NEW_BOARD
    assert queries.serials_of("C-8") == ((NEW_BOARD, "PT-CTRL"),)


def test_near_its_end_the_warranty_gets_ninety_days():
    with clock.standing_at("2027-05-20"):
        shipped_ahead()
        assert queries.unit_card(NEW_BOARD).covers[0].parts_until == date(2027, 8, 18)


def test_without_a_hold_it_waits_for_the_faulty_one_and_the_reserve_pays():
    number = str(replace(ahead=False).answer("exchange"))
    with nothing_changes():
        waits = do("aftersales.ship_replacement", RAE, exchange=number, serial=NEW_BOARD)
    assert told(waits) == [f"Exchange {number} waits for the faulty piece."]
    done("aftersales.receive_core", RAE, exchange=number, serial=BOARD)
    done("aftersales.ship_replacement", RAE, exchange=number, serial=NEW_BOARD)
    assert posted(f"exchange:{number}") == [
        ("J20", "1210", "10.00"), ("J20", "2500", "-10.00"),
        ("J20", "2500", "96.00"), ("J20", "1200", "-96.00"),
    ]  # fmt: skip


def test_it_leaves_once():
    number = shipped_ahead()
    with nothing_changes():
        again = do("aftersales.ship_replacement", RAE, exchange=number, serial="SN-C-40912")
    assert "left on June 15, 2026 already" in told(again)[0]


def test_the_new_piece_is_kept_from_the_agreement_on_and_taken_out_of_the_stock_when_it_leaves():
    before = stock_of("PT-CTRL")
    number = agreed_ahead()
    assert stock_of("PT-CTRL").free == before.free - 1
    done("aftersales.ship_replacement", RAE, exchange=number, serial=NEW_BOARD)
    after = stock_of("PT-CTRL")
    assert (after.on_hand, after.free) == (before.on_hand - 1, before.free - 1)


def test_a_piece_that_no_card_secures_is_kept_no_more():
    before = stock_of("PT-CTRL").free
    number = str(replace().answer("exchange"))
    assert stock_of("PT-CTRL").free == before - 1
    done("aftersales.record_hold", COMPANY, effect_key=f"hold:{number}",
         receipt={"reference": "ho_1", "status": "declined"})  # fmt: skip
    assert stock_of("PT-CTRL").free == before


def test_where_none_is_there_the_exchange_stands_and_waits():
    done("ordering.record_stock", RAE, sku="PT-CTRL", on_hand=0)
    number = agreed_ahead()
    assert stock_of("PT-CTRL").free == 0
    with nothing_changes():
        waits = do("aftersales.ship_replacement", RAE, exchange=number, serial=NEW_BOARD)
    assert "kept for others" in told(waits)[0]
    done("ordering.record_stock", RAE, sku="PT-CTRL", on_hand=1)
    done("aftersales.ship_replacement", RAE, exchange=number, serial=NEW_BOARD)
    assert stock_of("PT-CTRL").on_hand == 0


def test_what_is_kept_for_an_order_is_not_sent_instead():
    free = stock_of("PT-CTRL").free
    order = ordered(TOM, ("PT-CTRL", free))
    number = agreed_ahead()
    with nothing_changes():
        refused = do("aftersales.ship_replacement", RAE, exchange=number, serial=NEW_BOARD)
    assert refused.code is Code.POLICY_DENIED
    left = {"order": order, "number": "SH-9", "carrier": "X", "tracking": "Y1",
            "promised_on": "2026-06-20"}  # fmt: skip
    done("ordering.record_shipment", RAE, **left, lines=[{"line": f"{order}/1", "quantity": free}])
    assert (stock_of("PT-CTRL").on_hand, stock_of("PT-CTRL").free) == (0, 0)
