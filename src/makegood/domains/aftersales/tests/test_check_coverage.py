"""A customer hears whether a piece is under warranty: dates, days in repair, shares, and why."""

from __future__ import annotations

from datetime import date

import pytest

from makegood.core import clock
from makegood.core.decision import Code
from makegood.core.outcome import Status
from makegood.domains.aftersales import queries, warranty
from makegood.domains.aftersales.models import Unit
from makegood.domains.aftersales.tests.pieces import bought_elsewhere, repaired, with_plan
from makegood.domains.aftersales.tests.story import TOM, told
from makegood.domains.aftersales.warranty import Evidence, start_of
from makegood.domains.catalog.queries import warranty_terms
from makegood.domains.ordering.tests.cast import chat, do, nothing_changes, usd

WASHER = "SN-77120"


def check(serial=WASHER, actor=TOM, **ask):
    return do("aftersales.check_coverage", actor, unit=serial, **ask)


def test_a_washer_that_we_sold_is_covered_from_its_delivery():
    outcome = check(component="motor")
    assert told(outcome) == [
        "It was delivered to you on June 2, 2026; the warranty runs from that day.",
        "WM900 washing machine: parts are covered until June 2, 2027, labour until June 2, 2027.",
        "For the motor, parts are covered until June 2, 2031, labour until June 2, 2027.",
        "A fault of June 15, 2026 is covered, parts and labour: the repair costs you nothing.",
        "This warranty comes beside your rights by law, and takes none of them away. Parts from"
        " other makers do not end it, unless such a part caused the fault.",
    ]
    assert (outcome.answer("parts"), outcome.answer("labour")) == (True, True)


def test_AC21_1_eighteen_days_in_repair_carry_the_labour_term_to_november_21():
    serial = bought_elsewhere(bought_on="2025-11-03")
    with clock.standing_at("2026-11-21"):
        without = check(serial, component="motor", failed_on="2026-11-20")
        assert without.answer("labour_until") == "2026-11-03"
        assert (without.answer("parts"), without.answer("labour")) == (True, False)
        assert told(without)[3] == (
            "For a fault of November 20, 2026 the part is covered, and the labour is not."
        )
        repaired(serial, "pump", came_in_on="2026-04-01", went_out_on="2026-04-19")
        outcome = check(serial, component="motor", failed_on="2026-11-20")
    assert outcome.answer("labour_until") == "2026-11-21"
    assert (outcome.answer("parts"), outcome.answer("labour")) == (True, True)
    assert told(outcome)[:2] == [
        "Your receipt shows that it was bought on November 3, 2025; the warranty runs from that"
        " day.",
        "It was in repair for 18 days; they are added to the warranty.",
    ]


@pytest.mark.parametrize(("failed_on", "labour"), [("2026-11-03", True), ("2026-11-04", False)])
def test_the_last_day_of_a_term_counts(failed_on, labour):
    serial = bought_elsewhere(bought_on="2025-11-03")
    with clock.standing_at("2026-11-04"):
        assert check(serial, failed_on=failed_on).answer("labour") is labour


def test_AC21_2_a_motor_of_sixty_months_failing_in_month_38_credits_22_of_60():
    used = warranty.months_used(date(2023, 2, 10), date(2026, 3, 15))
    assert used == 38
    assert warranty.credit_for(usd("420.00"), used, 60) == usd("154.00")
    (term,) = warranty_terms("PT-MOTOR", date(2026, 6, 1))
    cover = warranty.cover_of([term], "", date(2023, 2, 10), [], date(2026, 3, 15))
    assert cover is not None
    assert cover.is_shared(date(2026, 3, 15))
    assert not cover.pays_labour(date(2023, 2, 10))


def test_AC21_3_a_tank_of_ten_years_after_84_months_credits_36_of_120():
    terms = warranty_terms("HP24", date(2026, 1, 15))
    start, failed_on = date(2026, 1, 15), date(2033, 1, 15)
    cover = warranty.cover_of(terms, "tank", start, [], failed_on)
    assert cover is not None
    assert (cover.parts_months, cover.is_shared(failed_on)) == (120, True)
    used = warranty.months_used(start, failed_on)
    assert warranty.credit_for(usd("1649.00"), used, cover.parts_months) == usd("494.70")
    assert not cover.is_shared(date(2028, 1, 15))


def test_a_receipt_counts_before_registration_and_that_before_the_dealer():
    day = date(2026, 1, 1)
    later, latest = date(2026, 2, 1), date(2026, 3, 1)
    known = Evidence(bought_on=latest, registered_on=later, dealer_shipped_on=day)
    assert start_of(known) == warranty.Start(latest, "purchase")
    assert start_of(Evidence(registered_on=later, dealer_shipped_on=day)) == warranty.Start(
        later, "registration"
    )
    assert start_of(Evidence(dealer_shipped_on=day)) == warranty.Start(day, "dealer")
    assert start_of(Evidence()) is None


def test_a_piece_that_was_only_registered_runs_from_that_day_and_says_so():
    serial = bought_elsewhere()
    assert told(check(serial))[0] == (
        "It was registered on June 15, 2026, and we have no receipt; the warranty runs from that"
        " day. An older receipt changes it."
    )


def test_after_its_term_it_hears_what_is_still_possible():
    with clock.standing_at("2027-06-03"):
        outcome = check()
    assert outcome.answer("parts") is False
    assert "A fault of June 3, 2027 is not covered by the warranty any more." in told(outcome)
    assert "We can still repair it for a price that you know beforehand." in told(outcome)


def test_what_pays_after_the_maker_is_told_in_its_order():
    serial = with_plan()
    assert "After the maker's warranty your protection plan pays, until June 14, 2028." in told(
        check(serial)
    )
    with clock.standing_at("2027-08-01"):
        outcome = check(serial, component="pump")
    assert (outcome.answer("parts"), outcome.answer("labour")) == (True, True)
    assert any("Your protection plan runs until June 14, 2028" in one for one in told(outcome))


def test_in_a_business_it_is_covered_for_ninety_days_and_told_so():
    outcome = check(used_for="business")
    assert (outcome.answer("parts_until"), outcome.answer("labour_until")) == (
        "2026-08-31", "2026-08-31",
    )  # fmt: skip
    assert any("Used in a business" in one for one in told(outcome))


def test_B46_a_date_code_that_cannot_be_leaves_the_cover_unknown_and_accuses_nobody():
    Unit.objects.create(
        number="SN-77255", sku="WM900", party="C-6", account="40006", bought_on=date(2025, 3, 9),
        registered_on=date(2025, 3, 9), registered_by="import",
    )  # fmt: skip
    with nothing_changes():
        outcome = check("SN-77255")
    assert told(outcome) == [
        "By its serial number it was made on March 10, 2025, after the day that our records have"
        " for it, March 9, 2025. Please send us a photo of the label.",
        "Until we have seen the label we say neither yes nor no to the warranty, and nothing is"
        " decided against you.",
    ]
    Unit.objects.filter(number="SN-77255").update(bought_on=date(2025, 3, 10))
    assert check("SN-77255").is_done


def test_a_day_ahead_is_asked_again():
    with nothing_changes():
        outcome = check(failed_on="2026-06-16")
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "failed_on")


def test_nobody_hears_of_another_s_piece():
    with nothing_changes():
        outcome = check(actor=chat("C-9"))
    assert outcome.code is Code.NOT_FOUND or outcome.code is Code.NOT_AUTHORISED
    with nothing_changes():
        assert check("SN-99999").code is Code.NOT_FOUND


def test_the_piece_s_page_shows_where_it_comes_from_and_what_covers_it():
    card = queries.unit_card(WASHER)
    assert (card.party, card.order, card.lot) == ("C-6", "O-1041", "LOT-24-117")
    assert [(one.component, one.parts_until.isoformat()) for one in card.covers] == [
        ("", "2027-06-02"), ("motor", "2031-06-02"),
    ]  # fmt: skip
    assert queries.serials_of("C-6") == ((WASHER, "WM900"),)
    assert Unit.objects.count() == 0


def test_it_is_told_in_spanish_and_french():
    outcome = check(component="motor")
    assert told(outcome, "es")[2] == (
        "En esta parte (el motor), las piezas están cubiertas hasta el 2 de junio de 2031 y la"
        " mano de obra hasta el 2 de junio de 2027."
    )
    assert told(outcome, "fr")[2] == (
        "Pour cette partie (le moteur), les pièces sont couvertes jusqu'au 2 juin 2031, la"
        " main-d'œuvre jusqu'au 2 juin 2027."
    )
