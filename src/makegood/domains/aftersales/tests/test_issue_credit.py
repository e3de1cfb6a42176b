"""A credit memo credits goods and tax as they were charged, once, and keeps the fee."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from makegood.core.decision import Code, Verdict
from makegood.core.money import Money
from makegood.domains.aftersales.crediting import may_credit, postings_of
from makegood.domains.aftersales.models import CreditMemo, lock_return
from makegood.domains.aftersales.queries import awaiting_inspection
from makegood.domains.aftersales.terms import Terms
from makegood.domains.aftersales.tests.story import inspect, inspected, received
from makegood.domains.ordering.tests.cast import COMPANY, RAE, do, nothing_changes, usd


def test_the_memo_holds_what_was_credited_and_what_was_kept():
    number = inspected()
    memo = CreditMemo.objects.get(of__number=number)
    assert (memo.goods_cents, memo.tax_cents, memo.fee_cents) == (80910, 6271, 12137)
    assert memo.payable == usd("750.44")


def decided(number, kept):
    """What the policy says of crediting a return, on the facts as they stand."""
    with transaction.atomic():
        return may_credit(lock_return(number), usd(kept))


def test_a_return_is_credited_once():
    assert decided(received(), "121.37").verdict is Verdict.ALLOW
    again = decided(inspected_again(), "121.37")
    assert again.code is Code.POLICY_DENIED
    assert [one.text() for one in again.says] == ["This return has its credit memo already."]


def inspected_again():
    """The return that is here is looked at, and so credited."""
    (waiting,) = awaiting_inspection()
    assert inspect(waiting.number).is_done
    return waiting.number


@pytest.mark.parametrize(
    ("kept", "verdict"),
    [
        ("871.81", Verdict.ALLOW), ("871.82", Verdict.REFUSE),
        ("0.00", Verdict.ALLOW), ("-0.01", Verdict.REFUSE),
    ],
)  # fmt: skip
def test_never_is_more_kept_than_credited_nor_less_than_nothing(kept, verdict):
    assert decided(received(), kept).verdict is verdict


@pytest.mark.parametrize("somebody", [RAE, COMPANY])
def test_nobody_credits_by_hand(somebody):
    number = received()
    with nothing_changes():
        outcome = do("aftersales.issue_credit", somebody, return_number=number, kept="0.00")
    assert outcome.code is Code.NOT_AUTHORISED


@given(
    amounts=st.tuples(*[st.integers(0, 10**6)] * 4), fee=st.integers(0, 100),
    owed=st.integers(0, 100),
)  # fmt: skip
def test_every_credit_balances_whatever_is_kept_or_owed(amounts, fee, owed):
    goods, tax, delivery, delivery_tax = map(Money, amounts)
    gross = Money(sum(amounts))
    kept = gross.percent(fee)
    receivable = (gross - kept).percent(owed)
    terms = Terms(goods, tax, delivery, delivery_tax, kept)
    made = postings_of(terms, kept, receivable=receivable, party="C-6", about="order:O-1041")
    for _, posting in made:
        assert sum(side.cents for side in posting.lines) == 0
    owed_to_customer = -sum(
        side.cents for _, posting in made for side in posting.lines if side.account == "2310"
    )
    assert owed_to_customer == (terms.refund - receivable).cents
