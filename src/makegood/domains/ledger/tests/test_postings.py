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
NOTHING = Money.zero()
DEALER = {"party": "D-88", "about": "claim:DC-1"}
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
        usd("139.18"), into="1010", receivable="1110", **TOM), "J04",
     [("1010", "139.18"), ("1110", "-139.18")]),
    ("late_fee", rules.late_fee_charged(usd("6.96"), receivable="1110", **TOM), "J07",
     [("1110", "6.96"), ("4210", "-6.96")]),
    ("settlement", rules.card_settled(usd("815.94"), fee=usd("23.66"), about="payment:P-1"), "J05",
     [("1010", "792.28"), ("5950", "23.66"), ("1020", "-815.94")]),
    ("refund_settlement", rules.card_refund_settled(usd("684.90"), about="refund:RF-1"), "J05",
     [("1020", "684.90"), ("1010", "-684.90")]),
    ("goodwill", rules.goodwill_given(usd("25.00"), **TOM), "J12",
     [("5200", "25.00"), ("2310", "-25.00")]),
    ("credit_memo", rules.goods_credited(
        goods=usd("809.10"), tax=usd("62.71"), receivable=NOTHING, **TOM), "J14",
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
    ("moved", rules.payment_moved(
        usd("50.00"), to_party="C-2", to_about="order:O-1043", **TOM), "J04",
     [("1100", "50.00"), ("1100", "-50.00")]),
    ("overpaid", rules.overpayment_owed(usd("10.00"), **TOM), "J04",
     [("1100", "10.00"), ("2310", "-10.00")]),
    ("written_off", rules.written_off(usd("560.00"), receivable="1110", **TOM), "J13",
     [("5300", "560.00"), ("1110", "-560.00")]),
    ("lapsed", rules.store_credit_lapsed(usd("5.00"), tender="tender:TA-1001"), "J19",
     [("2300", "5.00"), ("4900", "-5.00")]),
    ("credit_unclaimed", rules.store_credit_unclaimed(
        usd("5.00"), tender="tender:TA-1001", party="C-6"), "J19",
     [("2300", "5.00"), ("2320", "-5.00")]),
    ("replaced", rules.replaced_under_warranty(usd("96.00"), **TOM), "J20",
     [("2500", "96.00"), ("1200", "-96.00")]),
    ("core_in_time", rules.replaced_under_warranty(usd("96.00"), out_of="1220", **TOM), "J20",
     [("2500", "96.00"), ("1220", "-96.00")]),
    ("salvage", rules.faulty_taken_back(usd("10.00"), about="return:R-2001"), "J20",
     [("1210", "10.00"), ("2500", "-10.00")]),
    ("claim_taken_back", rules.claim_charged_back(usd("137.12"), **DEALER), "J23",
     [("1130", "137.12"), ("2500", "-137.12")]),
    ("refund_unclaimed", rules.refund_unclaimed(usd("65.54"), **TOM), "J26",
     [("2310", "65.54"), ("2320", "-65.54")]),
    ("tested", rules.product_tested(usd("85.00"), about="case:CS-70001"), "J29",
     [("5800", "85.00"), ("2010", "-85.00")]),
    ("freight", rules.freight_billed(usd("148.20"), about="carrier_bill:CB-1001"), "J32",
     [("5700", "148.20"), ("2010", "-148.20")]),
    ("carrier_paid", rules.freight_claim_paid(usd("809.10"), about="freight_claim:FC-1001"), "J32",
     [("1010", "809.10"), ("5700", "-809.10")]),
    ("returns_to_come", rules.returns_expected(refunds=usd("500.00"), goods=usd("255.00")), "J34",
     [("4010", "500.00"), ("1230", "255.00"), ("2330", "-500.00"), ("5000", "-255.00")]),
    ("short", rules.cash_counted(
        expected=usd("796.37"), counted=usd("796.00"), about="drawer:D-1"), "J31",
     [("5900", "0.37"), ("1030", "-0.37")]),
    ("over", rules.cash_counted(
        expected=usd("796.37"), counted=usd("797.00"), about="drawer:D-1"), "J31",
     [("1030", "0.63"), ("5900", "-0.63")]),
]  # fmt: skip


def post(posting: Posting, source: str) -> Entry:
    return Entry.of(posting, source=source, on=date(2026, 6, 15), memo=source)


@pytest.mark.parametrize(("event", "posting", "rule", "lines"), GOLDEN)
def test_each_rule_makes_the_lines_of_the_table(
    event: str, posting: Posting, rule: str, lines: list[tuple[str, str]]
) -> None:
    entry = post(posting, f"golden:{event}")
    assert (entry.rule, lines_of(entry.number)) == (rule, lines)


# The blocks of B48 that lie in retail, beside W1 below: (what happened, its lines), in order.
WORKED: dict[str, list[tuple[Posting, list[tuple[str, str]]]]] = {
    "W5 a dealer's claim, more of it by agreement, paid by credit": [
        (rules.claim_approved(usd("137.12"), **DEALER), [("2500", "137.12"), ("2510", "-137.12")]),
        (rules.claim_approved(usd("14.25"), **DEALER), [("2500", "14.25"), ("2510", "-14.25")]),
        (rules.claim_credited(usd("151.37"), **DEALER), [("2510", "151.37"), ("1130", "-151.37")]),
    ],
    "W6 an exchange whose faulty part comes late": [
        (rules.exchange_shipped_ahead(usd("96.00"), **TOM),
         [("1220", "96.00"), ("1200", "-96.00")]),
        (rules.exchange_charged(goods=usd("189.00"), tax=usd("14.65"), **TOM),
         [("1100", "203.65"), ("4000", "-189.00"), ("2200", "-14.65")]),
        (rules.exchange_cost_kept(usd("96.00"), **TOM), [("5000", "96.00"), ("1220", "-96.00")]),
        (rules.goods_credited(
            goods=usd("189.00"), tax=usd("14.65"), receivable=usd("203.65"), **TOM),
         [("4010", "189.00"), ("2200", "14.65"), ("1100", "-203.65")]),
        (rules.exchange_settled_late(salvage=usd("10.00"), cost=usd("96.00"), **TOM),
         [("1210", "10.00"), ("2500", "86.00"), ("5000", "-96.00")]),
    ],
    "W7 a return invoice for what was never shipped touches no inventory": [
        (rules.goods_credited(
            goods=usd("109.00"), tax=usd("8.45"), receivable=usd("117.45"), **TOM),
         [("4010", "109.00"), ("2200", "8.45"), ("1100", "-117.45")]),
    ],
    "W8 a returned payment and its fee": [
        (rules.payment_returned(usd("150.00"), receivable="1110", **TOM),
         [("1110", "150.00"), ("1010", "-150.00")]),
        (rules.returned_payment_fee(usd("25.00"), receivable="1110", **TOM),
         [("1110", "25.00"), ("4210", "-25.00")]),
        (rules.bank_fee_charged(usd("12.00"), about="payment:P-1"),
         [("5950", "12.00"), ("1010", "-12.00")]),
    ],
}  # fmt: skip


@pytest.mark.parametrize("block", WORKED)
def test_the_worked_postings_of_retail(block: str) -> None:
    for place, (posting, lines) in enumerate(WORKED[block]):
        entry = post(posting, f"worked:{block}:{place}")
        assert lines_of(entry.number) == lines
        assert queries.trial_balance_sum() == Money.zero()


def test_an_exchange_settled_late_leaves_only_what_the_warranty_cost() -> None:
    for place, (posting, _) in enumerate(WORKED["W6 an exchange whose faulty part comes late"]):
        post(posting, f"w6:{place}")
    left = {account: amount for account, amount in moved_balances().items() if amount}
    assert left == {
        "1200": usd("-96.00"), "1210": usd("10.00"), "2500": usd("86.00"),
        "4000": usd("-189.00"), "4010": usd("189.00"),
    }  # fmt: skip


def test_a_part_of_zero_makes_no_line() -> None:
    posting = rules.goods_credited(goods=usd("20.00"), tax=NOTHING, receivable=NOTHING, **TOM)
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
        ("credit", rules.goods_credited(
        goods=usd("809.10"), tax=usd("62.71"), receivable=NOTHING, **TOM)),
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
    post(rules.goods_credited(goods=goods, tax=tax, receivable=NOTHING, **TOM), "return:credit")
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
    st.builds(lambda g, s, t: rules.shipment_invoiced(goods=g, services=s, tax=t, **TOM),
              cents, cents, cents),
    st.builds(lambda a: rules.card_settled(a + a, fee=a, about="payment:P-1"), cents),
    st.builds(lambda g, t: rules.goods_credited(goods=g, tax=t, receivable=g, **TOM), cents, cents),
    st.builds(lambda g, t: rules.exchange_charged(goods=g, tax=t, **TOM), cents, cents),
    st.builds(lambda s, c: rules.exchange_settled_late(salvage=s, cost=s + c, **TOM), cents, cents),
    st.builds(lambda e, c: rules.cash_counted(expected=e, counted=c, about="drawer:D-1"),
              cents, cents).filter(lambda posting: posting.lines),
    st.builds(lambda rule, a: rule(a, **CARD), st.sampled_from(
        [rules.store_credit_issued, rules.store_credit_used]), cents),
    st.builds(lambda rule, a: rule(a, **TOM), st.sampled_from(
        [rules.order_deposit, rules.deposit_applied,
         rules.payment_received, rules.overpayment_owed, rules.goodwill_given, rules.written_off,
         rules.payment_returned, rules.returned_payment_fee, rules.refund_paid,
         rules.restocking_fee_kept, rules.refund_unclaimed, rules.replaced_under_warranty,
         rules.exchange_shipped_ahead, rules.exchange_cost_kept, rules.claim_approved,
         rules.claim_credited, rules.claim_charged_back]), cents),
    st.builds(lambda rule, a: rule(a, about="order:O-1041"), st.sampled_from(
        [rules.cost_of_shipment, rules.card_refund_settled, rules.bank_fee_charged,
         rules.goods_taken_back, rules.faulty_taken_back, rules.product_tested]), cents),
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
