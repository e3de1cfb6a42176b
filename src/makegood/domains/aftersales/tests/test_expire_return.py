"""A return for which nothing arrives ends after 30 days."""

from __future__ import annotations

from makegood.adapters.carriers.simulated.models import Label
from makegood.core import clock, promises, worker
from makegood.core.decision import Code
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.story import ask_to_return, mails, opened, told
from makegood.domains.aftersales.tests.swaps import exchange
from makegood.domains.ordering.queries import order_card
from makegood.domains.ordering.tests.cast import RAE, do, done, nothing_changes


def test_AC19_6_unused_for_30_days_it_ends_and_the_customer_hears_it():
    number = opened()
    worker.work_off()
    with clock.standing_at("2026-07-15T23:59"):
        worker.work_off()
        assert queries.return_card(number).state == "label_sent"
    with clock.standing_at("2026-07-16T00:01"):
        worker.work_off()
    card = queries.return_card(number)
    assert (card.state, card.refunds, card.line.returned) == ("expired", (), 0)
    assert promises.open_promises(f"return:{number}") == []
    assert Label.objects.get().voided_at is not None
    (mail,) = mails("return_expired")
    assert "was open until July 15, 2026" in mail


def test_on_its_last_day_a_return_is_still_open():
    number = opened()
    with clock.standing_at("2026-07-15"), nothing_changes():
        outcome = do("aftersales.expire_return", return_number=number)
    assert outcome.code is Code.POLICY_DENIED


def test_who_asks_again_is_looked_at_anew():
    opened()
    with clock.standing_at("2026-07-16"):
        worker.work_off()
        outcome = ask_to_return()
        assert outcome.clauses[0] == "RET-2@2026-01-01"
        assert ask_to_return(reason="defective").is_done


def test_a_parcel_that_comes_too_late_is_taken_in_but_not_paid_by_itself():
    number = opened()
    with clock.standing_at("2026-07-16"):
        worker.work_off()
        done("aftersales.receive_return", RAE, return_number=number)
        outcome = done(
            "aftersales.inspect_return", RAE, return_number=number, grade="B",
            serial_number="SN-77120", accessories_complete=True, works=True, findings="Clean.",
        )  # fmt: skip
        assert told(outcome)[0] == "It was looked at and accepted as grade B."
        worker.work_off()
        assert queries.return_card(number).refunded_at is None
        refund = do("aftersales.refund_return", RAE, return_number=number)
    assert refund.approval == "AP-102"


def test_what_was_to_come_instead_of_it_comes_no_more_unless_it_left():
    ended = str(exchange().answer("order"))
    worker.work_off()
    with clock.standing_at("2026-07-16"):
        worker.work_off()
    assert order_card(ended).state == "cancelled"


def test_what_came_instead_already_stays():
    order = str(exchange().answer("order"))
    worker.work_off()
    done("ordering.record_shipment", RAE, order=order, number="SH-9", carrier="X", tracking="Y1",
         promised_on="2026-06-20",
         lines=[{"line": f"{order}/1", "quantity": 1, "serials": ["SN-95001"]}])  # fmt: skip
    with clock.standing_at("2026-07-16"):
        worker.work_off()
    assert order_card(order).state == "shipped"
