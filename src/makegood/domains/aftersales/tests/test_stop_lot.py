"""A stopped lot is not shipped, its owners are warned, its pieces are taken back at any time."""

from __future__ import annotations

from makegood.core import clock
from makegood.core.promises import open_promises
from makegood.domains.aftersales.tests.lab import LOT
from makegood.domains.aftersales.tests.story import ask_to_return, mails, told
from makegood.domains.ordering.tests.cast import RAE, chat, do, done, nothing_changes


def stop(lot=LOT):
    return do("aftersales.stop_lot", RAE, lot=lot, reason="Leakage current above the limit.")


def test_who_has_a_piece_is_warned_and_promised_a_call():
    outcome = stop()
    assert outcome.answer("affected") == 3
    assert told(outcome) == ["Lot LOT-24-117 is stopped; 3 customers have a piece of it and are"
                             " warned."]  # fmt: skip
    assert (
        "Please switch off your WM900 washing machine and pull the plug"
        in (mails("lot_stopped")[0])
    )
    (promise,) = open_promises(f"lot:{LOT}/C-6")
    assert promise.kind == "safety_call"


def test_nothing_of_it_is_shipped():
    stop()
    order = str(
        done("aftersales.exchange_goods", chat("C-6"), line="O-1041/1", sku="WM950").answer("order")
    )
    ask = {
        "order": order, "number": "SH-9001", "carrier": "Meridian Freight", "tracking": "MF9",
        "promised_on": "2026-06-18",
    }  # fmt: skip
    with nothing_changes():
        refused = do(
            "ordering.record_shipment", **ask,
            lines=[{"line": f"{order}/1", "quantity": 1, "serials": ["SN-77155"]}],
        )  # fmt: skip
    assert told(refused) == ["Lot LOT-24-117 is stopped for safety; nothing of it is shipped."]
    assert do(
        "ordering.record_shipment", **ask,
        lines=[{"line": f"{order}/1", "quantity": 1, "serials": ["SN-95001"]}],
    ).is_done  # fmt: skip


def test_a_recalled_washer_is_taken_back_at_any_time():
    with clock.standing_at("2028-01-03"):
        stop()
        assert ask_to_return(reason="recall", opened=None).is_done


def test_it_is_stopped_once_and_an_unknown_lot_is_not_found():
    stop()
    with nothing_changes():
        assert told(stop()) == ["Lot LOT-24-117 is stopped already."]
    with nothing_changes():
        assert not stop("LOT-99-999").is_done
