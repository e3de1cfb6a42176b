"""Another piece for a faulty one: ahead with a hold, or once the faulty one is here."""

from __future__ import annotations

import pytest

from makegood.core import clock, worker
from makegood.core.models import Effect
from makegood.core.outcome import Status
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.printing import exchange_document
from makegood.domains.aftersales.tests.pieces import repaired
from makegood.domains.aftersales.tests.story import told
from makegood.domains.aftersales.tests.swaps import BOARD, replace
from makegood.domains.ordering.tests.cast import chat, do, nothing_changes, usd


def test_AC21_5_ahead_of_it_the_price_with_tax_is_held():
    outcome = replace()
    assert outcome.result == {
        "exchange": "EX-1001", "kind": "advance", "hold": {"amount": "203.65", "currency": "USD"},
    }  # fmt: skip
    assert told(outcome)[0] == (
        "We hold the price of $203.65 on your card ending in 0005. Nothing is taken."
    )
    assert "within 21 days" in told(outcome)[1]
    assert "within 60 days" in told(outcome)[2]
    hold = Effect.objects.get(kind="payment.hold")
    assert (hold.payload["amount_cents"], hold.payload["token"]) == (20365, "tok_kim_0005")
    worker.work_off()
    assert queries.exchange_card("EX-1001").is_held
    assert exchange_document("EX-1001", "en").rows[-1] == ("Held on your card", "$203.65", "")


def test_it_is_asked_whether_the_new_one_comes_first():
    with nothing_changes():
        outcome = replace(ahead=None)
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "ahead")


def test_else_the_faulty_one_is_sent_first_and_nothing_is_held():
    outcome = replace(ahead=False)
    assert (outcome.answer("kind"), queries.exchange_card("EX-1001").hold) == ("even", usd("0.00"))
    assert "Please send us the faulty one first, at our cost" in told(outcome)[1]
    assert outcome.news[0].text("en") == "We keep a new one for you for 30 days."
    assert not Effect.objects.filter(kind="payment.hold").exists()
    assert exchange_document("EX-1001", "en").rows[-1] == ("Under warranty", "$0.00", "")


@pytest.mark.parametrize(("today", "is_done"), [("2027-05-20", True), ("2027-05-21", False)])
def test_only_within_its_warranty(today, is_done):
    with clock.standing_at(today):
        assert replace().is_done is is_done


def test_once_at_a_time():
    replace()
    with nothing_changes():
        assert told(replace()) == ["There is an exchange for it already: EX-1001."]


def washer(component="control_board"):
    return do(
        "aftersales.replace_under_warranty", chat("C-6"), unit="SN-77120", component=component
    )


def test_an_appliance_is_repaired_first():
    with nothing_changes():
        outcome = washer()
    assert told(outcome)[0] == "An appliance is repaired first."


def test_AC21_6_after_three_repairs_another_one_is_brought():
    with clock.standing_at("2026-07-20"):
        for day in ("01", "05", "09"):
            repaired(
                "SN-77120", "control_board", came_in_on=f"2026-07-{day}",
                went_out_on=f"2026-07-{day}",
            )  # fmt: skip
        outcome = washer()
        assert told(outcome) == [
            "You get another WM900 washing machine for it, at no cost and without tax.",
            "We bring it and take the faulty one along.",
        ]
        assert queries.exchange_card("EX-1001").serial == "SN-77120"


def test_AC21_6_whoever_does_not_say_what_fails_means_what_was_repaired_so_often():
    with clock.standing_at("2026-07-20"):
        for day in ("01", "05", "09"):
            repaired(
                "SN-77120", "pump", came_in_on=f"2026-07-{day}", went_out_on=f"2026-07-{day}"
            )  # fmt: skip
        assert told(washer("motor"))[0] == "An appliance is repaired first."
        assert washer("other").is_done


def test_AC21_6_or_the_money_back_whatever_the_time():
    with clock.standing_at("2027-06-02"):
        again = {"line": "O-1041/1", "reason": "warranty"}
        with nothing_changes():
            refused = do("aftersales.open_return", chat("C-6"), **again)
        assert refused.clauses[0] == "WAR-5@2026-01-01"
        for _ in range(3):
            repaired(
                "SN-77120", "pump", came_in_on="2027-06-01", went_out_on="2027-06-01",
                ended="failed",
            )  # fmt: skip
        outcome = do("aftersales.open_return", chat("C-6"), **again)
    assert outcome.is_done
    assert outcome.answer("refund") == {"amount": "956.93", "currency": "USD"}


def test_nobody_else_s_piece():
    with nothing_changes():
        outcome = do("aftersales.replace_under_warranty", chat("C-6"), unit=BOARD, ahead=True)
    assert not outcome.is_done
