"""Samples that were mixed up prove nothing: they are set aside and others take their place."""

from __future__ import annotations

from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.lab import FAILED, GOOD, decide, in_lab, measure
from makegood.domains.aftersales.tests.story import told
from makegood.domains.ordering.tests.cast import RAE, do, done, nothing_changes

OTHER, THIRD = "SN-77131", "SN-77132"


def set_aside(number, *serials):
    return do(
        "aftersales.set_aside_samples", RAE, test=number, serials=list(serials),
        why="Their labels were swapped at the bench.",
    )  # fmt: skip


def in_their_place(number, **ask):
    return do("aftersales.select_samples", RAE, test=number, holder="Returns dock",
              **{"failed": [], "controls": [], **ask})  # fmt: skip


def test_no_result_of_what_was_mixed_up_counts_and_the_record_stays():
    number = in_lab(failed=[FAILED, OTHER])
    measure(number, "0.90")
    outcome = set_aside(number, FAILED, OTHER)
    assert told(outcome) == [
        "Set aside, so that no result of them counts: SN-77120, SN-77131. Choose others in their"
        " place."
    ]
    assert outcome.answer("left") == 1
    card = queries.test_card(number)
    assert [(one.serial, one.verdict, one.set_aside) for one in card.samples] == [
        (GOOD, "", ""),
        (FAILED, "fail", "Their labels were swapped at the bench."),
        (OTHER, "", "Their labels were swapped at the bench."),
    ]
    with nothing_changes():
        assert "is no sample of this test" in told(measure(number, "0.90", OTHER))[0]


def test_others_take_their_place_and_the_test_is_decided_on_them_alone():
    number = in_lab()
    measure(number, "0.90")
    measure(number, "0.20", GOOD)
    set_aside(number, FAILED)
    with nothing_changes():
        assert in_their_place(number).needs == "failed"
    with nothing_changes():
        again = in_their_place(number, failed=[FAILED])
    assert told(again) == ["Set aside from this test before: SN-77120. Please choose others."]
    assert in_their_place(number, failed=[THIRD]).answer("samples") == 2
    done("aftersales.record_custody", RAE, test=number, serial=THIRD, taker="Product Test Lab",
         seal_whole=True)  # fmt: skip
    measure(number, "0.20", THIRD)
    assert decide(number).answer("action") == "ship"
    assert not queries.is_stopped("LOT-24-117")


def test_only_samples_of_a_test_that_is_not_decided_are_set_aside():
    number = in_lab()
    with nothing_changes():
        assert told(set_aside(number, FAILED, THIRD)) == ["SN-77132 is no sample of this test."]
    measure(number, "0.20")
    measure(number, "0.20", GOOD)
    decide(number)
    with nothing_changes():
        assert "was decided on" in told(set_aside(number, FAILED))[0]
