"""The customers of the demo and the money of their orders."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.handbook import Handbook, TaxRate, check, load
from makegood.handbook.orders import document_tax, tax_by_jurisdiction


@pytest.fixture(scope="module")
def northvale(northvale_folder: Path) -> Handbook:
    return load(northvale_folder)


def test_tom_paid_his_washer_with_a_gift_card_and_a_credit_card(northvale):
    order = northvale.people.order("O-1041")
    assert [(line.sku, line.net, line.tax) for line in order.lines] == [
        ("WM900", Decimal("809.10"), Decimal("62.71")),
        ("DELIVERY", Decimal("79.00"), Decimal("6.12")),
        ("SV-INST", Decimal("149.00"), Decimal("0.00")),
        ("SV-HAUL", Decimal("39.00"), Decimal("0.00")),
    ]
    assert (order.tax, order.total) == (Decimal("68.83"), Decimal("1144.93"))
    paid = {kind: Decimal(0) for kind in ("card", "gift_card")}
    for tender in order.tenders:
        paid[tender.kind] += tender.amount
    assert paid == {"card": Decimal("1044.93"), "gift_card": Decimal("100.00")}
    assert order.tenders[0].amount == Decimal("228.99")
    assert order.shipments[0].delivered_on == date(2026, 6, 2)
    assert order.shipments[0].lines[0].serials == ("SN-77120",)
    assert not order.visits[0].installed
    assert order.line_ref(order.line(1)) == "O-1041/1"


def test_every_prepaid_order_is_paid_to_the_cent(northvale):
    for order in northvale.people.orders:
        paid = sum((tender.amount for tender in order.tenders), Decimal(0))
        terms = northvale.people.party(order.party).accounts[0].terms
        assert paid == (order.total if terms == "prepaid" else Decimal(0)), order.number


HARLOW = [
    TaxRate(id="TAX-XM-GOODS", jurisdiction="XM", tax_class="goods", percent=Decimal("6.25")),
    TaxRate(
        id="TAX-HARLOW-GOODS", jurisdiction="XM/Harlow", tax_class="goods", percent=Decimal("1.50")
    ),
]


def test_AC10_1_tax_is_rounded_on_the_document_and_shared_by_largest_remainder():
    lines = [
        (Decimal("809.10"), HARLOW),
        (Decimal("79.00"), HARLOW),
        (Decimal("149.00"), []),
        (Decimal("39.00"), []),
    ]
    assert tax_by_jurisdiction(lines) == {"XM": Decimal("55.51"), "XM/Harlow": Decimal("13.32")}
    assert document_tax(lines) == (
        Decimal("62.71"), Decimal("6.12"), Decimal("0.00"), Decimal("0.00"),
    )  # fmt: skip


def test_AC10_2_three_small_lines_share_the_tax_of_their_sum():
    lines = [(Decimal("0.99"), HARLOW)] * 3
    assert document_tax(lines) == (Decimal("0.08"), Decimal("0.08"), Decimal("0.07"))


def test_each_jurisdiction_gets_its_own_tax_rounded_once():
    # 7.75 % of 0.06 is 0.00465, which is nothing; so are the two taxes by themselves.
    assert document_tax([(Decimal("0.06"), HARLOW)]) == (Decimal("0.00"),)
    # 6.25 % of 0.40 is 0.025 and 1.50 % is 0.006: 0.03 and 0.01, where 7.75 % would be 0.03.
    assert document_tax([(Decimal("0.40"), HARLOW)]) == (Decimal("0.04"),)


@given(st.lists(st.decimals("0.01", "5000.00", places=2), min_size=1, max_size=12))
def test_the_shares_of_the_tax_always_add_up_to_the_tax_of_the_document(nets):
    lines = [(net, HARLOW) for net in nets]
    taxes = document_tax(lines)
    assert sum(taxes) == sum(tax_by_jurisdiction(lines).values())
    assert abs(sum(taxes) - sum(nets) * Decimal("0.0775")) <= Decimal("0.01")
    assert all(tax >= 0 for tax in taxes)


def test_kwame_has_a_new_phone_and_an_old_mail(northvale):
    mail, phone = northvale.people.party("C-20").contact_points
    assert mail.added_on == date(2024, 9, 30)
    assert (date(2026, 6, 15) - phone.added_on).days == 3


def test_marcus_changed_his_address_ten_days_ago(northvale):
    marcus = northvale.people.party("C-30")
    assert marcus.address_on(date(2026, 6, 4)).line1 == "310 Harbour View"
    assert marcus.address_on(date(2026, 6, 15)).line1 == "18 Foundry Square"


def test_abdul_has_one_washer_at_home_and_one_on_its_way(northvale):
    first, second = northvale.people.order("O-1045").shipments
    assert first.delivered_on == date(2026, 5, 28)
    assert second.delivered_on is None
    assert second.scans[-1].event == "in_transit"
    paid = [tender.amount for tender in northvale.people.order("O-1045").tenders]
    assert paid == [Decimal("408.98"), Decimal("860.97"), Decimal("774.93")]


def test_lindqvist_was_billed_for_two_more_than_came_and_at_another_price(northvale):
    order = northvale.people.order("O-1043")
    invoice = order.invoices[0]
    assert order.shipments[0].lines[0].quantity == 8
    assert (invoice.quantity, invoice.unit_price) == (10, Decimal("44.50"))
    assert invoice.total == invoice.quantity * invoice.unit_price + invoice.tax


def test_an_order_that_does_not_add_up_is_refused_with_what_would(copy):
    copy.rewrite("people/orders.toml", 'tax = "62.71"', 'tax = "62.70"')
    copy.rewrite("people/orders.toml", 'total = "1144.93"', 'total = "1144.92"')
    found = {(problem.field, problem.wrong, problem.accepted) for problem in check(copy.root)}
    assert ("order[1].lines[1].tax", "is 62.70", "62.71") in found
    assert ("order[1].total", "is 1144.92", "1144.93, the sum of its lines") in found


def test_an_order_of_a_stranger_is_refused(copy):
    copy.rewrite("people/orders.toml", 'account = "40006"', 'account = "40007"')
    assert [problem.wrong for problem in check(copy.root)] == ["40007 is no account of C-6"]


def test_more_pieces_shipped_than_ordered_is_refused(copy):
    copy.rewrite("people/orders.toml", "{ line = 2, quantity = 4 },", "{ line = 2, quantity = 5 },")
    assert [problem.wrong for problem in check(copy.root)] == [
        "line 2 is shipped more often than ordered"
    ]
