"""A customer registers a piece that was bought elsewhere, by its serial number and receipt."""

from __future__ import annotations

from makegood.core.actor import V2
from makegood.core.models import Effect
from makegood.core.outcome import Status
from makegood.core.promises import open_promises
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.models import Unit
from makegood.domains.aftersales.tests.pieces import ELSEWHERE, bought_elsewhere
from makegood.domains.aftersales.tests.story import TOM, told
from makegood.domains.ordering.tests.cast import RAE, chat, do, done, nothing_changes


def register(actor=TOM, serial=ELSEWHERE, **ask):
    return do("aftersales.register_warranty", actor, serial=serial, **ask)


def test_a_piece_is_known_by_the_maker_s_list_of_serial_numbers():
    outcome = register(bought_on="2025-11-03", proof="Receipt 4711")
    assert outcome.result == {"unit": "SN-77250", "sku": "WM900"}
    assert told(outcome) == [
        "WM900 washing machine, serial number SN-77250, is registered as yours."
    ]
    card = queries.unit_card(ELSEWHERE)
    assert (card.party, card.begins_by, card.proof) == ("C-6", "purchase", "Receipt 4711")
    assert ("SN-77250", "WM900") in queries.serials_of("C-6")


def test_a_receipt_that_comes_later_moves_the_start():
    bought_elsewhere()
    assert queries.unit_card(ELSEWHERE).begins_by == "registration"
    done("aftersales.register_warranty", TOM, serial="sn 77250", bought_on="2025-12-01")
    card = queries.unit_card(ELSEWHERE)
    assert (card.begins_by, str(card.begins_on)) == ("purchase", "2025-12-01")


def test_a_number_that_no_maker_gave_is_asked_for_again_and_nobody_is_accused():
    with nothing_changes():
        outcome = register(serial="SN-12345")
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "label_photo")
    assert told(outcome) == [
        "No maker's list has the serial number SN-12345. Please look at the label again, or send"
        " us a photo of it.",
        "Until we have seen the label we say neither yes nor no to the warranty, and nothing is"
        " decided against you.",
    ]


def test_B46_a_photo_of_the_label_is_read_by_a_person_and_the_piece_registered_then():
    outcome = register(serial="SN-12345", label_photo="DC-1010")
    assert outcome.result == {"unit": "SN-12345", "sku": ""}
    assert told(outcome)[0].endswith("a number that is worn or misread is no fault of yours.")
    assert [one.text() for one in outcome.news] == ["You hear from us by June 16, 2026."]
    assert [one.kind for one in open_promises("label:C-6")] == ["label_read"]
    assert Unit.objects.count() == 0
    mail = Effect.objects.get(kind="mail", payload__notice="label").payload
    assert mail["body"] == "SN-12345: DC-1010 (C-6)"
    assert register(RAE.on_behalf_of("C-6", V2), serial="SN-72345").is_done is False
    assert register(RAE.on_behalf_of("C-6", V2), bought_on="2025-11-03").is_done
    assert open_promises("label:C-6") == []


def test_what_was_bought_before_it_was_made_is_asked_again():
    with nothing_changes():
        outcome = register(bought_on="2025-03-09")
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "bought_on")
    assert register(bought_on="2025-03-10").is_done


def test_another_s_piece_is_not_registered_over():
    bought_elsewhere()
    with nothing_changes():
        outcome = register(chat("C-9"))
    assert "is registered to somebody else" in told(outcome)[0]
    with nothing_changes():
        sold = register(chat("C-9"), serial="SN-77120")
    assert "somebody else" in told(sold)[0]
