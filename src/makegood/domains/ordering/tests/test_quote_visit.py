"""A visit costs the way, each quarter hour begun after the first half hour, and the parts."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.core.decision import Code
from makegood.core.outcome import InvalidAsk
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import (
    RAE,
    chat,
    do,
    done,
    nothing_changes,
    told,
    usd,
)

FOR_TOM = RAE.on_behalf_of("C-6", chat("C-6").level)


def test_AC10_4_seventy_minutes_and_a_belt_cost_211_88():
    parts: JsonValue = [{"sku": "PT-BELT-24", "quantity": 1}]
    outcome = done("ordering.quote_visit", FOR_TOM, minutes=70, parts=parts)
    card = queries.quote_card(str(outcome.answer("quote")))
    assert [(line.sku, line.quantity, line.net, line.tax) for line in card.lines] == [
        ("SV-TRIP", 1, usd("89.00"), usd("0.00")),
        ("SV-BLOCK", 3, usd("96.00"), usd("0.00")),
        ("PT-BELT-24", 1, usd("24.95"), usd("1.93")),
    ]
    assert (card.tax, card.total) == (usd("1.93"), usd("211.88"))
    assert not card.deposit
    assert told(outcome)[0] == "The visit is expected to take 70 minutes."


@pytest.mark.parametrize(
    ("minutes", "total"),
    [(1, "89.00"), (30, "89.00"), (31, "121.00"), (45, "121.00"), (46, "153.00"), (60, "153.00")],
)
def test_a_quarter_hour_that_is_begun_counts(minutes, total):
    outcome = done("ordering.quote_visit", FOR_TOM, minutes=minutes)
    assert outcome.answer("total") == {"amount": total, "currency": "USD"}


@pytest.mark.parametrize("minutes", [0, -5, 601, 10.5])
def test_a_visit_takes_some_whole_minutes(minutes):
    with nothing_changes(), pytest.raises(InvalidAsk) as invalid:
        do("ordering.quote_visit", FOR_TOM, minutes=minutes)
    assert invalid.value.faults[0].field == "minutes"


def test_the_automated_representative_does_not_guess_how_long_it_takes():
    with nothing_changes():
        outcome = do("ordering.quote_visit", chat("C-6"), minutes=30)
    assert outcome.code is Code.NOT_AUTHORISED
