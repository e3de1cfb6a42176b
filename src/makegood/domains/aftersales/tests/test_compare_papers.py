"""An invoice is laid beside what was ordered, packed and received, and told in sentences."""

from __future__ import annotations

import pytest

from makegood.core import clock
from makegood.core.actor import V1
from makegood.core.decision import Code
from makegood.core.outcome import Status
from makegood.domains.aftersales.disputing import cause
from makegood.domains.aftersales.matching import Kind
from makegood.domains.aftersales.tests import papers as made
from makegood.domains.aftersales.tests.lindqvist import (
    INVOICE,
    KIT,
    LINDQVIST,
    file_paper,
    right_delivery,
)
from makegood.domains.aftersales.tests.story import TOM, told
from makegood.domains.ordering.tests.cast import RAE, chat, do, done, nothing_changes


def compare(actor=LINDQVIST, **ask):
    return do("aftersales.compare_papers", actor, invoice=INVOICE, **ask)


def test_AC20_1_the_two_mistakes_are_told_with_what_is_due_and_what_is_credited():
    outcome = compare()
    assert outcome.is_done
    assert outcome.answer("discrepancies") == [
        "MP-1:PT-BELTKIT-24",
        "MP-8:PT-BELTKIT-24",
    ]
    assert told(outcome) == [
        "Belt and tensioner kit PT-BELTKIT-24: 8 of 10 pieces were packed; 2 were never sent.",
        "We credit what was not sent. If you still need it, tell us, and we send it as a new"
        " order.",
        "Belt and tensioner kit PT-BELTKIT-24: billed at $44.50 for one piece instead of $42.00.",
        "We credit the difference.",
        "Of $445.00 billed, $336.00 is due. We credit $109.00 plus $8.45 tax: $117.45 in all.",
    ]
    figures = {one.name: f"{one.amount.amount:.2f}" for one in outcome.figures}
    assert figures == {
        "billed": "445.00", "due": "336.00", "goods": "109.00", "tax": "8.45", "credit": "117.45",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("language", "kit", "money"),
    [
        (
            "es",
            "Juego de correa y tensor",
            "Abonamos $109.00 más $8.45 de impuesto: $117.45 en total.",
        ),
        (
            "fr",
            "Kit courroie et tendeur",
            "Nous créditons 109,00 $US plus 8,45 $US de taxe : 117,45 $US au total.",
        ),
    ],
)
def test_it_is_told_in_the_customers_language(language, kit, money):
    first, *_, last = told(compare(chat("C-7", language=language)), language)
    assert first.startswith(f"{kit} PT-BELTKIT-24")
    assert last.replace("\xa0", " ").replace("\u202f", " ").endswith(money)


def in_place_of(ordered, came):
    """Ten kits ordered and billed, and something about them that is not what was packed."""
    slip = made.paper(Kind.PACKING_SLIP, made.line(10, **came))
    return made.compared(made.invoice(), made.paper(Kind.ORDER, made.line(10, **ordered)), slip)


@pytest.mark.parametrize(
    ("ordered", "came", "sentence"),
    [
        ({"sku": KIT}, {"sku": "PT-CTRL"},
         "Control board PT-CTRL was packed instead of Belt and tensioner kit PT-BELTKIT-24."),
        ({"serials": frozenset({"40711"})}, {"serials": frozenset({"40712"})},
         "Belt and tensioner kit PT-BELTKIT-24: serial numbers 40712 were packed instead of"
         " 40711."),
    ],
)  # fmt: skip
def test_articles_are_told_by_their_names_and_serial_numbers_as_they_stand(ordered, came, sentence):
    first, *_ = in_place_of(ordered, came).discrepancies
    assert cause(first, 0, made.TODAY).text() == sentence


def test_comparing_changes_nothing():
    with nothing_changes():
        assert compare().is_done


def test_somebody_elses_invoice_is_not_found_and_nothing_of_it_is_told():
    with nothing_changes():
        strange = compare(TOM)
    missing = do("aftersales.compare_papers", TOM, invoice="99999")
    assert strange.code is missing.code is Code.NOT_FOUND
    assert [one.replace(INVOICE, "99999") for one in told(strange)] == told(missing)


def test_an_unproven_caller_must_prove_who_they_are_first():
    assert compare(chat("C-7", V1)).code is Code.VERIFICATION_REQUIRED


def test_one_receiving_report_can_be_named_when_there_are_several():
    second = file_paper("O-1043", "receiving_report", "RR-2", 2)
    assert compare(receiving_report="PP-9999").code is Code.NOT_FOUND
    both, one = compare(), compare(receiving_report=second)
    assert [found.answer("credit") for found in (both, one)] == [
        {"amount": "25.00", "currency": "USD"},
        {"amount": "361.00", "currency": "USD"},
    ]


def test_AC20_3_without_a_receiving_report_it_asks_for_one():
    right_delivery("7043", "10300", counted=False)
    outcome = do("aftersales.compare_papers", LINDQVIST, invoice="10300")
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "receiving_report")
    assert told(outcome) == [
        "We have no count of what arrived for invoice 10300. Please send us your receiving report,"
        " or tell a person here how many pieces you counted; until then nothing can be credited."
    ]


def test_an_invoice_that_came_before_its_goods_waits_for_them_and_says_for_which_day():
    with clock.standing_at("2026-06-12"):
        right_delivery("7044", "10301", counted=False)
        outcome = do("aftersales.compare_papers", LINDQVIST, invoice="10301")
        with nothing_changes():
            credited = do("aftersales.prepare_return_invoice", RAE, invoice="10301")
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "receiving_report")
    assert told(credited) == told(outcome)
    assert told(outcome) == [
        "The goods of invoice 10301 are on their way and promised for June 15, 2026. Once they are"
        " here, count them and tell us; until then nothing can be credited."
    ]


def test_a_delivery_signed_subject_to_count_is_told_before_what_the_count_means():
    done(
        "aftersales.file_paper", RAE, order="O-1043", kind="proof_of_delivery", own_number="BL-77",
        dated_on="2026-06-04", packages=1, subject_to_count=True,
    )  # fmt: skip
    assert told(compare())[0] == (
        "BL-77 was signed subject to count, so the count on arrival decides."
    )


def test_papers_that_agree_are_told_so():
    right_delivery("7043", "10300")
    outcome = done("aftersales.compare_papers", LINDQVIST, invoice="10300")
    assert told(outcome) == ["The papers agree with invoice 10300. Nothing is to be credited."]
