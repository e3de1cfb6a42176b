"""A stopped lot leaves again only when a later test found it safe, and its owners hear of it."""

from __future__ import annotations

from makegood.core import clock
from makegood.core.decision import Code
from makegood.core.promises import open_promises
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.lab import GOOD, LOT, decide, in_lab, measure
from makegood.domains.aftersales.tests.story import mails, told
from makegood.domains.ordering.tests.cast import INES, RAE, chat, do, done, nothing_changes


def stop():
    done("aftersales.stop_lot", RAE, lot=LOT, reason="Leakage current above the limit.")


def found(value):
    number = in_lab()
    measure(number, value)
    measure(number, "0.20", GOOD)
    decide(number)
    return number


def lift(test, by=INES):
    return do("aftersales.lift_stop", by, lot=LOT, test=test)


def test_a_later_test_that_found_it_safe_lets_it_leave_and_its_owners_use_it():
    stop()
    with clock.standing_at("2026-06-17"):
        outcome = lift(found("0.20"))
    assert outcome.result == {"lot": LOT, "told": 3}
    assert not queries.is_stopped(LOT)
    assert len(mails("lot_safe")) == 3
    assert "was tested and found safe" in mails("lot_safe")[0]
    assert open_promises(f"lot:{LOT}/C-6") == []
    order = str(
        done("aftersales.exchange_goods", chat("C-6"), line="O-1041/1", sku="WM950").answer("order")
    )
    assert do(
        "ordering.record_shipment", RAE, order=order, number="SH-9001", carrier="Meridian Freight",
        tracking="MF9", promised_on="2026-06-18",
        lines=[{"line": f"{order}/1", "quantity": 1, "serials": ["SN-77155"]}],
    ).is_done  # fmt: skip


def test_a_test_that_found_a_danger_or_came_before_the_stop_lifts_nothing():
    before = found("0.20")
    with clock.standing_at("2026-06-16"):
        stop()
    with nothing_changes():
        outcome = lift(before)
    assert outcome.code is Code.POLICY_DENIED
    assert "so the stop stays" in told(outcome)[0]
    assert queries.is_stopped(LOT)


def test_what_was_lifted_can_be_stopped_again_and_is_not_lifted_twice():
    stop()
    with clock.standing_at("2026-06-17"):
        safe = found("0.20")
        assert lift(safe).is_done
        with nothing_changes():
            assert lift(safe).code is Code.POLICY_DENIED
        stop()
        assert queries.is_stopped(LOT)
        assert not lift(safe).is_done


def test_an_unknown_test_or_lot_is_not_found():
    with nothing_changes():
        assert lift("LT-9999").code is Code.NOT_FOUND


def test_pieces_taken_before_the_stop_say_nothing_of_it_whenever_they_were_judged():
    number = in_lab()
    measure(number, "0.20")
    measure(number, "0.20", GOOD)
    with clock.standing_at("2026-06-16"):
        stop()
    with clock.standing_at("2026-06-17"):
        decide(number)
        with nothing_changes():
            assert lift(number).code is Code.POLICY_DENIED


def test_who_stopped_it_or_decided_the_test_does_not_lift_it():
    stop()
    with clock.standing_at("2026-06-17"):
        safe = found("0.20")
        with nothing_changes():
            refused = lift(safe, RAE)
    assert refused.code is Code.NOT_AUTHORISED
    assert queries.is_stopped(LOT)


def test_who_stopped_and_lifted_it_before_stays_on_record():
    stop()
    with clock.standing_at("2026-06-17"):
        safe = found("0.20")
        lift(safe)
    with clock.standing_at("2026-06-18"):
        stop()
    (before,) = queries.lot_card(LOT).earlier
    assert (before.stopped_by, before.lifted_by, before.lifted_for) == ("rae", "ines", safe)
