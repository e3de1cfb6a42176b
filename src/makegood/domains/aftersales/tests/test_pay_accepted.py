"""What was accepted and could not be paid is paid as soon as nothing is in its way."""

from __future__ import annotations

from datetime import date

from makegood.core import clock, worker
from makegood.core.decision import Code
from makegood.core.models import Effect, Job, JournalRow
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.models import Return, payable_again
from makegood.domains.aftersales.tests.story import TOM, inspect, received
from makegood.domains.aftersales.tests.test_return_gift import ABDUL, brought
from makegood.domains.billing import queries as billing
from makegood.domains.billing.tests.till import inside
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import goods_credited
from makegood.domains.ordering.tests.cast import COMPANY, RAE, do, done, nothing_changes, usd


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
    assert outcome.result == {"returns": [], "left_to_person": []}
    worker.work_off()
    tried = JournalRow.objects.filter(operation="aftersales.refund_return")
    assert tried.count() == 1


def test_no_customer_has_it_done():
    with nothing_changes():
        assert do("aftersales.pay_accepted", TOM).code is Code.NOT_AUTHORISED


def test_what_is_refused_for_another_reason_is_tried_once_and_then_left_to_a_person():
    number, chargeback = received(), disputed()
    assert inspect(number).is_done
    worker.work_off()
    done("billing.close_chargeback", RAE, chargeback=chargeback, won=True)
    owed = goods_credited(
        goods=usd("1044.93"), tax=usd("0.00"), receivable=usd("0.00"), party="C-6",
        about="order:O-1041",
    )  # fmt: skip
    Entry.of(owed, source="case:CS-1", on=clock.today(), memo="Owed by hand")
    inside(
        "billing.refund_tenders", COMPANY, order="O-1041", amount="1044.93", source="case:CS-1",
        reason="Paid back by hand",
    )  # fmt: skip
    assert night("2026-06-16") == [number]
    assert queries.return_card(number).state == "accepted"
    for day in ("2026-06-17", "2026-06-18", "2026-06-19"):
        assert night(day) == []
    tried = JournalRow.objects.filter(operation="aftersales.refund_return")
    assert tried.count() == 2  # at once, while the bank had it, and once more
    (mail,) = Effect.objects.filter(payload__notice="return_unpaid")
    assert mail.payload["subject"] == f"Return {number} is accepted and could not be paid"
    assert "At most $100.00 can still be refunded." in str(mail.payload["body"])


def test_what_waits_for_a_yes_is_not_asked_for_again():
    number, chargeback = received(), disputed()
    assert inspect(number).is_done
    worker.work_off()
    done("billing.close_chargeback", RAE, chargeback=chargeback, won=True)
    assert night("2026-06-16") == [number]
    job = Job.objects.get(key=f"refund:{number}:2026-06-16")
    Return.objects.filter(number=number).update(refunded_at=None)
    Job.objects.filter(pk=job.pk).update(ended_as="pending_approval")
    assert night("2026-06-17") == []
    assert not Effect.objects.filter(payload__notice="return_unpaid").exists()


def test_each_kind_of_row_is_read_once(django_assert_num_queries):
    number = received()
    assert inspect(number).is_done
    with django_assert_num_queries(3):  # the returns, the chargebacks, what was tried
        (owing,) = payable_again(date(2026, 6, 16))
    assert (owing.number, owing.is_gift, owing.refused) == (number, False, None)
