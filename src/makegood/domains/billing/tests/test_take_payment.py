"""Taking money: by card, bank, cash, gift card and store credit; and AC43.2."""

from __future__ import annotations

import pytest

from makegood.adapters.payments.simulated.faults import Fault, next_faults
from makegood.adapters.payments.simulated.models import Movement
from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.decision import Code
from makegood.core.models import Effect, JournalRow
from makegood.core.outcome import InvalidAsk, Status
from makegood.core.runner import run
from makegood.domains.billing import queries
from makegood.domains.billing.models import Payment, TenderAccount
from makegood.domains.billing.tests.till import (
    CARD,
    GIFT,
    ORDER,
    TOM,
    do,
    load,
    mails,
    on,
    pay,
    pay_for_the_washer,
    travel,
    usd,
)
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.tests.books import lines_of, moved, moved_balances

BY_CARD = {
    "order": ORDER, "party": TOM, "amount": "228.99", "tender": "card", "purpose": "deposit",
    "token": CARD, "last4": "4242",
}  # fmt: skip


def test_the_washer_is_paid_down_and_then_by_gift_card_and_card(rae: Actor) -> None:
    assert pay_for_the_washer() == ["P-9001", "P-9002", "P-9003"]
    posted = {seen.source: lines_of(seen.number) for seen in ledger.entries_about("order:O-7041")}
    assert posted == {
        "payment:P-9001:received": [("1020", "228.99"), ("2100", "-228.99")],
        "payment:P-9002:received": [("2300", "100.00"), ("1100", "-100.00")],
        "payment:P-9003:received": [("1020", "815.94"), ("1100", "-815.94")],
    }
    seen = queries.payments_of(ORDER)
    assert [(one.number, one.tender, one.last4, one.state) for one in seen] == [
        ("P-9001", "card", "4242", "captured"),
        ("P-9002", "gift", "", "captured"),
        ("P-9003", "card", "4242", "captured"),
    ]
    assert queries.captured(ORDER) == queries.refundable(ORDER) == usd("1144.93")


def test_a_card_that_was_not_captured_yet_is_captured_by_the_provider(
    standing_time: clock.StandingTime, rae: Actor
) -> None:
    outcome = do("billing.take_payment", rae, **BY_CARD)
    assert (outcome.answer("captured"), moved_balances()) == (False, {})
    assert queries.payments_of(ORDER)[0].state == "asked"
    travel(standing_time, "2026-06-15")
    seen = queries.payments_of(ORDER)[0]
    assert (seen.state, seen.captured_on) == ("captured", on("2026-06-15"))
    assert moved("2100", party=TOM) == usd("-228.99")
    assert Payment.objects.get(order=ORDER).reference.startswith("ch_")


def test_AC43_2_a_timeout_after_the_capture_does_not_charge_twice(
    standing_time: clock.StandingTime, rae: Actor
) -> None:
    next_faults([Fault.TIMEOUT_AFTER])
    number = do("billing.take_payment", rae, **BY_CARD).answer("payment")
    travel(standing_time, "2026-06-15")
    assert queries.payments_of(ORDER)[0].state == "asked"
    travel(standing_time, "2026-06-16")
    movement = Movement.objects.get()
    assert (movement.key, movement.times_asked, movement.amount) == (number, 2, usd("228.99"))
    assert Effect.objects.get(kind="payment.capture").attempt == 2
    assert queries.captured(ORDER) == usd("228.99")
    assert moved("2100") == usd("-228.99")


def test_a_provider_that_answers_twice_and_one_that_is_slow_charge_once(
    standing_time: clock.StandingTime, rae: Actor
) -> None:
    next_faults([Fault.DELAY, Fault.ANSWER_TWICE])
    do("billing.take_payment", rae, **BY_CARD)
    travel(standing_time, "2026-06-16")
    assert Movement.objects.get().times_asked == 2
    assert moved("1020") == usd("228.99")


def test_a_declined_card_takes_nothing_and_the_customer_is_told(
    standing_time: clock.StandingTime, rae: Actor
) -> None:
    next_faults([Fault.DECLINE])
    do("billing.take_payment", rae, **BY_CARD)
    travel(standing_time, "2026-06-16")
    seen = queries.payments_of(ORDER)[0]
    assert (seen.state, seen.refundable, Payment.objects.get(order=ORDER).failure) == (
        "failed", usd("0.00"), "card declined",
    )  # fmt: skip
    assert moved_balances() == {}
    [mail] = mails("payment_declined")
    assert "Your payment of $228.99 for order O-7041 was declined." in str(mail.payload["body"])


def test_AC18_2_the_same_key_takes_the_money_once_and_another_amount_is_a_conflict(
    rae: Actor,
) -> None:
    ask = {"order": ORDER, "party": TOM, "amount": "228.99", "tender": "cash", "purpose": "deposit"}
    first = run("billing.take_payment", ask, actor=rae, key="till-1")
    again = run("billing.take_payment", ask, actor=rae, key="till-1")
    other = run("billing.take_payment", ask | {"amount": "229.00"}, actor=rae, key="till-1")
    assert (again.answer("payment"), again.journal) == (first.answer("payment"), first.journal)
    assert (other.status, other.code) == (Status.REFUSED, Code.CONFLICT)
    assert (Payment.objects.filter(order=ORDER).count(), moved("2100")) == (1, usd("-228.99"))


def test_cash_and_bank_payments_go_to_their_own_accounts(
    standing_time: clock.StandingTime,
) -> None:
    pay("40.00", "cash")
    pay("60.00", "ach", token="tok_bank_0021", last4="0021")
    travel(standing_time, "2026-06-15")
    assert moved("1030") == usd("40.00")
    assert moved("1010") == usd("60.00")
    assert moved("1100", party=TOM) == usd("-100.00")


def test_a_gift_card_pays_to_its_last_cent_and_not_one_more(rae: Actor) -> None:
    load("100.00")
    ask = {"order": ORDER, "party": TOM, "tender": "gift", "token": GIFT.lower()}
    refused = do("billing.take_payment", rae, **ask, amount="100.01")
    assert refused.code is Code.POLICY_DENIED
    assert refused.explanation()[0]["say"] == "Only $100.00 is left on it."
    assert do("billing.take_payment", rae, **ask, amount="100.00").status is Status.DONE
    assert do("billing.take_payment", rae, **ask, amount="0.01").code is Code.POLICY_DENIED
    assert moved("2300") == usd("0.00")


def test_a_deposit_is_not_paid_by_gift_card(rae: Actor) -> None:
    load("100.00")
    ask = {"order": ORDER, "party": TOM, "tender": "gift", "token": GIFT, "purpose": "deposit"}
    assert do("billing.take_payment", rae, **ask, amount="50.00").code is Code.POLICY_DENIED
    assert Payment.objects.filter(order=ORDER).count() == 0


def test_an_unknown_gift_card_and_another_customers_store_credit_are_not_found(
    rae: Actor,
) -> None:
    held = TenderAccount.for_store_credit("C-8", at=clock.now())
    ask = {"order": ORDER, "party": TOM, "amount": "5.00"}
    unknown = do("billing.take_payment", rae, **ask, tender="gift", token="GC-0000")
    others = do("billing.take_payment", rae, **ask, tender="store_credit", token=held.number)
    assert (unknown.code, others.code) == (Code.NOT_FOUND, Code.NOT_FOUND)
    assert Payment.objects.filter(order=ORDER).count() == 0


def test_a_number_stands_for_one_payment(rae: Actor) -> None:
    pay_for_the_washer()
    again = do("billing.take_payment", rae, **BY_CARD, number="P-9003")
    assert again.explanation()[0]["say"] == "Payment P-9003 is on record already."
    assert Payment.objects.filter(order=ORDER).count() == 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": "0.00"},
        {"amount": "-5.00"},
        {"token": "4242424242424242"},
        {"token": "tok_4242 4242 4242 4242"},
        {"token": "tok_4242424242424242"},
        {"last4": "42"},
        {"order": "1041"},
        {"tender": "shells"},
    ],
)
def test_what_is_no_payment_is_an_invalid_ask(wrong: dict[str, str], rae: Actor) -> None:
    with pytest.raises(InvalidAsk):
        run("billing.take_payment", BY_CARD | wrong, actor=rae)
    assert Payment.objects.filter(order=ORDER).count() == 0


def test_neither_token_nor_gift_code_stays_in_the_journal_or_the_clear(rae: Actor) -> None:
    pay_for_the_washer()
    kept = " ".join(str(row.payload) for row in JournalRow.objects.all())
    assert GIFT not in kept
    assert CARD not in kept
    assert GIFT not in str(TenderAccount.objects.values_list("code_index", flat=True))


def test_only_people_of_ours_take_payments(noor: Actor, for_tom: Actor) -> None:
    for actor in (noor, for_tom):
        assert do("billing.take_payment", actor, **BY_CARD).code is Code.NOT_AUTHORISED
    assert Payment.objects.filter(order=ORDER).count() == 0


def test_nobody_says_by_hand_that_money_was_captured(rae: Actor, omar: Actor) -> None:
    for actor in (rae, omar):
        refused = do("billing.take_payment", actor, **BY_CARD, captured_reference="ch_1")
        assert refused.code is Code.NOT_AUTHORISED
    assert Payment.objects.filter(order=ORDER).count() == 0
