"""Dealers' claims at the desk: the worksheet, the clocks, a dealer's scorecard."""

from __future__ import annotations

import pytest

from makegood.config.seeding import seed_claims
from makegood.domains.aftersales.tests import story
from makegood.domains.dealers.tests.story import INES, OAKHILL, decided, done, submitted
from makegood.faces.desk.tests.test_record_pages import RAW, seen


@pytest.fixture
def rae_sees(at_the_desk):
    story.connect_simulators()
    return lambda place: seen(at_the_desk("rae"), place)


def test_the_worksheet_shows_both_figures_the_difference_and_why(rae_sees):
    page = rae_sees(f"records/{decided(serial='SN-D-40113')}")
    assert "1 WM-DRV-02 Replace drive belt 142.50 1.5 h 76.00 0.8 h −66.50" in page
    assert "2 Drive belt PT-BELT-24 24.95 16.12 −8.83" in page
    assert "Together 212.45 137.12 −75.33" in page
    assert "DLR-8" in page
    assert "Defect confirmed" in page
    assert not RAW.search(page)


def test_what_is_next_is_offered(rae_sees):
    number = submitted(serial="SN-D-40113")
    page = rae_sees(f"records/{number}")
    assert "Inspect the part of line 2" in page
    assert "decide by" in page
    argument = [{"line": 1, "accepts": False, "argument": "The clock shows 0.95 h."}]
    other = decided(ro_no="OH-2", serial="SN-D-40207", in_service_on="2026-06-02")
    done("dealers.review_adjustment", OAKHILL, claim=other, answers=argument)
    page = rae_sees(f"records/{other}")
    assert "Answer the argument on line 1" in page
    assert "The dealer: The clock shows 0.95 h." in page


def test_claims_that_wait_are_listed_by_their_clock(rae_sees):
    number = submitted(serial="SN-D-40113")
    for place in ("", "due"):
        page = rae_sees(place)
        assert f"{number} Oakhill Home, SN-D-40113" in page
        assert "to decide, in 30 days" in page


def test_a_dealers_page_has_the_scorecard_and_hints_that_decide_nothing(rae_sees):
    seed_claims()
    page = rae_sees("records/DL-41")
    for said in (
        "Claims per 100 pieces 66.7", "8 claims, 12 pieces", "No fault found 25.0 %",
        "Parts sent back 100.0 %", "Hints only: no claim is decided by one.",
        "of the repairs are dated on a weekend", "parts only", "+ 28 %",
    ):  # fmt: skip
        assert said in page
    assert not RAW.search(page)


def test_what_was_agreed_with_a_dealer_is_told_in_plain_figures(rae_sees):
    page = rae_sees("records/DL-4")
    assert ("+ 30 %" in page, "E+" in page) == (True, False)


def test_an_audit_leads_to_its_claims(rae_sees):
    seed_claims()
    ask = {"first_day": "2026-01-01", "last_day": "2026-06-14", "size": 2, "why": "Yearly."}
    audit = done("dealers.audit_dealer", INES, dealer="DL-41", **ask)
    page = rae_sees(f"records/{audit.answer('audit')}")
    assert f"Charge back {audit.answer('drawn')[0]}" in page
    assert str(audit.answer("audit")) in rae_sees("records/DL-41")


def test_who_has_no_role_sees_no_claim(at_the_desk):
    number = submitted(serial="SN-D-40113")
    for place in (number, "DL-4"):
        assert at_the_desk("noor").get(f"/desk/records/{place}").status_code in (403, 404)
