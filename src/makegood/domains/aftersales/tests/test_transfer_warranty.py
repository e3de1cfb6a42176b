"""A piece goes to another owner with its warranty, but without what the first one paid and how."""

from __future__ import annotations

from makegood.core.decision import Code
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.models import unit_facts
from makegood.domains.aftersales.tests.pieces import authorised
from makegood.domains.aftersales.tests.story import mails, told
from makegood.domains.aftersales.tests.swaps import NEW_BOARD, shipped_ahead
from makegood.domains.ordering.tests.cast import RAE, chat, do, done, nothing_changes

WASHER = "SN-77120"
MARIA = chat("C-5")


def transfer(unit=WASHER, to="C-5", receipt="DC-1004"):
    return do("aftersales.transfer_warranty", RAE, unit=unit, to=to, receipt=receipt)


def test_the_new_owner_has_it_from_the_day_on_which_it_was_delivered_to_the_first():
    before = queries.unit_card(WASHER)
    outcome = transfer()
    assert outcome.result == {"unit": WASHER, "before": "C-6"}
    card = queries.unit_card(WASHER)
    assert (card.party, card.begins_on, card.proof) == ("C-5", before.begins_on, "DC-1004")
    assert [one.parts_until for one in card.covers] == [one.parts_until for one in before.covers]
    assert WASHER in dict(queries.serials_of("C-5"))
    assert WASHER not in dict(queries.serials_of("C-6"))


def test_both_hear_of_it_and_neither_who_the_other_is():
    transfer()
    both = mails("warranty_transferred")
    assert len(both) == 2
    assert "is registered as yours" in both[0]
    assert "registered to somebody else now" in both[1]
    assert "Gallagher" not in both[0]


def test_what_the_first_owner_paid_and_the_card_that_paid_are_not_the_new_owners():
    transfer()
    unit = unit_facts(WASHER)
    assert (unit.line, unit.order, unit.price) == ("", "", None)
    assert done("aftersales.check_coverage", MARIA, unit=WASHER).is_done
    with nothing_changes():
        replaced = do("aftersales.replace_under_warranty", MARIA, unit=WASHER, ahead=True)
    assert replaced.code is Code.POLICY_DENIED


def test_without_a_receipt_it_is_asked_for():
    with nothing_changes():
        assert transfer(receipt="").code is Code.NEEDS_INFO


def test_nothing_goes_while_it_is_being_repaired_nor_to_who_has_it():
    repair = authorised(WASHER)
    with nothing_changes():
        outcome = transfer()
    assert told(outcome) == [
        f"{repair} is still under way for this piece. It is transferred once that has ended."
    ]
    with nothing_changes():
        assert transfer(to="C-6").code is Code.POLICY_DENIED


def test_a_piece_or_an_owner_that_nobody_knows_is_not_found():
    for wrong in ({"unit": "SN-00001"}, {"to": "C-999"}):
        with nothing_changes():
            assert transfer(**wrong).code is Code.NOT_FOUND


def test_nobody_transfers_a_piece_to_themselves_in_a_chat():
    with nothing_changes():
        outcome = do("aftersales.transfer_warranty", MARIA, unit=WASHER, to="C-5", receipt="x")
    assert outcome.code is Code.NOT_AUTHORISED


def test_a_new_piece_that_a_hold_secures_does_not_go_to_somebody_else():
    number = shipped_ahead()
    with nothing_changes():
        outcome = transfer(NEW_BOARD)
    assert outcome.code is Code.POLICY_DENIED
    assert number in told(outcome)[0]
