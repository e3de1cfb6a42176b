"""What a gift cost goes on the store credit of who brought it back, once, and only for a gift."""

from __future__ import annotations

from makegood.core import worker
from makegood.core.outcome import Status
from makegood.domains.aftersales.tests.story import inspect, mails, posted, received, told
from makegood.domains.aftersales.tests.test_return_gift import ABDUL, brought
from makegood.domains.billing import queries as billing
from makegood.domains.billing.operations import automated
from makegood.domains.ordering.tests.cast import RAE, do, done, nothing_changes, usd


def test_it_is_posted_from_what_is_owed_to_the_store_credit_of_who_brought_it():
    number = brought()
    assert inspect(number).is_done
    worker.work_off()
    assert posted(f"return:{number}:gift") == [
        ("J17", "2310", "750.44"),
        ("J17", "2300", "-750.44"),
    ]
    (mail,) = mails("gift_credited")
    assert f"$750.44 of return {number} is on your store credit." in mail


def test_it_is_credited_once():
    number = brought()
    assert inspect(number).is_done
    worker.work_off()
    with nothing_changes():
        again = do("aftersales.credit_gift", RAE, return_number=number)
    assert again.status is Status.REFUSED
    assert billing.stored_value(ABDUL) == usd("750.44")


def test_what_a_bank_took_back_since_it_was_opened_is_not_credited_until_that_is_decided():
    number = brought()
    payment = billing.payments_of("O-1041")[0].number
    done("billing.record_chargeback", payment=payment, amount="10.00", reference="cb_1",
         reason="Not recognised")  # fmt: skip
    with nothing_changes():
        refused = do("aftersales.credit_gift", RAE, return_number=number)
    assert refused.status is Status.REFUSED
    assert told(refused)[0].startswith("It is not paid for, or a bank is looking")
    assert billing.stored_value(ABDUL) == usd("0.00")


def test_before_it_was_looked_at_it_is_a_judgement_that_needs_a_supervisor():
    number = brought()
    outcome = do("aftersales.credit_gift", automated(ABDUL), return_number=number)
    assert outcome.status is Status.PENDING_APPROVAL
    assert billing.stored_value(ABDUL) == usd("0.00")


def test_what_the_buyer_returns_is_no_gift():
    number = received()
    with nothing_changes():
        refused = do("aftersales.credit_gift", RAE, return_number=number)
    assert told(refused) == [
        "This return is not that of a gift. It is paid back the way it was paid."
    ]
