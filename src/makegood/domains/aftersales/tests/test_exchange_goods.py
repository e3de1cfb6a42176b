"""A customer takes another article instead: one document, and tax on the difference."""

from __future__ import annotations

import pytest

from makegood.core import clock, worker
from makegood.core.decision import Code
from makegood.core.promises import open_promises
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.printing import exchange_document
from makegood.domains.aftersales.tests.story import (
    OTHER_WASHER,
    TOM,
    inspect,
    lived,
    mails,
    posted,
    told,
)
from makegood.domains.aftersales.tests.swaps import exchange
from makegood.domains.billing import queries as billing
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering.queries import order_card, stock_of
from makegood.domains.ordering.tests.cast import (
    RAE,
    do,
    done,
    nothing_changes,
    tom_s_other_order,
    usd,
)


def shipped(order, serial="SN-95001"):
    done(
        "ordering.record_shipment", order=order, number="SH-9001", carrier="Meridian Freight",
        tracking="MF9", promised_on="2026-06-18",
        lines=[{"line": f"{order}/1", "quantity": 1, "serials": [serial]}],
    )  # fmt: skip
    done("ordering.record_delivery", shipment="SH-9001", place="Harlow")


def test_AC21_4_an_upgrade_pays_139_90_and_the_tax_on_it():
    outcome = exchange()
    assert outcome.result == {
        "exchange": "EX-1001", "return_number": "R-2001", "order": "O-5001",
        "to_pay": {"amount": "150.74", "currency": "USD"},
        "to_refund": {"amount": "0.00", "currency": "USD"},
    }  # fmt: skip
    assert told(outcome)[:3] == [
        "For the WM900 washing machine we credit $809.10; the WM950 washing machine costs $949.00"
        " today, both without tax.",
        "You pay the difference of $139.90 and the tax on it of $10.84: $150.74.",
        "$150.74 is taken from your card ending in 4242.",
    ]
    (paid,) = billing.payments_of("O-5001")
    assert (paid.amount, paid.last4) == (usd("150.74"), "4242")
    (promise,) = open_promises("exchange:EX-1001")
    assert promise.kind == "exchange"


def test_AC21_4_it_is_one_document_with_both_articles():
    exchange()
    sheet = exchange_document("EX-1001", "en")
    assert sheet.rows == (
        ("Goes back: WM900 washing machine", "-$809.10", "-$62.71"),
        ("Comes instead: WM950 washing machine", "$949.00", "$73.55"),
        ("The difference, with tax", "$150.74", ""),
    )
    assert "$150.74" in mails("exchange_agreed")[0]


def test_AC21_4_once_both_have_moved_nothing_is_owed_and_no_money_goes_back():
    exchange()
    worker.work_off()
    shipped("O-5001")
    done("aftersales.receive_return", RAE, return_number="R-2001")
    outcome = inspect("R-2001", "B")
    assert told(outcome) == [
        "It was looked at and accepted as grade B.",
        "Its $871.81 count towards the WM950 washing machine that you took instead.",
    ]
    worker.work_off()
    assert posted("return:R-2001")[-2:] == [
        ("J04", "1100", "871.81"), ("J04", "1100", "-871.81"),
    ]  # fmt: skip
    assert ledger.balance_of("1100", party="C-6") == usd("0.00")
    assert ledger.balance_of("2310", party="C-6") == usd("0.00")
    assert ledger.balance_of("2200", about="order:O-5001") == usd("-73.55")
    assert not billing.refunds_from("return:R-2001")
    assert queries.exchange_card("EX-1001").state == "refunded"
    assert mails("return_refunded") == []
    status = done("aftersales.tell_return_status", TOM, return_number="R-2001")
    assert "Its $871.81 count towards the WM950 washing machine that you took instead." in told(
        status
    )


def test_a_smaller_one_pays_back_the_difference_once_the_old_one_was_looked_at():
    outcome = exchange("WM700")
    assert outcome.answer("to_refund") == {"amount": "172.51", "currency": "USD"}
    worker.work_off()
    shipped("O-5001", "SN-70400")
    done("aftersales.receive_return", RAE, return_number="R-2001")
    inspect("R-2001", "B")
    worker.work_off()
    (refund,) = billing.refunds_from("return:R-2001")
    assert refund.total == usd("172.51")
    assert ledger.balance_of("1100", party="C-6") == usd("0.00")


def test_no_fee_is_kept_for_an_opened_one():
    exchange()
    assert queries.return_card("R-2001").fee == usd("0.00")


@pytest.mark.parametrize(("today", "is_done"), [("2026-07-02", True), ("2026-07-03", False)])
def test_the_time_for_a_change_of_mind_counts(today, is_done):
    with clock.standing_at(today):
        assert exchange().is_done is is_done


def test_the_same_article_is_no_exchange():
    with nothing_changes():
        outcome = exchange("WM900")
    assert told(outcome) == ["That is the same article: WM900 washing machine."]


def test_what_was_exchanged_is_not_returned_as_well():
    exchange()
    with nothing_changes():
        assert "There already is a return for it: R-2001" in told(exchange("WM700"))[0]


def test_without_a_card_the_difference_is_paid_before_we_come():
    lived(tom_s_other_order(tenders=()))
    outcome = exchange(line=OTHER_WASHER)
    assert "Please pay it in a store" in told(outcome)[2]
    assert not billing.payments_of("O-5001")


def test_what_comes_instead_is_kept_in_the_warehouse_until_it_leaves():
    before = stock_of("WM950")
    order = str(exchange().answer("order"))
    assert stock_of("WM950").free == before.free - 1
    assert order_card(order).state == "allocated"
    done(
        "ordering.record_shipment", RAE, order=order, number="SH-9001", carrier="Meridian Freight",
        tracking="MF9", promised_on="2026-06-18", lines=[{"line": f"{order}/1", "quantity": 1}],
    )  # fmt: skip
    assert stock_of("WM950").on_hand == before.on_hand - 1


def test_whoever_asked_to_be_kept_from_buying_is_given_no_other_article_but_may_return_it():
    done("parties.pause_purchases", TOM, months="3", wording="please keep me from buying")
    with nothing_changes():
        refused = exchange()
    assert (refused.code, told(refused)) == (
        Code.POLICY_DENIED,
        [
            "You asked us to sell you nothing until the end of September 15, 2026, and we keep to "
            "that. Repairs, returns and your money go on as before."
        ],
    )
    assert do(
        "aftersales.open_return", TOM, line="O-1041/1", reason="changed_mind", opened=False
    ).is_done
