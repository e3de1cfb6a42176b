"""The customer chooses for rejected goods: back at their cost, disposed of, or looked at again."""

from __future__ import annotations

from makegood.core.decision import Code
from makegood.core.promises import open_promises
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.rejected import choose, in_dispute, reject
from makegood.domains.aftersales.tests.story import ask_to_return, mails, posted, told
from makegood.domains.ordering.tests.cast import INES, chat, do, nothing_changes


def rejected() -> str:
    number = in_dispute()
    assert reject(number).is_done
    return number


def promised(number):
    return {one.kind for one in open_promises(f"return:{number}")}


def test_sent_back_it_costs_what_was_told_and_leaves_by_a_day():
    number = rejected()
    outcome = choose(number, "send_back")
    assert told(outcome) == [
        "We send it back to you. That costs $79.00, which is on your account.",
        "It leaves by June 23, 2026.",
    ]
    assert outcome.answer("fee") == {"amount": "79.00", "currency": "USD"}
    assert [line for line in posted(f"return:{number}") if line[1] == "1100"] == [
        ("J02", "1100", "79.00")
    ]
    assert queries.return_card(number).state == "closed"
    assert "send_back" in promised(number)
    assert "June 23, 2026" in mails("return_chosen")[0]


def test_disposed_of_nothing_is_paid_or_owed_and_it_is_over():
    number = rejected()
    assert "This cannot be taken back." in told(choose(number, "dispose"))[0]
    assert posted(f"return:{number}") == []
    with nothing_changes():
        refused = do("aftersales.refund_return", INES, return_number=number, amount="100.00")
    assert refused.code is Code.POLICY_DENIED
    with nothing_changes():
        assert choose(number, "send_back").code is Code.POLICY_DENIED


def test_disputed_a_second_person_looks_by_a_day_and_once_only():
    number = rejected()
    outcome = choose(number, "dispute")
    assert "does so by June 23, 2026" in told(outcome)[0]
    assert queries.return_card(number).state == "disputed"
    assert "second_look" in promised(number)
    assert reject(number, INES).is_done
    assert "second_look" not in promised(number)
    with nothing_changes():
        again = choose(number, "dispute")
    assert told(again) == [
        "A second person has looked at it already. You can have it sent back or disposed of."
    ]
    assert choose(number, "dispose").is_done


def test_nothing_is_chosen_for_what_was_not_rejected_or_is_somebody_elses():
    number = in_dispute()
    with nothing_changes():
        assert told(choose(number, "dispose")) == [f"Nothing is to be chosen for return {number}."]
    reject(number)
    with nothing_changes():
        assert choose(number, "dispose", chat("C-5")).code is Code.NOT_FOUND


def test_the_second_look_is_kept_as_well_where_the_second_person_pays():
    number = rejected()
    choose(number, "dispute")
    paid = do("aftersales.refund_return", INES, return_number=number, amount="100.00")
    assert (paid.is_done, promised(number)) == (True, set())


def test_what_was_sent_back_may_be_returned_again_and_what_was_disposed_of_may_not():
    choose(rejected(), "send_back")
    number = in_dispute()
    reject(number)
    choose(number, "dispose")
    with nothing_changes():
        assert ask_to_return().code is Code.POLICY_DENIED
