"""The bill of a shipment is disputed as any invoice is: compared, credited, never beyond itself."""

from __future__ import annotations

from makegood.core import worker
from makegood.core.decision import Code
from makegood.core.money import sum_of
from makegood.core.outcome import Status
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.lindqvist import KIT, LINDQVIST, file_paper
from makegood.domains.aftersales.tests.story import posted
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering.queries import bill_card, bill_lines, bills_of, invoice_of
from makegood.domains.ordering.tests.cast import (
    COMPANY,
    INES,
    RAE,
    do,
    done,
    nothing_changes,
    usd,
)

ORDER = "O-8001"
PLACE = {"line1": "200 Quay Street", "locality": "Harlow", "region": "XM", "postal_code": "55504"}


def ship(number, pieces, order=ORDER):
    done(
        "ordering.record_shipment", COMPANY, order=order, number=number,
        carrier="Quayside Parcel", tracking=f"QP{number}", promised_on="2026-06-15",
        lines=[{"line": f"{order}/1", "quantity": pieces}],
    )  # fmt: skip
    done("ordering.record_delivery", RAE, shipment=number, place="Harlow")
    return invoice_of(number).number


def ten_kits(*, discount="0.00", tax="32.55", total="452.55"):
    """Ten kits are ordered, and billed only with the shipments that bring them."""
    sold = {"sku": KIT, "quantity": 10, "unit_price": "42.00", "discount": discount, "tax": tax}
    done(
        "ordering.import_order", COMPANY, party="C-7", account="40007", number=ORDER,
        ship_to=dict(PLACE), lines=[sold], tax=tax, total=total,
    )  # fmt: skip


def owed():
    return ledger.balance_of("1100", party="C-7", about=f"order:{ORDER}")


def compare(number):
    return do("aftersales.compare_papers", LINDQVIST, invoice=number)


def test_AC20_2_one_kit_that_was_not_accepted_is_credited_of_the_shipments_own_bill():
    ten_kits()
    number = ship("SH-8001", 10)
    assert compare(number).status is Status.NEEDS_INFO
    file_paper(ORDER, "receiving_report", "RR-1", 10)
    file_paper(ORDER, "inspection", "IN-1", 9)
    assert done("aftersales.compare_papers", LINDQVIST, invoice=number).answer("credit") == {
        "amount": "42.00", "currency": "USD",
    }  # fmt: skip
    outcome = done("aftersales.accept_credit", LINDQVIST, invoice=number)
    memo = str(outcome.answer("credit_memo"))
    assert posted(f"credit_memo:{memo}") == [
        ("J14", "4010", "42.00"), ("J14", "2200", "3.26"), ("J14", "1100", "-45.26"),
    ]  # fmt: skip
    assert owed() == usd("407.29")
    card = queries.credit_memo_card(memo)
    assert (card.invoice, card.order) == (number, ORDER)
    assert bill_card(number).total == usd("452.55")
    assert queries.invoice_card(number).credit_memos == (memo,)
    with nothing_changes():
        again = do("aftersales.accept_credit", LINDQVIST, invoice=number)
    assert again.code is Code.POLICY_DENIED


def test_two_shipments_of_one_order_are_two_bills_and_neither_bills_the_others_pieces():
    ten_kits()
    first, second = ship("SH-8001", 4), ship("SH-8002", 6)
    file_paper(ORDER, "receiving_report", "RR-1", 10)
    for number in (first, second):
        outcome = done("aftersales.compare_papers", LINDQVIST, invoice=number)
        assert outcome.answer("discrepancies") == []


def test_AC20_4_no_more_is_credited_than_the_bill_less_earlier_credits():
    ten_kits()
    number = ship("SH-8001", 4)
    ship("SH-8002", 6)
    assert queries.invoice_card(number).net == usd("168.00")
    for amount in ("168.01", "420.00"):
        with nothing_changes():
            outcome = do("aftersales.prepare_return_invoice", INES, invoice=number,
                         amount=amount, reason="Agreed with the buyer")  # fmt: skip
        assert outcome.code is Code.POLICY_DENIED
    done("aftersales.prepare_return_invoice", INES, invoice=number, amount="168.00",
         reason="Agreed with the buyer")  # fmt: skip
    assert owed() == usd("271.51")
    with nothing_changes():
        outcome = do("aftersales.prepare_return_invoice", INES, invoice=number,
                     amount="0.01", reason="Agreed with the buyer")  # fmt: skip
    assert outcome.code is Code.POLICY_DENIED


def test_a_discount_that_leaves_no_whole_cents_for_a_piece_is_mirrored_to_the_cent():
    ten_kits(discount="20.05", tax="31.00", total="430.95")
    first, second = ship("SH-8001", 3), ship("SH-8002", 7)
    file_paper(ORDER, "receiving_report", "RR-1", 10)
    cards = [queries.invoice_card(number) for number in (first, second)]
    assert sum_of([one.total for one in cards]) == usd("430.95")
    for number, card in zip((first, second), cards, strict=True):
        assert (card.net, card.tax) == (bill_card(number).goods, bill_card(number).tax)
        assert [line.net for line in bill_lines(number)] == [card.net]
        outcome = done("aftersales.compare_papers", LINDQVIST, invoice=number)
        assert outcome.answer("discrepancies") == []
        done("aftersales.prepare_return_invoice", INES, invoice=number,
             amount=f"{card.net.amount:.2f}", reason="Nothing arrived")  # fmt: skip
    assert owed() == usd("0.00")
    assert ledger.balance_of("2200", about=f"order:{ORDER}") == usd("0.00")


def test_a_bill_in_whose_place_another_invoice_was_sent_is_not_what_counts():
    own = bill_card(invoice_of("SH-3003").number)
    assert own.order == "O-1043"
    with nothing_changes():
        outcome = compare(own.number)
    assert outcome.code is Code.POLICY_DENIED
    assert outcome.statements[0].text() == (
        f"Invoice 10231 was sent in place of {own.number}, so that one counts. Nothing was changed."
    )


def test_a_credited_bill_does_not_count_twice_when_an_invoice_is_recorded_later():
    ten_kits()
    number = ship("SH-8001", 10)
    done("aftersales.prepare_return_invoice", INES, invoice=number, amount="42.00",
         reason="Agreed with the buyer")  # fmt: skip
    before = owed()
    recorded = done(
        "aftersales.record_invoice", RAE, order=ORDER, number="10999", dated_on="2026-06-15",
        lines=[{"sku": KIT, "quantity": 10, "price": "42.00", "tax": "32.55"}], total="452.55",
    )  # fmt: skip
    assert recorded.answer("added") == {"amount": "0.00", "currency": "USD"}
    assert owed() == before


def test_a_paid_bill_is_credited_back_the_way_it_was_paid():
    ten_kits()
    number = ship("SH-8001", 10)
    done(
        "billing.take_payment", RAE, order=ORDER, party="C-7", amount="452.55", tender="card",
        token="tok_lindqvist_1", last4="1111",
    )  # fmt: skip
    worker.work_off()
    assert owed() == usd("0.00")
    outcome = done("aftersales.prepare_return_invoice", INES, invoice=number, amount="42.00",
                   reason="Agreed with the buyer")  # fmt: skip
    assert outcome.answer("refund") is not None
    assert outcome.answer("to_invoice") == {"amount": "0.00", "currency": "USD"}


def test_a_copy_of_our_own_bill_is_known_as_it():
    ten_kits()
    number = ship("SH-8001", 10)
    outcome = done(
        "aftersales.file_paper", RAE, order=ORDER, kind="invoice", own_number=number,
        dated_on="2026-06-15", lines=[{"sku": KIT, "quantity": 10, "price": "42.00"}],
    )  # fmt: skip
    assert outcome.answer("paper") == number


def test_the_invoices_that_count_are_found_at_one_look_however_many_orders_there_are(
    django_assert_num_queries,
):
    ten_kits()
    bills = [ship("SH-8001", 4), ship("SH-8002", 6)]
    before = bill_card(invoice_of("SH-3003").number)
    with django_assert_num_queries(2):
        found = [(one.number, one.order) for one in queries.invoices_sent_to("C-7")]
    assert [one for one in found if one[1] == ORDER] == [(bills[1], ORDER), (bills[0], ORDER)]
    assert ("10231", "O-1043") in found
    assert (before.number, "O-1043") not in found
    assert {one for one, _ in found} == {
        one.number
        for order in {order for _, order in found}
        for one in (queries.invoices_of_order(order) or bills_of(order))
    }
