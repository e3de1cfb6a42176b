"""Values, sums and names as the desk spells them, whatever they were stored as."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from makegood.core.actor import V2
from makegood.core.money import Money
from makegood.core.statements import Figure
from makegood.domains.cases.models import CaseCategory
from makegood.faces.desk import naming, people
from makegood.faces.desk.arithmetic import stored_figures, sum_from
from makegood.faces.desk.reading import Told, facts, told


@pytest.mark.parametrize(
    ("value", "name", "text"),
    [
        (Money(75044), "", "USD 750.44"),
        ({"amount": "750.44", "currency": "USD"}, "", "USD 750.44"),
        (75044, "refund_cents", "USD 750.44"),
        (date(2026, 6, 18), "", "Thu 18 Jun, in 3 days"),
        ("2026-06-18", "send_by", "Thu 18 Jun, in 3 days"),
        (datetime(2026, 6, 15, 12, 0, tzinfo=UTC), "", "Mon 15 Jun, 08:00, 4 h ago"),
        ("2026-06-15T12:00:00+00:00", "", "Mon 15 Jun, 08:00, 4 h ago"),
        (True, "opened", "yes"),
        (False, "opened", "no"),
        (15, "fee_percent", "15 per cent"),
        (30, "window_days", "30 days"),
        (1234, "size", "1,234"),
        (V2, "level", "proven"),
        (CaseCategory.BILLING, "category", "billing"),
        ("changed_mind", "reason", "changed mind"),
        ("He said_so", "text", "He said_so"),
        ("staff:rae", "by", "Rae Okafor"),
        ("aftersales.open_return", "operation", "Open return"),
        (["A", "B"], "", "A, B"),
        (None, "", ""),
    ],
)
def test_a_value_is_spelled_for_people(value, name, text):
    assert told(value, name).text == text


def test_a_reference_leads_to_its_record_and_nested_values_become_small_lists():
    assert told("order:O-1041") == Told("O-1041", "/desk/records/O-1041")
    assert told({"en": "Washer", "es": "Lavadora"}).text == "Washer"
    assert told("payment:P-5010:received").text == "P-5010, received"
    assert told("RF-3001/1").address == ""
    assert told(("O-1041/1", 2)) == Told("O-1041/1 × 2", "/desk/records/O-1041/1")
    inside = told({"address": {"line1": "9 Elm Street", "line2": ""}, "applies_to": None})
    ((name, address),) = inside.parts
    assert (name, address.parts) == ("Address", (("Street and number", Told("9 Elm Street")),))


@pytest.mark.django_db
def test_a_kept_sentence_is_read_as_it_is_said(northvale):
    kept = {"source": "RET-9@2026-01-01", "sentence": "refund",
            "params": {"refund": {"kind": "money", "value": "750.44 USD"}}}  # fmt: skip
    assert told(kept).text == "You get back $750.44."
    assert told({**kept, "source": "GONE-1@2020-01-01"}).text == "refund"


def test_what_is_empty_is_left_out_of_the_facts():
    assert facts({"a_note": "", "opened": False, "parts": []}) == (("Opened", Told("no")),)


@pytest.mark.django_db
def test_a_refund_is_spelled_as_the_sum_that_it_is(northvale):
    figures = [
        Figure(name="goods", amount=Money(80910)),
        Figure(name="tax", amount=Money(6271)),
        Figure(name="restocking_fee", amount=Money(12137)),
        Figure(name="refund", amount=Money(75044)),
        Figure(name="refund_gift", amount=Money(6554)),
    ]
    found = sum_from(figures)
    assert found is not None
    assert found.line == "750.44 = 809.10 + 62.71 − 121.37"
    assert [(one.name, one.amount) for one in found.goes] == [("To your gift card", Money(6554))]
    off = sum_from([*figures[:2], figures[3]])
    assert off is not None
    assert off.line == ""
    assert sum_from(figures[:2]) is None


@pytest.mark.parametrize(
    "kept", [None, 7, {}, {"outcome": 7}, {"outcome": {"figures": [{"x": 1}]}}]
)
def test_what_was_erased_or_is_broken_has_no_figures(kept):
    assert stored_figures(kept) == ()


def test_acts_records_and_people_are_called_by_their_names():
    assert naming.act("aftersales.open_return") == "Open return"
    assert naming.act("company.enrol_totp") == "Set up six digits"
    assert naming.part("aftersales") == "Returns and warranty"
    assert naming.kind("O-1041") == "Order"
    assert naming.kind("O-1041/1") == "Order line"
    assert people.person("system:letters") == "The company itself"
    assert people.person("customer:CV-1001") == "The customer"
    assert naming.tender("card", "4242") == "card ••4242"
    assert naming.field("label_sent_at") == "Label sent"
    assert naming.field("is_goods") == "Goods"
    assert naming.state("part_shipped") == "Sent in part"
