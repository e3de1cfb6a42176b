"""What was accepted and could not be paid is paid as soon as nothing is in its way."""

from __future__ import annotations

from makegood.core import clock, worker
from makegood.core.decision import Code
from makegood.core.models import JournalRow
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.story import TOM, inspect, received
from makegood.domains.aftersales.tests.test_return_gift import ABDUL, brought
from makegood.domains.billing import queries as billing
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering.tests.cast import RAE, do, done, nothing_changes, usd


def disputed() -> str:
    """The number of the chargeback on what paid for Tom's washer."""
    payment = billing.payments_of("O-1041")[0].number
    return str(
        done(
            "billing.record_chargeback", payment=payment, amount="10.00", reference="cb_1",
            reason="Not recognised",
        ).answer("chargeback")
    )  # fmt: skip


def night(day: str) -> object:
    """What the morning of a day takes up, and does."""
    with clock.standing_at(f"{day}T06:30"):
        taken_up = done("aftersales.pay_accepted", RAE).answer("returns")
        worker.work_off()
    return taken_up


def test_a_gift_whose_credit_a_bank_stopped_is_credited_the_day_after_the_bank_decided():
    number, chargeback = brought(), disputed()
    assert inspect(number).is_done
    worker.work_off()
    assert billing.stored_value(ABDUL) == usd("0.00")
    assert night("2026-06-16") == []
    done("billing.close_chargeback", RAE, chargeback=chargeback, won=True)
    assert night("2026-06-17") == [number]
    assert billing.stored_value(ABDUL) == usd("750.44")
    assert queries.return_card(number).state == "refunded"
    assert night("2026-06-18") == []
    assert ledger.trial_balance_sum() == usd("0.00")


def test_a_refund_that_a_chargeback_stopped_is_paid_once_it_is_decided():
    number, chargeback = received(), disputed()
    assert inspect(number).is_done
    worker.work_off()
    assert queries.return_card(number).state == "accepted"
    done("billing.close_chargeback", RAE, chargeback=chargeback, won=True)
    assert night("2026-06-16") == [number]
    (refund,) = billing.refunds_from(f"return:{number}")
    assert refund.total == usd("750.44")


def test_what_is_accepted_today_is_not_tried_twice():
    number = received()
    assert inspect(number).is_done
    outcome = do("aftersales.pay_accepted", RAE)
    assert outcome.result == {"returns": []}
    worker.work_off()
    tried = JournalRow.objects.filter(operation="aftersales.refund_return")
    assert tried.count() == 1


def test_no_customer_has_it_done():
    with nothing_changes():
        assert do("aftersales.pay_accepted", TOM).code is Code.NOT_AUTHORISED
