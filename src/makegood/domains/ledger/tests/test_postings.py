"""The posting rules: the lines of each, and the washer's whole story (C18, B48 W1)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from makegood.core.money import Money
from makegood.domains.ledger import postings as rules
from makegood.domains.ledger import queries
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import Posting
from makegood.domains.ledger.tests.books import lines_of, moved, moved_balances, posted, usd

TOM = {"party": "C-6", "about": "order:O-1041"}
CARD = {"tender": "tender:TA-1001", **TOM}
GOLDEN: list[tuple[str, Posting, str, list[tuple[str, str]]]] = [
    ("deposit", rules.order_deposit(usd("228.99"), **TOM), "J01",
     [("1020", "228.99"), ("2100", "-228.99")]),
    ("invoice", rules.shipment_invoiced(
        goods=usd("888.10"), services=usd("188.00"), tax=usd("68.83"), **TOM), "J02",
     [("1100", "1144.93"), ("4000", "-888.10"), ("4100", "-188.00"), ("2200", "-68.83")]),
    ("cost", rules.cost_of_shipment(usd("540.00"), about="order:O-1041"), "J02",
     [("5000", "540.00"), ("1200", "-540.00")]),
    ("deposit_applied", rules.deposit_applied(usd("228.99"), **TOM), "J03",
     [("2100", "228.99"), ("1100", "-228.99")]),
    ("payment", rules.payment_received(usd("815.94"), **TOM), "J04",
     [("1020", "815.94"), ("1100", "-815.94")]),
    ("bank_payment", rules.payment_received(
        usd("139.18"), into="1010", against="1110", **TOM), "J04",
     [("1010", "139.18"), ("1110", "-139.18")]),
    ("settlement", rules.card_settled(usd("815.94"), fee=usd("23.66"), about="payment:P-1"), "J05",
     [("1010", "792.28"), ("5950", "23.66"), ("1020", "-815.94")]),
    ("refund_settlement", rules.card_refund_settled(usd("684.90"), about="refund:RF-1"), "J05",
     [("1020", "684.90"), ("1010", "-684.90")]),
    ("goodwill", rules.goodwill_given(usd("25.00"), **TOM), "J12",
     [("5200", "25.00"), ("2310", "-25.00")]),
    ("credit_memo", rules.goods_credited(goods=usd("809.10"), tax=usd("62.71"), **TOM), "J14",
     [("4010", "809.10"), ("2200", "62.71"), ("2310", "-871.81")]),
    ("stock_back", rules.goods_taken_back(usd("540.00"), about="return:R-2001"), "J14",
     [("1210", "540.00"), ("5000", "-540.00")]),
    ("refund", rules.refund_paid(usd("684.90"), **TOM), "J15",
     [("2310", "684.90"), ("1020", "-684.90")]),
    ("cheque", rules.refund_paid(usd("220.25"), out_of="1010", **TOM), "J15",
     [("2310", "220.25"), ("1010", "-220.25")]),
    ("fee", rules.restocking_fee_kept(usd("121.37"), **TOM), "J16",
     [("2310", "121.37"), ("4020", "-121.37")]),
    ("credit_issued", rules.store_credit_issued(usd("65.54"), **CARD), "J17",
     [("2310", "65.54"), ("2300", "-65.54")]),
    ("bonus_issued", rules.store_credit_issued(usd("10.00"), out_of="5200", **CARD), "J17",
     [("5200", "10.00"), ("2300", "-10.00")]),
    ("credit_used", rules.store_credit_used(usd("100.00"), **CARD), "J18",
     [("2300", "100.00"), ("1100", "-100.00")]),
]  # fmt: skip


def post(posting: Posting, source: str) -> Entry:
    return Entry.of(posting, source=source, on=date(2026, 6, 15), memo=source)


@pytest.mark.parametrize(("event", "posting", "rule", "lines"), GOLDEN)
def test_each_rule_makes_the_lines_of_the_table(
    event: str, posting: Posting, rule: str, lines: list[tuple[str, str]]
) -> None:
    entry = post(posting, f"golden:{event}")
    assert (entry.rule, lines_of(entry.number)) == (rule, lines)


def test_a_part_of_zero_makes_no_line() -> None:
    posting = rules.goods_credited(goods=usd("20.00"), tax=Money.zero(), **TOM)
    assert [line.account for line in posting.lines] == ["4010", "2310"]


def test_a_negative_amount_belongs_on_the_other_side() -> None:
    with pytest.raises(ValueError, match="write 0 or more"):
        rules.Debit("1020", usd("-1.00"))


def test_the_story_of_the_washer_block_by_block() -> None:
    """B48 W1: sold with a deposit, opened, sent back, refunded to gift card and card."""
    card = {"tender": "tender:TA-1001"}
    order = "order:O-1041"
    story = [
        ("deposit", rules.order_deposit(usd("228.99"), **TOM)),
        ("invoice", rules.shipment_invoiced(
            goods=usd("888.10"), services=usd("188.00"), tax=usd("68.83"), **TOM)),
        ("cost", rules.cost_of_shipment(usd("540.00"), about=order)),
        ("apply", rules.deposit_applied(usd("228.99"), **TOM)),
        ("gift", rules.store_credit_used(usd("100.00"), **card, **TOM)),
        ("card", rules.payment_received(usd("815.94"), **TOM)),
        ("credit", rules.goods_credited(goods=usd("809.10"), tax=usd("62.71"), **TOM)),
        ("stock", rules.goods_taken_back(usd("540.00"), about=order)),
        ("fee", rules.restocking_fee_kept(usd("121.37"), **TOM)),
        ("leg1", rules.store_credit_issued(usd("65.54"), **card, **TOM)),
        ("leg2", rules.refund_paid(usd("684.90"), **TOM)),
    ]  # fmt: skip
    for event, posting in story:
        post(posting, f"story:{event}")
        assert queries.trial_balance_sum() == Money.zero(), event
    balances = {account: f"{amount.amount}" for account, amount in moved_balances().items()}
    assert balances == {
        "1020": "360.03",
        "1100": "0",
        "1200": "-540",
        "1210": "540",
        "2100": "0",
        "2200": "-6.12",
        "2300": "34.46",
        "2310": "0",
        "4000": "-888.1",
        "4010": "809.1",
        "4020": "-121.37",
        "4100": "-188",
        "5000": "0",
    }


def test_AC18_4_a_sale_and_its_return_leave_what_the_books_should_show() -> None:
    goods, tax = usd("809.10"), usd("62.71")
    sold = rules.shipment_invoiced(goods=goods, services=Money.zero(), tax=tax, **TOM)
    post(sold, "sale:invoice")
    post(rules.cost_of_shipment(usd("540.00"), about="order:O-1041"), "sale:cost")
    post(rules.payment_received(usd("871.81"), **TOM), "sale:payment")
    post(rules.goods_credited(goods=goods, tax=tax, **TOM), "return:credit")
    post(rules.goods_taken_back(usd("540.00"), about="return:R-2001"), "return:stock")
    post(rules.restocking_fee_kept(usd("121.37"), **TOM), "return:fee")
    cash_before = moved("1020")
    post(rules.refund_paid(usd("750.44"), **TOM), "return:refund")
    assert moved("4000") == usd("-809.10")
    assert moved("4010") == usd("809.10")
    assert moved("2200") == Money.zero()
    assert moved("4020") == usd("-121.37")
    assert moved("1020") - cash_before == usd("-750.44")
    assert moved("1210") == usd("540.00")
    assert moved("1200") == usd("-540.00")
    assert moved("2310", party="C-6") == Money.zero()


cents = st.integers(min_value=1, max_value=10**9).map(Money)
any_posting = st.one_of(
    st.builds(lambda a: rules.order_deposit(a, **TOM), cents),
    st.builds(lambda g, s, t: rules.shipment_invoiced(goods=g, services=s, tax=t, **TOM),
              cents, cents, cents),
    st.builds(lambda a: rules.cost_of_shipment(a, about="order:O-1041"), cents),
    st.builds(lambda a: rules.deposit_applied(a, **TOM), cents),
    st.builds(lambda a: rules.payment_received(a, **TOM), cents),
    st.builds(lambda a: rules.card_settled(a + a, fee=a, about="payment:P-1"), cents),
    st.builds(lambda a: rules.card_refund_settled(a, about="refund:RF-1"), cents),
    st.builds(lambda a: rules.goodwill_given(a, **TOM), cents),
    st.builds(lambda g, t: rules.goods_credited(goods=g, tax=t, **TOM), cents, cents),
    st.builds(lambda a: rules.goods_taken_back(a, about="return:R-2001"), cents),
    st.builds(lambda a: rules.refund_paid(a, **TOM), cents),
    st.builds(lambda a: rules.restocking_fee_kept(a, **TOM), cents),
    st.builds(lambda a: rules.store_credit_issued(a, **CARD), cents),
    st.builds(lambda a: rules.store_credit_used(a, **CARD), cents),
)  # fmt: skip


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(events=st.lists(any_posting, min_size=1, max_size=12))
def test_any_sequence_of_events_keeps_the_books_in_balance(events: list[Posting]) -> None:
    before = posted()
    for place, posting in enumerate(events):
        post(posting, f"any:{before}:{place}")
        assert queries.trial_balance_sum() == Money.zero()
    assert posted() == before + len(events)
    assert queries.control_differences() == []
