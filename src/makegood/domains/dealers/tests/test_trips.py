"""A trip is paid by the miles that were driven, as it was agreed with the dealer. Source: C23."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from makegood.domains.dealers.checking import Agreement, check
from makegood.domains.dealers.tests.test_checking import TRIP, allowed, reasons, repair, texts
from makegood.domains.ordering.tests.cast import usd


def test_a_trip_is_paid_by_the_miles_that_were_driven():
    """30 miles at 1.50 are 45.00, the most that is paid; 29 are 43.50."""
    for miles, due, why in (
        (30, "45.00", []),
        (29, "43.50", ["by_mile"]),
        (0, "0.00", ["by_mile"]),
    ):
        found = check(repair(lines=(replace(TRIP, miles=miles),)))
        assert (allowed(found), reasons(found)) == (due, why)
    assert texts(check(repair(lines=(replace(TRIP, miles=12),)))) == [
        "12 miles at $1.50 come to $18.00."
    ]
    agreed = Agreement(usd("95.00"), Decimal(30), usd("2.00"))
    found = check(repair(lines=(replace(TRIP, miles=12),), agreement=agreed))
    assert allowed(found) == "24.00"
