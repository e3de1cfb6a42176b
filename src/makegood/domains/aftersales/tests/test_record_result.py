"""What was measured is judged against the limit with its uncertainty."""

from __future__ import annotations

import pytest

from makegood.core.outcome import InvalidAsk, Status
from makegood.domains.aftersales.tests.lab import in_lab, measure, sampled
from makegood.domains.aftersales.tests.story import told
from makegood.domains.ordering.tests.cast import RAE, do, nothing_changes


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        ("0.90", "fail"), ("0.78", "fail"), ("0.77", "inconclusive"), ("0.76", "inconclusive"),
        ("0.74", "inconclusive"), ("0.73", "pass"), ("0.10", "pass"),
    ],
)  # fmt: skip
def test_AC22_2_within_its_uncertainty_of_the_limit_it_is_inconclusive(value, verdict):
    assert measure(in_lab(), value).answer("verdict") == verdict


def test_a_result_without_its_unit_is_no_result():
    number = in_lab()
    with nothing_changes():
        outcome = measure(number, "0.90", unit="A")
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "unit")
    with pytest.raises(InvalidAsk):
        do(
            "aftersales.record_result", RAE, test=number, serial="SN-77120", value="0.9",
            uncertainty="0.02", method="leakage_current",
        )  # fmt: skip


def test_a_result_without_its_method_or_by_another_is_no_result():
    number = in_lab()
    with nothing_changes():
        outcome = measure(number, "0.90", method="board_burn_in")
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "method")
    assert told(outcome) == [
        "This test is done by leakage_current; a result by another method does not count."
    ]
    with pytest.raises(InvalidAsk) as refused:
        do(
            "aftersales.record_result", RAE, test=number, serial="SN-77120", value="0.9",
            uncertainty="0.02", unit="mA",
        )  # fmt: skip
    assert [fault.field for fault in refused.value.faults] == ["method"]
    with pytest.raises(InvalidAsk):
        measure(number, "0.90", method="")


def test_only_what_is_in_the_laboratory_is_measured():
    number = sampled()
    with nothing_changes():
        assert not measure(number, "0.90").is_done


def test_an_inconclusive_one_is_measured_again_and_a_clear_one_is_not():
    number = in_lab()
    measure(number, "0.76")
    assert measure(number, "0.90").answer("verdict") == "fail"
    with nothing_changes():
        assert not measure(number, "0.10").is_done
