"""Tests of products as tests of several acts take their steps."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import JsonValue

from makegood.core.outcome import Outcome
from makegood.domains.aftersales import queries
from makegood.domains.ordering.tests.cast import RAE, do, done

LOT, GOOD = "LOT-24-117", "SN-77250"
FAILED = "SN-77120"


def order(method: str = "leakage_current", **ask: JsonValue) -> Outcome:
    """Rae orders a test of the lot in doubt."""
    asked: dict[str, JsonValue] = {
        "sku": "WM900", "lot": LOT, "question": "Does the lot leak current?",
        "decision_affected": "Whether the lot may be shipped.", "interested": [], **ask,
    }  # fmt: skip
    return do("aftersales.order_test", RAE, method=method, **asked)


def sampled(
    method: str = "leakage_current", failed: Sequence[str] = (FAILED,), **ask: JsonValue
) -> str:
    """The number of a test whose samples are chosen."""
    number = str(order(method, **ask).answer("test"))
    done(
        "aftersales.select_samples", RAE, test=number, failed=list(failed), controls=[GOOD],
        holder="Returns dock",
    )  # fmt: skip
    return number


def in_lab(
    method: str = "leakage_current", failed: Sequence[str] = (FAILED,), **ask: JsonValue
) -> str:
    """The number of a test whose samples are in the laboratory."""
    number = sampled(method, failed, **ask)
    for serial in (*failed, GOOD):
        done(
            "aftersales.record_custody", RAE, test=number, serial=serial,
            taker=queries.test_card(number).lab, seal_whole=True,
        )  # fmt: skip
    return number


def measure(number: str, value: str, serial: str = FAILED, **ask: JsonValue) -> Outcome:
    """The laboratory measured a sample."""
    asked: dict[str, JsonValue] = {
        "unit": "mA", "uncertainty": "0.02", "method": queries.test_card(number).method, **ask,
    }  # fmt: skip
    return do("aftersales.record_result", RAE, test=number, serial=serial, value=value, **asked)


def decide(number: str) -> Outcome:
    """Rae has the test decided."""
    return do("aftersales.decide_test", RAE, test=number)
