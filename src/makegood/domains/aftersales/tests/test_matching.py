"""Papers side by side: each row of the table of C20, its money, and what is ranked first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood.core.money import Money
from makegood.domains.aftersales.matching import Kind
from makegood.domains.aftersales.tests.papers import (
    BELT,
    KIT,
    MOTOR,
    compared,
    invoice,
    line,
    paper,
    papers,
    rows,
    usd,
)

ALL_TEN = {"req": 10, "order": 10, "ack": 10, "pack": 10, "pod": 10, "recv": 10, "accept": 10}
BOX = {"unit": "box", "pack": 12}


def of(**counts):
    return papers(**{**ALL_TEN, **counts})


def with_items(asked, ordered, acknowledged, came):
    """Ten pieces on each paper, of these stock numbers."""
    each = (
        (Kind.REQUISITION, asked), (Kind.ORDER, ordered), (Kind.ACKNOWLEDGEMENT, acknowledged),
        (Kind.PACKING_SLIP, came), (Kind.RECEIVING_REPORT, came),
    )  # fmt: skip
    return tuple(paper(kind, line(10, sku=sku)) for kind, sku in each)


def in_units(requisition, order):
    """Ten on each paper, the requisition and the order in these units."""
    kept = paper(Kind.PACKING_SLIP, line(10)), paper(Kind.RECEIVING_REPORT, line(10))
    return (
        paper(Kind.REQUISITION, line(10, **requisition)), paper(Kind.ORDER, line(10, **order)),
        paper(Kind.ACKNOWLEDGEMENT, line(10, **order)), *kept,
    )  # fmt: skip


def with_serials(registered, came):
    return (
        paper(Kind.ORDER, line(10, serials=registered)),
        paper(Kind.PACKING_SLIP, line(10, serials=came)),
        paper(Kind.RECEIVING_REPORT, line(10, serials=came)),
    )


S10 = frozenset(f"S{n}" for n in range(1, 11))
S11 = S10 - {"S10"} | {"S11"}

TABLE = [
    # row, papers, invoice, (cause, responsible, action), credited
    ("MP-1", of(pack=8, pod=8, recv=8, accept=8), invoice(),
     ("short_shipped", "company", "credit_or_back_order"), "84.00"),
    ("MP-2", of(pod=8, recv=8, accept=8), invoice(),
     ("lost_in_transit", "carrier", "claim_freight"), "84.00"),
    ("MP-3", of(pack=12, pod=12, recv=12, accept=12), invoice(),
     ("over_shipped", "company", "collect_or_keep"), "0.00"),
    ("MP-4", of(order=12, ack=12, pack=12, pod=12, recv=12, accept=12), invoice(12),
     ("order_entry", "unknown", "find_who_keyed"), "0.00"),
    ("MP-5", with_items(KIT, KIT, KIT, BELT), invoice(),
     ("mis_pick", "company", "exchange"), "0.00"),
    ("MP-6", with_items(KIT, BELT, BELT, BELT), paper(Kind.INVOICE, line(10, sku=BELT)),
     ("substituted", "company", "check_consent"), "0.00"),
    ("MP-7", papers(**ALL_TEN, ack_price="44.50"), invoice(price="44.50"),
     ("price_at_acknowledgement", "unknown", "terms_decide"), "0.00"),
    ("MP-8", of(), invoice(price="44.50"),
     ("billing_price", "company", "credit_price"), "25.00"),
    ("MP-9", of(accept=9), invoice(),
     ("damaged", "carrier", "credit_or_replace"), "42.00"),
    ("MP-11", (paper(Kind.ORDER, line(1, sku=MOTOR)),
               paper(Kind.ACKNOWLEDGEMENT, line(1, sku=MOTOR)),
               paper(Kind.PACKING_SLIP, line(1, sku=MOTOR), line(1)),
               paper(Kind.RECEIVING_REPORT, line(1, sku=MOTOR), line(1))), invoice(1),
     ("never_ordered", "company", "cancel_and_collect"), "42.00"),
    ("MP-12", in_units(BOX, {}), paper(Kind.INVOICE, line(10, "504.00", **BOX)),
     ("unit_of_measure", "company", "re_price"), "4620.00"),
    ("MP-13", with_serials(S10, S11), invoice(),
     ("serial_mixed", "company", "correct_register"), "0.00"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "others", "billed", "meaning", "credit"), TABLE)
def test_each_row_of_the_table_is_recognised_with_its_money(row, others, billed, meaning, credit):
    found = compared(billed, *others)
    (one,) = found.discrepancies
    first = one.meaning
    assert (first.row, (first.cause, first.responsible, first.action)) == (row, meaning)
    assert found.credit == usd(credit)
    assert found.due == found.billed - usd(credit)


def test_AC20_5_a_duplicate_invoice_is_credited_whole_and_the_original_stays():
    """Row MP-10: the same order, article, pieces and price within three days."""
    first = invoice(number="10231")
    again = invoice(number="10240", on=date(2026, 6, 6))
    twice = compared(again, *of(), others=(first,))
    assert rows(twice) == ["MP-10"]
    assert (twice.duplicate_of, twice.credit, twice.due) == ("10231", usd("420.00"), usd("0.00"))
    original = compared(first, *of(), others=(again,))
    assert (rows(original), original.credit) == ([], usd("0.00"))


@pytest.mark.parametrize(
    ("other", "is_twin"),
    [
        (invoice(number="10230", on=date(2026, 5, 31)), True),
        (invoice(number="10230", on=date(2026, 5, 30)), False),
        (invoice(9, number="10230"), False),
        (invoice(price="42.10", number="10230"), False),
    ],
)
def test_only_an_invoice_alike_and_near_is_a_duplicate(other, is_twin):
    assert bool(compared(invoice(), *of(), others=(other,)).duplicate_of) is is_twin


def test_AC20_1_two_mistakes_are_two_discrepancies_with_their_own_causes():
    found = compared(invoice(price="44.50"), *of(pack=8, pod=8, recv=8, accept=None))
    short, dear = found.discrepancies
    assert (short.meaning.cause, short.pieces, short.credit) == ("short_shipped", 2, usd("89.00"))
    assert (dear.meaning.cause, dear.pieces, dear.credit) == ("billing_price", 8, usd("20.00"))
    assert (found.billed, found.credit, found.due) == (usd("445.00"), usd("109.00"), usd("336.00"))
    shares = [share for one in found.discrepancies for share in one.shares]
    assert [(one.pieces, one.price) for one in shares] == [(2, usd("44.50")), (8, usd("2.50"))]


def test_AC20_2_one_of_ten_not_accepted_is_credited_with_its_quality_code():
    (one,) = compared(invoice(), *of(accept=9)).discrepancies
    assert (one.credit, one.meaning.quality_code) == (usd("42.00"), "damaged_in_transit")


def on_pallets(sent, came, **counts):
    """Ten pieces packed on so many pallets, of which so many were delivered."""
    kept = [one for one in papers(**counts) if one.kind is not Kind.PACKING_SLIP]
    slip = paper(Kind.PACKING_SLIP, line(10, None), packages=sent)
    return (*kept, slip, paper(Kind.PROOF_OF_DELIVERY, packages=came))


def test_AC20_3_without_a_receiving_report_nothing_is_credited_and_one_pallet_means_lost():
    found = compared(invoice(), *on_pallets(2, 1))
    assert found.needs_receiving_report
    assert found.missing == (Kind.RECEIVING_REPORT,)
    assert found.credit == usd("0.00")
    (one,) = found.discrepancies
    assert [meaning.cause for meaning in one.meanings][:2] == ["lost_in_transit", "receiving_error"]


def test_all_pallets_there_speak_for_a_mistake_in_receiving():
    found = compared(invoice(), *on_pallets(2, 2, recv=8))
    (one,) = found.discrepancies
    assert [m.cause for m in one.meanings] == ["receiving_error", "lost_in_transit"]
    assert (one.at_stake, one.credit) == (usd("84.00"), usd("0.00"))


def test_without_a_count_at_the_door_a_loss_on_the_way_is_likelier_than_a_miscount():
    (one,) = compared(invoice(), *of(pod=None, recv=8, accept=None)).discrepancies
    assert [m.row for m in one.meanings] == ["MP-2", "MP-2R"]


def test_several_losses_of_one_article_are_told_apart():
    found = compared(invoice(), *of(pack=8, pod=8, recv=8, accept=7))
    assert [(one.meaning.cause, one.credit) for one in found.discrepancies] == [
        ("short_shipped", usd("84.00")),
        ("damaged", usd("42.00")),
    ]


def test_a_consumer_has_the_price_of_the_order_and_a_company_its_terms():
    others = papers(**ALL_TEN, ack_price="44.50")
    assert compared(invoice(price="44.50"), *others, is_person=True).credit == usd("25.00")
    assert compared(invoice(price="44.50"), *others).credit == usd("0.00")


@pytest.mark.parametrize(
    ("ordered", "billed", "credit"),
    [
        ("42.00", "42.42", "0.00"), ("42.00", "42.43", "4.30"),
        ("2.00", "2.05", "0.00"), ("2.00", "2.06", "0.60"), ("42.00", "41.00", "0.00"),
    ],
)  # fmt: skip
def test_a_price_may_differ_by_one_per_cent_or_five_cents(ordered, billed, credit):
    found = compared(invoice(price=billed), *papers(**ALL_TEN, price=ordered))
    assert found.credit == usd(credit)


@pytest.mark.parametrize(("day", "late"), [(5, []), (6, ["MP-14"])])
def test_a_delivery_may_be_two_days_late(day, late):
    others = [
        replace(one, due_on=date(2026, 6, 3)) if one.kind is Kind.ORDER else one for one in of()
    ]
    others = [one for one in others if one.kind is not Kind.RECEIVING_REPORT]
    report = paper(Kind.RECEIVING_REPORT, line(10), on=date(2026, 6, day))
    assert rows(compared(invoice(), *others, report)) == late


def test_a_box_of_ten_is_ten_pieces():
    order = paper(Kind.ORDER, line(1, "420.00", unit="box", pack=10))
    others = [one for one in of() if one.kind is not Kind.ORDER]
    assert rows(compared(invoice(), order, *others)) == []


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ({"sku": "", "buyer_part": "LPM-77"}, {"buyer_part": "LPM-77"}),
        ({"sku": "PT-BELT-18"}, {"sku": "PT-BELT-20"}),
        (
            {"sku": "", "description": "Belt and tensioner kit 24"},
            {"sku": "", "description": "belt and tensioner kits 24"},
        ),
    ],
)
def test_lines_are_recognised_by_part_number_successor_and_description(ours, theirs):
    slip, report = (
        paper(kind, line(10, **theirs)) for kind in (Kind.PACKING_SLIP, Kind.RECEIVING_REPORT)
    )
    order, billed = paper(Kind.ORDER, line(10, **ours)), paper(Kind.INVOICE, line(10, **ours))
    found = compared(billed, order, slip, report, successors={"PT-BELT-18": "PT-BELT-20"})
    assert len(found.articles) == 1
    assert found.credit == usd("0.00")


def test_two_articles_with_other_stock_numbers_are_never_taken_for_one_another():
    same_words = {"description": "Drive belt"}
    order = paper(Kind.ORDER, line(10, **same_words), line(5, sku=BELT, **same_words))
    billed = paper(Kind.INVOICE, line(10), line(5, sku=BELT))
    slip = paper(Kind.PACKING_SLIP, line(10), line(5, sku=BELT))
    found = compared(billed, order, slip, paper(Kind.RECEIVING_REPORT, *slip.lines))
    assert [one.name for one in found.articles] == [KIT, BELT]
    assert found.discrepancies == ()


def test_partial_invoices_of_one_order_are_counted_together():
    first = invoice(6, number="10200", on=date(2026, 5, 20))
    assert compared(invoice(4), *of(), others=(first,)).credit == usd("0.00")
    halves = compared(invoice(5), *of(), others=(invoice(5, number="10200"),))
    assert (halves.duplicate_of, halves.credit) == ("", usd("0.00"))
    found = compared(invoice(6), *of(), others=(first,))
    assert (rows(found), found.credit) == (["MP-15"], usd("84.00"))


def test_a_charge_that_nobody_ordered_is_for_a_person():
    billed = paper(Kind.INVOICE, line(10), line(1, "79.00", sku="DELIVERY", is_goods=False))
    found = compared(billed, *of())
    assert (rows(found), found.credit) == (["MP-16"], usd("0.00"))
    assert found.discrepancies[0].at_stake == usd("79.00")


def test_what_no_row_explains_is_for_a_person():
    found = compared(invoice(), *of(ack=9, pack=9, pod=9, recv=9, accept=9))
    assert (rows(found), found.credit) == (["MP-0"], usd("0.00"))


def test_what_was_credited_before_is_not_credited_again():
    others = of(pack=8, pod=8, recv=8, accept=8)
    assert compared(invoice(), *others, credited=usd("84.00")).credit == usd("0.00")
    assert compared(invoice(), *others, credited=usd("42.00")).credit == usd("42.00")


@settings(deadline=None)
@given(
    counts=st.lists(st.integers(0, 40), min_size=6, max_size=6), billed=st.integers(1, 40),
    price=st.integers(1, 9999), ordered_at=st.integers(1, 9999),
)  # fmt: skip
def test_never_is_more_credited_than_was_billed_nor_less_than_nothing(
    northvale, counts, billed, price, ordered_at
):
    names = ("order", "ack", "pack", "pod", "recv", "accept")
    others = papers(
        **dict(zip(names, counts, strict=True)), price=f"{Money(ordered_at).amount:.2f}"
    )
    found = compared(invoice(billed, f"{Money(price).amount:.2f}"), *others)
    assert usd("0.00") <= found.credit <= found.billed
    assert found.credit == sum((one.credit for one in found.discrepancies), usd("0.00"))


def test_what_was_not_accepted_and_came_back_as_a_return_is_not_credited_again():
    """Nine of ten were accepted; the tenth came back and was credited, so nothing is left."""
    filed = papers(pack=10, recv=10, accept=9)
    assert compared(invoice(), *filed).credit == usd("42.00")
    assert compared(invoice(), *filed, returned={KIT: 1}).credit == usd("0.00")
    filed = papers(pack=10, recv=10, accept=7)
    assert compared(invoice(), *filed, returned={KIT: 1}).credit == usd("84.00")
    filed = papers(pack=8, recv=8, accept=8)
    assert compared(invoice(), *filed, returned={KIT: 1}).credit == usd("84.00")
