"""The new piece leaves: it is booked, registered with the old one's warranty, and followed."""

from __future__ import annotations

from datetime import date

from makegood.core import clock
from makegood.core.models import Job
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.story import mails, posted, told
from makegood.domains.aftersales.tests.swaps import BOARD, NEW_BOARD, replace, shipped_ahead
from makegood.domains.ordering.tests.cast import RAE, do, done, nothing_changes


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
