"""A customer agrees to a later day or cancels; after silence cancelled it is too late."""

from __future__ import annotations

from makegood.core import clock, jobs
from makegood.core.decision import Code
from makegood.core.models import Effect
from makegood.domains.billing import queries as billing
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import (
    RAE,
    RIVERSIDE,
    TOM,
    TOM_IN_STORE,
    amount_of,
    chat,
    do,
    done,
    nothing_changes,
    ordered,
    told,
)


def delayed(day="2026-07-06"):
    order = ordered(TOM_IN_STORE, ("HP24", 1), pay={"tender": "cash"})
    later = {"2026-07-06": "2026-07-27"}.get(day, day)
    done("ordering.send_delay_notice", RAE, order=order, revised_on=later)
    return order


def choose(order, choice, actor=TOM):
    return do("ordering.record_choice", actor, order=order, choice=choice)


def test_who_agrees_keeps_the_order_and_may_still_cancel_without_a_fee():
    order = delayed()
    assert choose(order, "consent").is_done
    assert queries.delays_of(order)[0].choice == "consent"
    assert queries.order_card(order).state == "allocated"
    assert amount_of(done("ordering.cancel_order", TOM, order=order), "fee") == "0.00"


def test_who_cancels_gets_all_of_it_back_though_it_was_made_to_order():
    order = delayed()
    outcome = choose(order, "cancel")
    assert told(outcome) == [
        f"What has not left of order {order} is cancelled, without any fee.",
        "$355.36 goes back the way it was paid, by June 25, 2026 at the latest.",
    ]
    assert outcome.answer("refund") == {"amount": "355.36", "currency": "USD"}
    assert billing.refundable(order).cents == 0
    assert queries.changes_of(order)[0].cause == "company"
    assert queries.order_card(order).state == "cancelled"


def test_an_answer_counts_once_and_only_to_a_notice_of_one_s_own():
    order = delayed()
    with nothing_changes():
        assert choose(order, "consent", chat("C-9")).code is Code.NOT_FOUND
    choose(order, "consent")
    with nothing_changes():
        assert choose(order, "cancel").code is Code.POLICY_DENIED


def test_after_silence_cancelled_it_a_new_order_at_the_old_price_is_offered():
    order = delayed("2026-12-01")
    with clock.standing_at("2026-07-20T12:00:00+00:00"):
        while jobs.run_one():
            pass
        with nothing_changes():
            outcome = choose(order, "consent")
    assert told(outcome) == [f"Order {order} is cancelled. Nothing was changed."]
    assert "at the price of the former one" in outcome.instead[0].text()


def on_account(day):
    """The number of a delayed order that is paid a month after its bill."""
    order = ordered(RIVERSIDE, ("HP24", 1), po_number="RA-901")
    done("ordering.send_delay_notice", RAE, order=order, revised_on=day)
    return order


def test_on_account_nothing_was_paid_and_nothing_is_owed_within_one_billing_cycle():
    order = on_account("2026-07-27")
    assert told(choose(order, "cancel", RIVERSIDE)) == [
        f"What has not left of order {order} is cancelled, without any fee.",
        "Your account owes nothing for it, as you will see by July 15, 2026 at the latest.",
    ]
    assert billing.refunds_of(order) == []


def test_silence_on_account_promises_no_money_that_was_never_paid():
    order = on_account("2026-12-01")
    with clock.standing_at("2026-07-20T12:00:00+00:00"):
        while jobs.run_one():
            pass
    assert queries.order_card(order).state == "cancelled"
    mail = str(Effect.objects.filter(kind="mail").latest("pk").payload["body"])
    assert "Your account owes nothing for it" in mail
    assert "Your money" not in mail
