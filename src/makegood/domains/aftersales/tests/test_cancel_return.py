"""The customer keeps the goods after all, as long as they have not arrived."""

from __future__ import annotations

from makegood.adapters.carriers.simulated.models import Label
from makegood.core import promises, worker
from makegood.core.decision import Code
from makegood.core.models import Job
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.story import TOM, mails, opened, received, told
from makegood.domains.aftersales.tests.swaps import exchange
from makegood.domains.ordering.queries import order_card, supply_of
from makegood.domains.ordering.tests.cast import RAE, chat, do, done, nothing_changes


def test_nothing_of_a_cancelled_return_is_left_to_come():
    number = opened()
    worker.work_off()
    outcome = done("aftersales.cancel_return", TOM, return_number=number)
    assert told(outcome) == [
        "This cancels return R-2001. You keep the goods, and nothing is refunded."
    ]
    worker.work_off()
    assert queries.return_card(number).state == "cancelled"
    assert promises.open_promises(f"return:{number}") == []
    assert not Job.objects.filter(done_at=None).exists()
    assert Label.objects.get().voided_at is not None
    assert len(mails("return_cancelled")) == 1


def test_what_has_arrived_cannot_be_kept_any_more():
    number = received()
    with nothing_changes():
        outcome = do("aftersales.cancel_return", TOM, return_number=number)
    assert outcome.clauses == ("RET-14@2026-01-01", "RET-13@2026-01-01")
    assert "reached us on June 15, 2026" in told(outcome)[0]


def test_a_return_ends_once():
    number = opened()
    done("aftersales.cancel_return", TOM, return_number=number)
    with nothing_changes():
        outcome = do("aftersales.cancel_return", TOM, return_number=number)
    assert told(outcome) == ["Return R-2001 has already ended."]


def test_nobody_else_may_cancel_it_or_learn_of_it():
    number = opened()
    with nothing_changes():
        outcome = do("aftersales.cancel_return", chat("C-9"), return_number=number)
    assert outcome.code is Code.NOT_FOUND


def test_what_was_to_come_instead_comes_no_more():
    outcome = exchange()
    order, number = str(outcome.answer("order")), str(outcome.answer("return_number"))
    worker.work_off()
    done("aftersales.cancel_return", TOM, return_number=number)
    assert order_card(order).state == "cancelled"
    assert queries.exchange_card(str(outcome.answer("exchange"))).state == "cancelled"
    assert [one.pieces for one in supply_of(order)] == []
    assert promises.open_promises(f"exchange:{outcome.answer('exchange')}") == []
    with nothing_changes():
        refused = do("ordering.record_shipment", RAE, order=order, number="SH-9", carrier="X",
                     tracking="Y1", promised_on="2026-06-20",
                     lines=[{"line": f"{order}/1", "quantity": 1}])  # fmt: skip
    assert not refused.is_done
