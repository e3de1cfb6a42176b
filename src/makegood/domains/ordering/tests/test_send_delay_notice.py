"""A delay is told before the day, with the new day, the right to cancel and what silence means."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pydantic import JsonValue

from makegood.core import clock, jobs
from makegood.core.decision import Code
from makegood.core.models import Effect
from makegood.core.promises import open_promises
from makegood.domains.billing import queries as billing
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import (
    RAE,
    RIVERSIDE,
    TOM,
    do,
    done,
    nothing_changes,
    ordered,
    quoted,
    told,
)

HARLOW: JsonValue = {
    "line1": "61 Station Road", "locality": "Harlow", "region": "XM", "postal_code": "55501",
}  # fmt: skip
WASHER: JsonValue = {"sku": "WM900", "quantity": 1, "unit_price": "899.00", "tax": "69.68"}
BROUGHT: JsonValue = {"sku": "DELIVERY", "quantity": 1, "unit_price": "79.00", "tax": "6.12"}


def ordered_without_a_day():
    """An order of Monday March 2 that was paid at once, and of which no day was said."""
    with clock.standing_at("2026-03-02"):
        done(
            "ordering.import_order", party="C-9", account="40009", number="O-7310",
            ship_to=HARLOW, lines=[WASHER, BROUGHT], tax="75.80", total="1053.80",
        )  # fmt: skip
        done(
            "billing.take_payment", RAE, order="O-7310", party="C-9", amount="1053.80",
            tender="cash", purpose="deposit",
        )  # fmt: skip
    return "O-7310"


def tell(order, day, on):
    with clock.standing_at(on):
        return do("ordering.send_delay_notice", RAE, order=order, revised_on=day)


def silence_until(day):
    """Nobody answers, and what falls due is done."""
    with clock.standing_at(f"{day}T23:59:30-04:00"):
        while jobs.run_one():
            pass


def test_AC12_1_a_first_delay_of_some_days_is_told_before_the_day_and_silence_agrees():
    order = ordered_without_a_day()
    outcome = tell(order, "2026-04-20", "2026-03-24")
    assert [outcome.answer(name) for name in ("kind", "answer_by", "silence")] == [
        "first", "2026-04-01", "consent",
    ]  # fmt: skip
    assert told(outcome) == [
        "Order O-7310 cannot leave by April 1, 2026 as we said. It leaves by April 20, 2026 now. "
        "We are sorry.",
        "You may agree, or cancel what has not left and get all of its money back, delivery "
        "included.",
        "If we do not hear from you by April 1, 2026, we take it that you agree.",
    ]
    mail = Effect.objects.filter(kind="mail").latest("pk").payload
    assert mail["subject"] == "Your order O-7310 leaves later than we said"
    silence_until("2026-04-01")
    ended = queries.delays_of(order)[0]
    assert (ended.choice, ended.by_silence) == ("consent", True)
    assert queries.order_card(order).state == "confirmed"


def on_account_without_a_day() -> str:
    """An order of June 15 on account, of which nobody knows the day, and that waits for credit."""
    done("ordering.record_stock", RAE, sku="WM900", on_hand=0)
    what = {"quote": quoted(RIVERSIDE), "po_number": "RA-901"}
    order = str(done("ordering.accept_quote", RIVERSIDE, **what).answer("order"))
    done("ordering.hold_order", RAE, order=order, kind="credit", reason="They asked for more.")
    return order


def test_where_credit_with_us_was_asked_for_to_pay_it_there_are_fifty_days_to_leave():
    order = on_account_without_a_day()
    with nothing_changes():
        assert tell(order, "2026-08-04", "2026-06-22").code is Code.POLICY_DENIED
    assert tell(order, "2026-08-05", "2026-06-22").answer("answer_by") == "2026-08-04"


def test_once_something_of_it_was_paid_there_are_thirty_days():
    order = on_account_without_a_day()
    done("billing.take_payment", RAE, order=order, party="C-25", amount="100.00", tender="cash")
    assert tell(order, "2026-07-16", "2026-06-22").answer("answer_by") == "2026-07-15"


def test_a_look_at_the_credit_of_who_paid_before_leaves_them_their_thirty_days():
    order = ordered_without_a_day()
    with clock.standing_at("2026-03-02"):
        done("ordering.hold_order", RAE, order=order, kind="credit", reason="A look at it.")
    assert tell(order, "2026-04-02", "2026-03-24").answer("answer_by") == "2026-04-01"


def test_AC12_2_to_a_long_delay_silence_cancels_and_the_money_is_back_within_seven_working_days():
    order = ordered_without_a_day()
    outcome = tell(order, "2026-06-15", "2026-03-24")
    assert outcome.answer("silence") == "cancel"
    silence_until("2026-03-31")
    assert queries.order_card(order).state == "confirmed"
    silence_until("2026-04-01")
    assert queries.order_card(order).state == "cancelled"
    refund = billing.refunds_of(order)[0]
    assert str(refund.total) == "1053.80 USD"
    assert refund.due_on.isoformat() == "2026-04-10"
    mail = Effect.objects.filter(kind="mail").latest("pk").payload
    assert "on its way by April 10, 2026 at the latest" in str(mail["body"])


def test_AC12_3_another_delay_needs_a_yes_and_without_one_all_is_paid_back_with_delivery():
    order = ordered_without_a_day()
    tell(order, "2026-04-20", "2026-03-24")
    silence_until("2026-04-01")
    outcome = tell(order, "2026-05-04", "2026-04-15")
    assert [outcome.answer(name) for name in ("kind", "answer_by", "silence")] == [
        "renewed", "2026-04-20", "cancel",
    ]  # fmt: skip
    silence_until("2026-04-20")
    assert queries.order_card(order).state == "cancelled"
    assert str(billing.refunds_of(order)[0].total) == "1053.80 USD"
    assert ledger.balance_of("2100", about=f"order:{order}").cents == 0


def test_AC12_5_the_day_that_is_told_is_the_day_that_is_stored_whenever_it_moves():
    order = ordered(TOM, ("WM900", 1))
    before = queries.promised_on(order)
    letters = Effect.objects.filter(kind="mail").count()
    tell(order, "2026-07-06", "2026-06-15")
    after = queries.promised_on(order)
    assert before is not None
    assert after is not None
    assert after > before
    promise = open_promises(subject=f"order_line:{order}/1")
    assert [clock.local(one.due_at).date() for one in promise] == [after]
    assert Effect.objects.filter(kind="mail").count() == letters + 1
    assert len(queries.supply_of(order)[0].promises) == 2


def test_who_is_told_after_the_day_still_has_a_week_to_answer():
    order = ordered_without_a_day()
    assert tell(order, "2026-04-20", "2026-04-08").answer("answer_by") == "2026-04-15"


def test_what_leaves_before_the_answer_ends_the_question():
    order = ordered(TOM, ("PT-BELT-24", 2))
    tell(order, "2026-08-03", "2026-06-15")
    done(
        "ordering.record_shipment", RAE, order=order, number="SH-9001", carrier="UPS",
        tracking="1Z", promised_on="2026-06-22", lines=[{"line": f"{order}/1", "quantity": 2}],
    )  # fmt: skip
    silence_until("2026-06-18")
    assert queries.order_card(order).state == "shipped"
    assert queries.delays_of(order)[0].choice == ""


@pytest.mark.parametrize(("order", "day"), [("O-1041", "2026-07-06"), ("mine", "2026-06-16")])
def test_what_has_left_or_is_not_later_is_no_delay(order, day):
    number = ordered() if order == "mine" else order
    with nothing_changes():
        outcome = do("ordering.send_delay_notice", RAE, order=number, revised_on=day)
    assert outcome.code is Code.POLICY_DENIED


def paid_by_cheque_that_bounced():
    """The order of March 2, paid by a cheque that the bank takes back on March 10."""
    with clock.standing_at("2026-03-02"):
        done(
            "ordering.import_order", party="C-9", account="40009", number="O-7310",
            ship_to=HARLOW, lines=[WASHER, BROUGHT], tax="75.80", total="1053.80",
        )  # fmt: skip
        cheque = paid_anew("cheque")
    with clock.standing_at("2026-03-10"):
        done("billing.record_returned_payment", RAE, payment=cheque, reason="no funds")
    return "O-7310"


def paid_anew(tender="cash"):
    paid = done(
        "billing.take_payment", RAE, order="O-7310", party="C-9", amount="1053.80", tender=tender,
        purpose="deposit",
    )  # fmt: skip
    return paid.answer("payment")


def test_a_payment_that_bounced_begins_the_thirty_days_anew_with_the_next_one():
    order = paid_by_cheque_that_bounced()
    with clock.standing_at("2026-03-16"):
        paid_anew()
    # Paid on March 16, so it has to leave by April 15: a day before that is no delay.
    with nothing_changes():
        assert tell(order, "2026-04-15", "2026-03-24").code is Code.POLICY_DENIED
    outcome = tell(order, "2026-04-20", "2026-03-24")
    assert told(outcome)[0] == (
        "Order O-7310 cannot leave by April 15, 2026 as we said. It leaves by April 20, 2026 now. "
        "We are sorry."
    )


def test_while_nothing_stands_paid_no_day_runs():
    order = paid_by_cheque_that_bounced()
    with nothing_changes():
        assert tell(order, "2026-04-23", "2026-03-24").code is Code.POLICY_DENIED
    assert tell(order, "2026-04-24", "2026-03-24").is_done


def test_the_day_that_was_said_moves_by_as_long_as_the_payment_took():
    order = ordered(TOM, ("WM900", 1))
    deposit = done(
        "billing.take_payment", RAE, order=order, party="C-6", amount="210.76", tender="cheque",
        purpose="deposit",
    )  # fmt: skip
    said = min(one.promises[0].ship_by for one in queries.supply_of(order))
    number = str(deposit.answer("payment"))
    done("billing.record_returned_payment", RAE, payment=number, reason="no funds")
    with clock.standing_at("2026-06-22"):
        done("billing.take_payment", RAE, order=order, party="C-6", amount="210.76", tender="cash",
             purpose="deposit")  # fmt: skip
    outcome = tell(order, "2026-07-06", "2026-06-22")
    moved = said + timedelta(days=7)
    assert queries.delays_of(order)[-1].was_on == moved, told(outcome)


def test_a_storm_is_no_reason_to_tell_nothing():
    order = ordered(TOM, ("WM900", 1))
    outcome = do("ordering.send_delay_notice", RAE, order=order, revised_on="2026-07-06",
                 reason="The storm closed the harbor.")  # fmt: skip
    assert "You may agree, or cancel what has not left" in told(outcome)[1]
    assert queries.delays_of(order)[-1].silence == "consent"
    done("ordering.record_choice", TOM, order=order, choice="cancel")
    assert queries.order_card(order).state == "cancelled"


def open_delay(order="O-7310", on="2026-03-24"):
    with clock.standing_at(on):
        return do("ordering.send_delay_notice", RAE, order=order)


def test_where_nobody_knows_the_day_silence_cancels():
    order = ordered_without_a_day()
    outcome = open_delay()
    assert told(outcome) == [
        "Order O-7310 cannot leave by April 1, 2026 as we said, and we do not know yet when it "
        "can. We are sorry.",
        "You may agree, or cancel what has not left and get all of its money back, delivery "
        "included.",
        "If we do not hear from you by April 1, 2026, it is cancelled and your money goes back.",
    ]
    assert queries.delays_of(order)[0].revised_on is None
    with nothing_changes():
        assert open_delay().code is Code.POLICY_DENIED
    silence_until("2026-04-01")
    assert queries.order_card(order).state == "cancelled"


def test_who_agrees_to_wait_without_a_day_may_cancel_at_any_time_and_for_nothing():
    order = ordered(TOM, ("WM900", 1))
    open_delay(order, "2026-06-15")
    agreed = done("ordering.record_choice", TOM, order=order, choice="consent")
    assert told(agreed) == [
        f"You agree to wait for order {order}, and hear the day as soon as we know it. You may "
        "still cancel at any time until it leaves."
    ]
    assert queries.promised_on(order) is None
    assert not [one for one in open_promises() if one.kind == "delivery"]
    assert not any("promised" in one for one in told(done("ordering.tell_order_status", TOM,
                                                          order=order)))  # fmt: skip
    silence_until("2026-08-03")
    assert queries.order_card(order).state == "allocated"
    done("ordering.cancel_order", TOM, order=order)
    assert queries.changes_of(order)[-1].fee.cents == 0


def test_a_day_that_is_known_after_all_is_told_and_silence_keeps_the_order():
    order = ordered(TOM, ("WM900", 1))
    open_delay(order, "2026-06-15")
    done("ordering.record_choice", TOM, order=order, choice="consent")
    outcome = tell(order, "2026-07-20", "2026-06-22")
    assert [outcome.answer(name) for name in ("kind", "silence")] == ["renewed", "consent"]
    assert queries.promised_on(order) is not None
    silence_until("2026-06-29")
    assert queries.order_card(order).state == "allocated"
