"""A return is rejected with grounds and a photo, and the customer hears what can be chosen."""

from __future__ import annotations

from makegood.core.decision import Code
from makegood.core.outcome import Status
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.rejected import WHY, choose, in_dispute, reject
from makegood.domains.aftersales.tests.story import (
    OTHER_WASHER,
    TOM,
    inspected,
    lived,
    mails,
    opened,
    photo_with,
    received,
    told,
)
from makegood.domains.billing import queries as billing
from makegood.domains.ordering.tests.cast import INES, RAE, do, nothing_changes, tom_s_other_order


def test_the_customer_reads_why_what_can_be_chosen_and_what_it_costs():
    number = in_dispute()
    outcome = reject(number)
    assert told(outcome)[0] == f"We cannot accept return {number}: {WHY}."
    assert told(outcome)[2] == "Sending it back to you costs $79.00."
    assert "nothing is disposed of without your word" in told(outcome)[1]
    (mail,) = mails("return_rejected")
    assert WHY in mail
    assert queries.return_card(number).state == "rejected"
    assert not billing.refunds_from(f"return:{number}")


def test_nothing_is_rejected_without_a_photo():
    number = in_dispute()
    with nothing_changes():
        outcome = reject(number, photo="")
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "photo")


def test_the_photo_is_a_picture_that_is_filed_with_that_return_and_with_no_other():
    lived(tom_s_other_order())
    other = received(OTHER_WASHER)
    number = in_dispute()
    for named in ("The drum, from above", "DC-9999", photo_with(other),
                  photo_with(number, "application/pdf")):  # fmt: skip
        with nothing_changes():
            outcome = reject(number, photo=named)
        assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "photo")
        assert told(outcome) == [
            f"{named} is no photo that is filed with return {number}. File the photo with the"
            " return, then name its number."
        ]
    assert reject(number).is_done


def test_what_has_not_come_or_was_accepted_is_not_rejected():
    number = opened()
    with nothing_changes():
        outcome = reject(number)
    assert told(outcome)[0].startswith(f"Return {number} was accepted, was not looked at yet")
    do("aftersales.cancel_return", TOM, return_number=number)
    accepted = inspected("B")
    with nothing_changes():
        assert reject(accepted).code is Code.POLICY_DENIED


def test_after_the_customer_disputes_it_somebody_else_decides():
    number = in_dispute()
    reject(number)
    with nothing_changes():
        assert reject(number, INES).code is Code.POLICY_DENIED
    choose(number, "dispute")
    with nothing_changes():
        assert reject(number, RAE).code is Code.NOT_AUTHORISED
    again = reject(number, INES)
    assert "A second person has looked at it already." in told(again)[1]


def test_who_asks_how_far_it_is_hears_that_they_may_choose_and_of_no_money():
    number = in_dispute()
    reject(number)
    said = " ".join(told(do("aftersales.tell_return_status", TOM, return_number=number)))
    assert f"Return {number} was not accepted." in said
    assert "750.44" not in said


def test_a_rejected_return_may_still_be_paid_by_a_persons_judgement():
    number = in_dispute()
    reject(number)
    paid = do("aftersales.refund_return", INES, return_number=number, amount="100.00")
    assert paid.is_done
    with nothing_changes():
        assert choose(number, "dispose").code is Code.POLICY_DENIED
