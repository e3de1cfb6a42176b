"""Who has a certificate pays no tax to its last day, and is told when it has ended."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.core import clock
from makegood.core.decision import Code
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import (
    NOOR,
    RAE,
    RIVERSIDE,
    do,
    done,
    nothing_changes,
    quoted,
    told,
)

ASK: dict[str, JsonValue] = {
    "party": "C-25", "region": "XM", "certificate": "XM-RES-4471", "expires_on": "2026-12-31",
}  # fmt: skip


def test_a_quote_is_made_without_tax_while_the_certificate_holds():
    done("ordering.record_exemption", RAE, **ASK)
    outcome = done("ordering.make_quote", RIVERSIDE, lines=[{"sku": "WM900"}])
    assert outcome.answer("total") == {"amount": "690.32", "currency": "USD"}
    said = "No tax is added: certificate XM-RES-4471 holds until December 31, 2026."
    assert said in told(outcome)


def test_one_that_ended_frees_from_nothing_and_the_customer_is_asked_for_a_new_one():
    done("ordering.record_exemption", RAE, **ASK)
    with clock.standing_at("2027-01-01"):
        outcome = done("ordering.make_quote", RIVERSIDE, lines=[{"sku": "PT-CTRL"}])
    assert queries.quote_card(str(outcome.answer("quote"))).tax.cents == 1465
    ended = "Tax is added: certificate XM-RES-4471 ended on December 31, 2026."
    assert any(said.startswith(ended) for said in told(outcome))


def test_a_certificate_is_recorded_once_and_while_it_holds():
    done("ordering.record_exemption", RAE, **ASK)
    with nothing_changes():
        assert do("ordering.record_exemption", RAE, **ASK).code is Code.POLICY_DENIED
    with nothing_changes():
        other = {**ASK, "certificate": "XM-RES-1", "expires_on": "2026-06-14"}
        assert do("ordering.record_exemption", RAE, **other).code is Code.POLICY_DENIED


def test_it_counts_for_nobody_else_and_nobody_without_a_role_records_it():
    done("ordering.record_exemption", RAE, **ASK)
    assert queries.quote_card(quoted()).tax
    with nothing_changes():
        assert do("ordering.record_exemption", NOOR, **ASK).code is Code.NOT_AUTHORISED


@pytest.mark.parametrize("region", ["NY", "X"])
def test_a_certificate_is_for_a_place_whose_tax_we_add(region):
    with nothing_changes():
        outcome = do("ordering.record_exemption", RAE, **{**ASK, "region": region})
    assert told(outcome) == [f"We do not sell to {region}: we do not know its taxes."]


def test_a_region_is_read_however_it_is_written():
    done("ordering.record_exemption", RAE, **{**ASK, "region": "xm"})
    assert not queries.quote_card(quoted(RIVERSIDE)).tax


def test_who_nobody_knows_has_no_certificate():
    with nothing_changes():
        ask = {**ASK, "party": "C-999"}
        assert do("ordering.record_exemption", RAE, **ask).code is Code.NOT_FOUND
