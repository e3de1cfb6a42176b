"""What electricity costs, to the cent."""

from datetime import date
from decimal import Decimal

import pytest

from makegood.core.money import Money
from makegood.domains.utility.queries import tariffs, told_of_use
from makegood.domains.utility.rating import rate


def on(day):
    return tariffs("R-1", date.fromisoformat(day))[0].tariff


def lines(rated):
    return {one.name: str(one.amount) for one in rated.lines}


def test_AC13_1_a_month_of_850_kwh():
    rated = rate(on("2025-11-01"), days=30, kwh=850)
    assert lines(rated) == {
        "fixed": "12.00 USD", "block_0": "60.00 USD", "block_500": "52.50 USD",
        "rider": "10.63 USD", "fee": "4.05 USD",
    }  # fmt: skip
    assert rated.total == Money.parse("139.18")


def test_AC13_2_blocks_grow_with_the_days():
    rated = rate(on("2025-11-01"), days=33, kwh=1150)
    assert lines(rated) == {
        "fixed": "13.20 USD", "block_0": "66.00 USD", "block_500": "82.50 USD",
        "block_1000": "9.50 USD", "rider": "14.38 USD", "fee": "5.57 USD",
    }  # fmt: skip
    assert rated.total == Money.parse("191.15")


def test_AC13_3_a_bill_has_its_least_amount():
    rated = rate(on("2025-11-01"), days=30, kwh=10)
    assert lines(rated)["least"] == "1.67 USD"
    assert rated.total == Money.parse("15.45")


@pytest.mark.parametrize(
    ("kwh", "total"), [(0, "15.45"), (500, "85.08"), (Decimal("500.1"), "85.10"), (1000, "173.66")]
)
def test_the_next_block_begins_above_its_edge(kwh, total):
    assert rate(on("2026-06-15"), days=30, kwh=kwh).total == Money.parse(total)


@pytest.mark.parametrize(("days", "kwh"), [(0, 10), (30, -1)])
def test_what_is_no_period_is_refused(days, kwh):
    with pytest.raises(ValueError, match="no period"):
        rate(on("2026-06-15"), days=days, kwh=kwh)


def test_a_tariff_that_is_announced_is_known_before_it_holds():
    known = tariffs("R-1", date(2026, 6, 15))
    assert [(one.tariff.version, str(one.starts)) for one in known] == [
        ("v2", "2026-01-01"),
        ("v3", "2026-07-01"),
    ]
    assert tariffs("R-9", date(2026, 6, 15)) == ()


@pytest.mark.parametrize(
    "question",
    ["what is a kWh", "850 kWh", "how much is 0 kWh", "how much do 900000 kWh cost", "how much"],
)
def test_what_asks_no_cost_of_a_plain_use_is_not_reckoned(question):
    assert told_of_use(question, "en", date(2026, 6, 15)) == ()


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-06-15", "$147.08 on tariff R-1 v2, which holds today."),
        ("2026-06-30", "$147.08 on tariff R-1 v2, the one of June 30, 2026."),
        ("2025-11-30", "$139.18 on tariff R-1 v1, the one of November 30, 2025."),
        ("2026-07-01", "$152.44 on tariff R-1 v3, the one of July 1, 2026."),
    ],
)
def test_a_tariff_is_said_to_hold_today_of_today_alone(day, told):
    first = told_of_use("What do 850 kWh cost?", "en", date.fromisoformat(day))[0]
    assert first.text("en") == f"850 kWh in 30 days cost {told}"
