"""What was agreed beside the order counts: a changed price, consignment, lots, a currency."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from makegood.core.money import Money
from makegood.domains.aftersales.disputing import cause, mat
from makegood.domains.aftersales.matching import Kind
from makegood.domains.aftersales.tests.papers import (
    KIT,
    MOTOR,
    TODAY,
    compared,
    invoice,
    line,
    paper,
    papers,
    rows,
    usd,
)

ALL_TEN = {"order": 10, "pack": 10, "recv": 10}


def only(found):
    (one,) = found.discrepancies
    return one


def price_change(price, since, sku=KIT):
    return paper(Kind.PRICE_CHANGE, line(1, price, sku=sku), due_on=since, on=date(2026, 6, 10))


@pytest.mark.parametrize(
    ("since", "credit"), [(date(2026, 6, 3), "25.00"), (date(2026, 6, 4), "0.00")]
)
def test_a_price_that_was_lowered_afterwards_counts_from_the_day_it_names(since, credit):
    """Billed at 42.00 on 3 June; on the 10th 39.50 is agreed, from the 3rd or the 4th on."""
    found = compared(invoice(), *papers(**ALL_TEN), price_change("39.50", since))
    assert found.credit == usd(credit)
    if credit != "0.00":
        assert rows(found) == ["MP-20"]
        assert cause(only(found), 0, TODAY).text() == (
            "Belt and tensioner kit PT-BELTKIT-24: $39.50 for one piece was agreed from an earlier "
            "day on, and $42.00 was billed."
        )


def test_of_several_changes_the_last_that_holds_counts_and_of_another_article_none():
    changes = (
        price_change("40.00", date(2026, 5, 1)), price_change("41.00", date(2026, 6, 1)),
        price_change("10.00", date(2026, 6, 1), MOTOR),
    )  # fmt: skip
    assert compared(invoice(), *papers(**ALL_TEN), *changes).credit == usd("10.00")


def test_a_price_that_was_raised_as_agreed_is_no_mistake():
    found = compared(
        invoice(price="44.50"), *papers(**ALL_TEN), price_change("44.50", date(2026, 6, 1))
    )
    assert (rows(found), found.credit) == ([], usd("0.00"))


def test_of_goods_on_consignment_only_what_was_used_is_owed():
    used = paper(Kind.USAGE_REPORT, line(6, None))
    found = compared(invoice(), *papers(order=10, pack=10), used)
    assert (rows(found), found.credit, found.due) == (["MP-21"], usd("168.00"), usd("252.00"))
    assert not found.needs_receiving_report
    assert (
        cause(only(found), 0, TODAY)
        .text()
        .endswith("6 pieces on consignment were used, and 10 were billed.")
    )


def test_what_was_used_and_billed_before_counts_on_consignment_too():
    used = paper(Kind.USAGE_REPORT, line(6, None))
    first = invoice(4, number="10200", on=date(2026, 5, 20))
    found = compared(invoice(2), *papers(order=10, pack=10), used, others=(first,))
    assert (rows(found), found.credit) == ([], usd("0.00"))
    found = compared(invoice(3), *papers(order=10, pack=10), used, others=(first,))
    assert found.credit == usd("42.00")


def in_euros(kind, pieces=10, price=4000):
    return paper(kind, replace(line(pieces), price=Money(price, "EUR")))


def test_a_price_in_another_currency_is_never_compared_and_a_person_looks():
    others = [one for one in papers(**ALL_TEN) if one.kind is not Kind.ORDER]
    found = compared(invoice(), in_euros(Kind.ORDER), *others)
    assert (rows(found), found.credit) == (["MP-19"], usd("0.00"))
    assert only(found).at_stake == usd("420.00")
    assert cause(only(found), 0, TODAY).text() == (
        "Belt and tensioner kit PT-BELTKIT-24: the price was agreed in EUR and billed in USD, so "
        "the amounts cannot be compared."
    )


def test_pieces_that_were_never_sent_are_credited_whatever_the_currency_of_the_order():
    others = [one for one in papers(order=10, pack=8, recv=8) if one.kind is not Kind.ORDER]
    found = compared(invoice(), in_euros(Kind.ORDER), *others)
    assert (rows(found), found.credit) == (["MP-1", "MP-19"], usd("84.00"))


def of_lots(ordered, packed, arrived):
    named = ((Kind.ORDER, ordered), (Kind.PACKING_SLIP, packed), (Kind.RECEIVING_REPORT, arrived))
    return tuple(paper(kind, line(10, lots=frozenset(lots.split()))) for kind, lots in named)


@pytest.mark.parametrize(
    ("lots", "row", "sentence"),
    [
        (("", "A", "A"), [], ""),
        (("A", "B", "B"), ["MP-17"], "lot B was sent instead of lot A."),
        (("", "A C", "A B"), ["MP-18"], "packed as lot C, and lot B arrived."),
        (("", "A", "B"), ["MP-18"], "packed as lot A, and lot B arrived."),
    ],
)
def test_lots_that_are_not_those_of_the_papers_are_told_and_no_money_moves(lots, row, sentence):
    found = compared(invoice(), *of_lots(*lots))
    assert (rows(found), found.credit) == (row, usd("0.00"))
    if row:
        assert cause(only(found), 0, TODAY).text().endswith(sentence)


def signed_subject_to_count(pod, received):
    slip = paper(Kind.PROOF_OF_DELIVERY, line(pod, None), subject_to_count=True)
    return (*papers(order=10, pack=10, recv=received), slip)


def test_what_was_signed_subject_to_count_proves_no_pieces_and_the_count_on_arrival_decides():
    plain = [replace(one, subject_to_count=False) for one in signed_subject_to_count(10, 8)]
    assert rows(compared(invoice(), *plain)) == ["MP-2R"]
    assert compared(invoice(), *plain).credit == usd("0.00")
    found = compared(invoice(), *signed_subject_to_count(10, 8))
    assert (rows(found), found.credit) == (["MP-2"], usd("84.00"))


def test_pallets_that_were_signed_for_subject_to_count_speak_for_no_miscount():
    slip = paper(Kind.PACKING_SLIP, line(10, None), packages=2)
    pod = paper(Kind.PROOF_OF_DELIVERY, packages=2)
    others = papers(order=10, recv=8)
    assert rows(compared(invoice(), *others, slip, pod)) == ["MP-2R"]
    pod = replace(pod, subject_to_count=True)
    assert rows(compared(invoice(), *others, slip, pod)) == ["MP-2"]


def test_that_the_count_decides_is_said_in_three_languages():
    said = mat(1, "subject_to_count", TODAY, paper="BL-77")
    assert said.text() == "BL-77 was signed subject to count, so the count on arrival decides."
    assert "a reserva de recuento" in said.text("es")
    assert "sous réserve de comptage" in said.text("fr")
