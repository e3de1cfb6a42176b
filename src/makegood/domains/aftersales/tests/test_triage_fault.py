"""A fault is met in order: danger, what is known, what the customer can check, else a visit."""

from __future__ import annotations

from datetime import date

import pytest

from makegood.core import clock
from makegood.core.promises import open_promises
from makegood.core.registry import registry
from makegood.domains.aftersales.tests.pieces import bought_elsewhere
from makegood.domains.aftersales.tests.story import TOM, told
from makegood.domains.ordering.tests.cast import chat, do, done, nothing_changes

COVERED = "A fault of June 15, 2026 is covered, parts and labour: the repair costs you nothing."
BOOK_IT = "If it goes on, tell me to book a repair, and I open it at once."


def triage(symptom, unit="SN-77120", actor=TOM, **ask):
    return done("aftersales.triage_fault", actor, unit=unit, symptom=symptom, **ask)


@pytest.mark.parametrize("symptom", ["burning_smell", "electric_shock", "trips_fuse"])
def test_danger_comes_first_and_product_safety_calls_the_same_day(symptom):
    outcome = triage(symptom, words="It shows E21 as well.")
    assert outcome.answer("kind") == "danger"
    assert "not used any more until a technician" in told(outcome)[1]
    (promise,) = open_promises("unit:SN-77120")
    assert promise.kind == "safety_call"
    assert clock.local(promise.due_at).date().isoformat() == "2026-06-15"
    assert "call you by June 15, 2026" in outcome.news[0].text()
    triage(symptom)
    assert len(open_promises("unit:SN-77120")) == 1


def test_a_known_fault_of_the_lot_is_told_with_what_helps():
    outcome = triage("error_code", words="It stops in the rinse and shows e21!")
    assert outcome.result == {"kind": "known", "rests_on": "KI-12", "component": "pump"}
    assert told(outcome)[0] == "This is known to us (KI-12)."
    assert told(outcome)[1].startswith("Unplug it for five minutes and start the rinse again.")
    assert told(outcome)[2:] == [COVERED, BOOK_IT]


def test_another_lot_does_not_have_it():
    serial = bought_elsewhere(bought_on="2026-06-01")
    outcome = triage("error_code", serial, words="It shows E21.")
    assert outcome.answer("rests_on") == "TG-CODE"


def test_what_can_be_checked_is_told_for_the_model():
    outcome = triage("no_spin")
    assert outcome.result == {"kind": "check", "rests_on": "TG-SPIN", "component": "motor"}
    assert told(outcome)[0].startswith("Please spread the load")
    dryer = triage("no_heat", "SN-81455", chat("C-20"))
    assert dryer.answer("rests_on") == "TG-HEAT-DRYER"


def test_else_a_technician_looks_and_it_is_said_who_pays():
    assert told(triage("other")) == ["This needs a technician.", COVERED, BOOK_IT]


def test_it_is_told_in_the_customers_language():
    outcome = triage("error_code", actor=chat("C-6", language="es"), words="muestra E21")
    assert told(outcome, "es")[:2] == [
        "Esto lo conocemos (KI-12).",
        "Desenchúfela cinco minutos y vuelva a iniciar el aclarado. Si E21 vuelve, la bomba de"
        " desagüe se cambia gratis; no abra la máquina usted mismo.",
    ]


def test_nobody_asks_about_another_s_piece():
    with nothing_changes():
        outcome = do("aftersales.triage_fault", chat("C-9"), unit="SN-77120", symptom="no_start")
    assert not outcome.is_done


@pytest.mark.parametrize(
    ("symptom", "told"),
    [
        ("leaks", ["Please close the tap, wipe the rubber of the door clean, and see that the "
                   "hoses are screwed on firmly."]),
        ("electric_shock", [
            "Please do not touch it again. Switch off its fuse at the panel before anybody pulls "
            "the plug.",
            "Whatever smells burnt, gives a shock or trips the fuse is not used any more until a "
            "technician has looked at it; that visit costs you nothing.",
        ]),
        ("no_heat", []),
        ("", []),
    ],
)  # fmt: skip
def test_what_helps_with_any_model_is_told_before_we_know_who_asks(symptom, told):
    said = registry.get("aftersales.triage_fault").tells_anybody(
        {"symptom": symptom}, date(2026, 6, 15)
    )
    assert [one.text() for one in said] == told
