"""The faulty piece comes back: in time, late, or too late; each settles what secured it."""

from __future__ import annotations

from makegood.core import clock, worker
from makegood.core.models import Effect
from makegood.core.outcome import Status
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.story import mails, posted, told
from makegood.domains.aftersales.tests.swaps import BOARD, shipped_ahead
from makegood.domains.billing import queries as billing
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering.tests.cast import RAE, do, done, nothing_changes, usd


def charged():
    number = shipped_ahead()
    with clock.standing_at("2026-07-07T00:01"):
        worker.work_off()
    return number


def receive(number, serial=BOARD):
    return do("aftersales.receive_core", RAE, exchange=number, serial=serial)


def test_in_time_the_hold_is_let_go_and_the_reserve_pays():
    number = shipped_ahead()
    outcome = receive(number)
    assert told(outcome)[1] == (
        "The hold of $203.65 on your card ending in 0005 is let go; nothing is charged."
    )
    assert posted(f"exchange:{number}")[2:] == [
        ("J20", "2500", "96.00"), ("J20", "1220", "-96.00"),
        ("J20", "1210", "10.00"), ("J20", "2500", "-10.00"),
    ]  # fmt: skip
    assert Effect.objects.filter(kind="payment.release").count() == 1
    with clock.standing_at("2026-07-07T00:01"):
        worker.work_off()
    assert queries.exchange_card(number).charged_at is None


def test_AC21_5_on_day_30_the_charge_is_taken_back_in_full():
    number = charged()
    with clock.standing_at("2026-07-15"):
        outcome = receive(number)
        assert outcome.answer("refund") == {"amount": "203.65", "currency": "USD"}
        worker.work_off()
    assert posted(f"exchange:{number}")[7:] == [
        ("J14", "4010", "189.00"), ("J14", "2200", "14.65"), ("J14", "2310", "-203.65"),
        ("J21", "1210", "10.00"), ("J21", "2500", "86.00"), ("J21", "5000", "-96.00"),
    ]  # fmt: skip
    (refund,) = billing.refunds_from(f"exchange:{number}")
    assert refund.total == usd("203.65")
    assert ledger.balance_of("2310", party="C-8") == usd("0.00")
    assert "The charge of $203.65 is taken back in full." in mails("core_received")[0]
    assert queries.exchange_card(number).state == "reversed"


def test_sixty_days_after_the_charge_it_is_still_taken_back_and_then_no_more():
    number = charged()
    with clock.standing_at("2026-09-05"):
        assert "taken back in full" in told(receive(number))[1]


def test_later_the_charge_stands_and_only_the_salvage_counts():
    number = charged()
    with clock.standing_at("2026-09-06"):
        outcome = receive(number)
    assert told(outcome)[1] == ("It came more than 60 days after the charge, so the charge stands.")
    assert posted(f"exchange:{number}")[7:] == [("J20", "1210", "10.00"), ("J20", "2500", "-10.00")]
    assert not billing.refunds_from(f"exchange:{number}")


def test_another_piece_is_asked_about_and_nobody_is_accused():
    number = shipped_ahead()
    with nothing_changes():
        outcome = receive(number, "SN-C-40000")
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "serial")


def test_it_comes_once():
    number = shipped_ahead()
    done("aftersales.receive_core", RAE, exchange=number, serial=BOARD)
    with nothing_changes():
        assert "already" in told(receive(number))[0]
