"""A changed serial number lets the warranty rest, with grounds, a photo and the way to object."""

from __future__ import annotations

from pydantic import JsonValue

from makegood.core.decision import Code
from makegood.core.outcome import Status
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.labels import FOUND, SERIAL, altered, came_back_altered
from makegood.domains.aftersales.tests.story import TOM, inspect, mails, photo_with, received, told
from makegood.domains.billing import queries as billing
from makegood.domains.ordering.tests.cast import do, nothing_changes


def test_the_customer_reads_the_grounds_the_consequence_and_until_when_to_object():
    outcome = altered()
    assert outcome.answer("object_until") == "2026-07-15"
    assert told(outcome)[0] == (
        f"The serial number of your WM900 washing machine, {SERIAL} on our records, was changed or"
        f" taken off. What we found: {FOUND}."
    )
    assert told(outcome)[2] == (
        "If you see it differently, tell us by July 15, 2026, and somebody else looks at it."
    )
    (mail,) = mails("label_altered")
    assert FOUND in mail
    assert queries.unit_card(SERIAL).label_finding == outcome.answer("finding")


def test_neither_cover_is_told_nor_a_repair_begun_while_it_stands():
    altered()
    broken: dict[str, JsonValue] = {"component": "motor", "symptom": "It hums."}
    asked = {"check_coverage": {}, "authorise_repair": broken}
    for act, ask in asked.items():
        with nothing_changes():
            outcome = do(f"aftersales.{act}", TOM, unit=SERIAL, **ask)
        assert outcome.code is Code.POLICY_DENIED
        assert told(outcome)[0] == (
            "Its warranty rests since June 15, 2026, because its serial number was changed or"
            f" taken off: {FOUND}."
        )
        assert "takes none of them away" in told(outcome)[-1]


def test_without_a_photo_nothing_is_held_against_anybody_and_twice_it_is_not():
    with nothing_changes():
        outcome = altered(evidence="")
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "evidence")
    assert altered().is_done
    with nothing_changes():
        again = altered()
    assert told(again) == ["This is on record already, as LF-1001."]


def test_what_comes_back_with_a_changed_label_is_not_refunded_before_it_was_talked_about():
    number, outcome = came_back_altered()
    assert (outcome.answer("state"), outcome.answer("disposition")) == (
        "disputed", "quarantine_for_test",
    )  # fmt: skip
    assert told(outcome)[0] == (
        f"The serial number on what came back in return {number} was changed or taken off. What"
        f" we found: {FOUND}. The refund waits for that."
    )
    assert not billing.refunds_from(f"return:{number}")
    assert queries.unit_card(SERIAL).label_finding == "LF-1001"


def test_an_inspection_names_the_photo_of_a_changed_label():
    number = received()
    with nothing_changes():
        outcome = inspect(number, label="altered", serial_number="", findings=FOUND)
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "label_photo")


def test_the_photo_of_a_changed_label_is_filed_with_the_return_in_which_it_came():
    number = received()
    asked = {"label": "altered", "serial_number": "", "findings": FOUND, "label_photo": "DC-9999"}
    with nothing_changes():
        outcome = inspect(number, **asked)
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "label_photo")
    with nothing_changes():
        outcome = altered(found_in=number, evidence="DC-9999")
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "evidence")
    assert told(outcome) == [
        f"DC-9999 is no photo that is filed with return {number}. File the photo with the return,"
        " then name its number."
    ]
    assert altered(found_in=number, evidence=photo_with(number)).is_done


def test_a_worn_label_accuses_nobody_and_the_piece_is_known_in_another_way():
    number = received()
    with nothing_changes():
        outcome = inspect(number, label="worn", serial_number="")
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "known_by")
    outcome = inspect(number, label="worn", serial_number="", known_by="The plate in the door.")
    assert outcome.answer("state") == "accepted"
    assert "which is nobody's fault. We know it by this: The plate in the door." in told(outcome)[1]
    assert queries.unit_card(SERIAL).label_finding == ""


def test_a_serial_number_that_was_read_counts_more_than_how_else_a_piece_is_known():
    number = received()
    other = {"serial_number": "SN-1", "known_by": "The plate in the door."}
    assert inspect(number, label="worn", **other).answer("state") == "disputed"


def test_a_whole_label_is_read_and_not_gone_round():
    number = received()
    with nothing_changes():
        outcome = inspect(number, serial_number="", known_by="The plate in the door.")
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "serial_number")
    wrong = inspect(number, serial_number="SN-1", known_by="The plate in the door.")
    assert wrong.answer("state") == "disputed"


def test_what_was_found_of_a_changed_label_is_said_in_words_enough():
    number = received()
    asked = {"label": "altered", "serial_number": "", "label_photo": photo_with(number)}
    with nothing_changes():
        outcome = inspect(number, findings="Glued on", **asked)
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "findings")
    assert told(outcome) == [
        "Say what you found of the label in at least 10 characters: the customer reads it."
    ]
    assert inspect(number, findings="Glued onto", **asked).is_done


def test_a_piece_whose_warranty_rests_already_is_inspected_all_the_same():
    altered()
    _, outcome = came_back_altered()
    assert outcome.answer("state") == "disputed"
    assert queries.unit_card(SERIAL).label_finding == "LF-1001"
