"""A customer objects to what was found of a label: in time, once, and somebody else decides."""

from __future__ import annotations

from makegood.core import clock
from makegood.core.decision import Code
from makegood.core.promises import open_promises
from makegood.domains.aftersales.tests.labels import SERIAL, altered, objected
from makegood.domains.aftersales.tests.story import told
from makegood.domains.ordering.tests.cast import chat, do, nothing_changes


def test_somebody_else_decides_within_ten_business_days():
    altered()
    outcome = objected()
    assert outcome.answer("decide_by") == "2026-06-30"
    assert told(outcome) == [
        "Thank you. Somebody who did not look before decides by June 30, 2026, and you hear the"
        " grounds."
    ]
    (promise,) = open_promises("label_finding:LF-1001")
    assert promise.kind == "finding_review"
    with nothing_changes():
        again = objected()
    assert "it is decided by June 30, 2026" in told(again)[0]


def test_day_30_counts_and_day_31_does_not():
    altered()
    with clock.standing_at("2026-07-16T10:00"), nothing_changes():
        late = objected()
    assert late.code is Code.POLICY_DENIED
    assert "ended on July 15, 2026" in told(late)[0]
    with clock.standing_at("2026-07-15T10:00"):
        assert objected().is_done


def test_where_nothing_is_held_against_a_piece_there_is_nothing_to_object_to():
    with nothing_changes():
        outcome = objected()
    assert told(outcome) == [f"Nothing is held against {SERIAL}."]


def test_nobody_else_learns_of_it():
    altered()
    with nothing_changes():
        outcome = do(
            "aftersales.object_to_finding", chat("C-5"), unit=SERIAL, words="It was not me."
        )
    assert outcome.code is Code.NOT_FOUND
