"""Northvale's own handbook is whole, and says what the company has decided."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from makegood.handbook import Handbook, NotInHandbook, ProductKind, check, load

TODAY = date(2026, 6, 15)


@pytest.fixture(scope="module")
def northvale(northvale_folder: Path) -> Handbook:
    return load(northvale_folder)


def test_northvale_has_no_problem(northvale_folder):
    assert [str(problem) for problem in check(northvale_folder)] == []


def test_the_window_for_a_change_of_mind_is_thirty_days_in_figure_and_sentence(northvale):
    clause = northvale.clause("RET-2", on=TODAY)
    assert clause.version == "RET-2@2026-01-01"
    assert clause.whole("days") == 30
    assert clause.params("closed") == ("delivered", "last_day", "days_since")
    assert "within 30 days of delivery" in clause.says("says", "en")
    assert "dentro de los 30 días" in clause.says("says", "es")
    assert "dans les 30 jours" in clause.says("says", "fr")
    assert "{last_day}" in clause.says("window", "fr")


def test_the_fee_for_an_opened_large_appliance_is_fifteen_percent(northvale):
    clause = northvale.clause("RET-4", on=TODAY)
    assert clause.decimal("fee_percent") == Decimal(15)
    assert "15%" in clause.says("fee", "en")
    assert "15 %" in clause.says("fee", "fr")


def test_an_amount_in_a_sentence_is_written_as_its_language_writes_money(northvale):
    clause = northvale.clause("DLV-1", on=TODAY)
    assert clause.decimal("free_from") == Decimal("999.00")
    assert "$999.00" in clause.says("says", "en")
    assert "999,00\u00a0$US" in clause.says("says", "fr")


def test_a_clause_that_is_unknown_or_not_yet_in_force_is_not_given_out(northvale):
    with pytest.raises(NotInHandbook, match="no clause RET-99"):
        northvale.clause("RET-99", on=TODAY)
    with pytest.raises(NotInHandbook, match="RET-2 is not in force on 2025-12-31"):
        northvale.clause("RET-2", on=date(2025, 12, 31))
    with pytest.raises(NotInHandbook, match="no figure weeks"):
        northvale.clause("RET-2", on=TODAY).figure("weeks")
    with pytest.raises(NotInHandbook, match="no sentence farewell"):
        northvale.clause("RET-2", on=TODAY).says("farewell")


def test_a_cited_version_is_found_again(northvale):
    clause = northvale.clause("REF-4", on=TODAY)
    assert northvale.clause_version(clause.version) is clause
    with pytest.raises(NotInHandbook):
        northvale.clause_version("REF-4@2020-01-01")


@pytest.mark.parametrize(
    ("role", "refund", "goodwill", "in_12_months"),
    [
        ("A1", "100.00", "25.00", "75.00"),
        ("R1", "250.00", "50.00", "150.00"),
        ("R2", "500.00", "100.00", "300.00"),
        ("S1", "2500.00", "500.00", "1000.00"),
        ("M1", "10000.00", "2000.00", None),
    ],
)
def test_each_role_has_the_limits_of_the_authority_table(
    northvale, role, refund, goodwill, in_12_months
):
    assert northvale.authority.limit(role, "refund").per_transaction == Decimal(refund)
    limit = northvale.authority.limit(role, "goodwill")
    assert limit.per_case == Decimal(goodwill)
    assert limit.per_customer_12m == (Decimal(in_12_months) if in_12_months else None)


def test_the_automated_representative_refunds_up_to_1000_when_the_amount_follows_from_policy(
    northvale,
):
    assert northvale.authority.limit("A1", "refund").mechanical == Decimal("1000.00")
    assert northvale.authority.budget("goodwill") == Decimal("3000.00")
    assert [profile.role for profile in northvale.authority.approvers()] == ["S1", "M1"]
    assert northvale.authority.limit("A1", "claim_payment").may is False


def test_whoever_has_no_role_may_do_nothing(northvale):
    noor = next(person for person in northvale.company.staff if person.username == "noor")
    assert noor.role is None
    assert northvale.authority.limit("none", "refund") is None


def test_the_office_keeps_its_hours_and_the_federal_holidays(northvale):
    office = northvale.company.calendar("office")
    assert str(office.hours["mon"]) == "08:00-20:00"
    assert str(office.hours["sat"]) == "09:00-17:00"
    assert "sun" not in office.hours
    assert northvale.company.is_holiday(date(2026, 7, 3))
    assert not northvale.company.is_holiday(date(2026, 7, 4))
    assert northvale.company.calendar("emergency").always_open


def test_suspected_fraud_is_referred_to_a_department_that_tips_nobody_off(northvale):
    siu = northvale.company.department("siu")
    assert "suspected_fraud" in siu.refer
    assert siu.tips_nobody_off
    assert northvale.company.department("product_safety").accepts_within_business_days == 0


def test_a_price_holds_on_its_days_only(northvale):
    assert northvale.prices.price("WM900", TODAY).amount == Decimal("899.00")
    assert northvale.prices.price("DR800", date(2025, 12, 31)).amount == Decimal("829.00")
    assert northvale.prices.price("DR800", date(2026, 1, 1)).amount == Decimal("849.00")
    with pytest.raises(NotInHandbook, match="a price of WM950"):
        northvale.prices.price("WM950", date(2026, 5, 31))


def test_harlow_adds_its_tax_to_that_of_the_state_and_labour_is_exempt(northvale):
    taxes = northvale.prices

    def percents(tax_class, locality):
        rates = taxes.tax_rates(tax_class, "XM", locality, TODAY)
        return [str(rate.percent) for rate in rates]

    assert percents("goods", "Harlow") == ["6.25", "1.50"]
    assert percents("goods", "Millbrook") == ["6.25"]
    assert percents("labour", "Harlow") == ["0", "0"]
    assert taxes.knows_taxes_of("XM", TODAY)
    assert not taxes.knows_taxes_of("NY", TODAY)
    rates = taxes.tax_rates("delivery", "XM", "Harlow", TODAY)
    assert [rate.id for rate in rates] == ["TAX-XM-DELIVERY", "TAX-HARLOW-DELIVERY"]
    for rate in rates:
        named = f"ordering.levied_by_{rate.jurisdiction}"
        assert len({northvale.voice(one).statement(named) for one in ("en", "es", "fr")}) == 3


def test_a_table_is_looked_up_by_its_columns_and_its_rows_can_be_cited(northvale):
    table = northvale.table("return_reasons", on=TODAY)
    row = table.row(reason="damaged_in_transit")
    assert (row.id, row["our_fault"], row.text("clause")) == ("RR-DAMAGED", True, "RET-6")
    assert [row.id for row in table.find(our_fault=False)] == ["RR-CHANGED-MIND", "RR-EXCHANGE"]
    with pytest.raises(NotInHandbook, match="0 rows"):
        table.row(reason="boredom")
    with pytest.raises(NotInHandbook, match="no column colour"):
        table.find(colour="red")


def test_each_reason_and_clause_named_in_the_table_of_returns_is_there(northvale):
    for row in northvale.table("return_reasons", on=TODAY).rows:
        assert northvale.clause(row.text("clause"), on=TODAY)


def test_a_belt_fits_what_the_catalogue_says_and_a_former_number_leads_to_the_new_one(northvale):
    assert northvale.catalogue.product("PT-BELT-24").fits == ("WM900", "WM950")
    assert northvale.catalogue.successor("PT-BELT-18").sku == "PT-BELT-20"
    assert northvale.catalogue.successor("PT-BELT-24") is None
    fitting = {part.sku for part in northvale.catalogue.parts_for("WM700")}
    assert fitting == {"PT-BELT-20", "PT-CTRL"}


def test_a_washer_is_a_large_appliance_with_a_known_issue_and_names_customers_use(northvale):
    washer = northvale.catalogue.product("WM900")
    assert washer.kind is ProductKind.APPLIANCE
    assert washer.large_appliance
    assert "washing machine" in washer.words["en"]
    assert "lavadora" in washer.words["es"]
    assert "lave-linge" in washer.words["fr"]
    assert [issue.id for issue in northvale.catalogue.issues_of("WM900")] == ["KI-12"]
    assert not northvale.catalogue.product("SV-INST").returnable


def test_every_product_that_is_sold_has_a_price(northvale):
    for sku in northvale.catalogue.products:
        assert northvale.prices.price(sku, TODAY).amount > 0


def test_the_limit_of_the_water_heater_is_documented(northvale):
    assert any("2 °C" in limit for limit in northvale.catalogue.product("HP24").limits["en"])


def test_every_rule_of_law_of_meridian_is_marked_as_fiction_and_all_are_reviewed(northvale):
    laws = [clause for versions in northvale.clauses.values() for clause in versions if clause.law]
    assert len(laws) >= 4
    assert all(clause.reviewed_by for clause in laws)
    ours = [clause for clause in laws if clause.jurisdiction == "XM"]
    assert len(ours) >= 4
    assert all("fictional" in clause.citation for clause in ours)
    real = [clause for clause in laws if clause.jurisdiction != "XM"]
    assert {clause.citation.split(".")[0] for clause in real} == {"16 CFR 435"}


def test_every_clause_says_its_usual_sentence_in_three_languages(northvale):
    for versions in northvale.clauses.values():
        for clause in versions:
            for language in ("en", "es", "fr"):
                assert "{" not in clause.says("says", language), (clause.version, language)
