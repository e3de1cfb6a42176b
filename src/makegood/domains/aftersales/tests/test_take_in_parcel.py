"""A parcel is here: its returns are found by what can be read, or it waits for who knows."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.core import clock, worker
from makegood.core.decision import Code
from makegood.core.models import Check
from makegood.core.outcome import Outcome, Status
from makegood.core.promises import open_promises
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.story import TOM, WASHER, inspect, mails, opened, told
from makegood.domains.billing import queries as billing
from makegood.domains.ordering.tests.cast import RAE, chat, do, done, nothing_changes, usd

ABDUL = chat("C-9")


def take_in(**read: JsonValue) -> Outcome:
    return do("aftersales.take_in_parcel", RAE, **read)


def belts(count: int) -> str:
    """The number of a return of so many of Abdul's belts."""
    outcome = done("aftersales.open_return", ABDUL, line="O-1045/2", quantity=count,
                   reason="changed_mind")  # fmt: skip
    return str(outcome.answer("return_number"))


@pytest.mark.parametrize(
    "read", [{"returns": ["R-2001"]}, {"serial": "SN-77120"}, {"order": "O-1041"}]
)
def test_by_its_number_a_serial_or_an_order_it_is_known_and_received(read):
    number = opened()
    outcome = take_in(**read)
    assert outcome.result == {"parcel": "PC-1001", "returns": [number]}
    assert told(outcome) == [f"In the parcel: {number}."]
    assert queries.return_card(number).state == "received"
    assert queries.parcel_card("PC-1001").party == "C-6"
    assert {one.kind for one in open_promises(f"return:{number}")} == {"inspection", "refund"}


def test_by_the_tracking_number_of_our_label_it_is_known():
    number = opened()
    worker.work_off()
    tracking = queries.return_card(number).tracking
    assert tracking
    assert take_in(tracking=tracking).answer("returns") == [number]


def test_a_name_alone_is_never_enough_and_somebody_looks_inside():
    number = opened()
    with nothing_changes():
        asked = take_in(sender="tom gallagher")
    assert (asked.status, asked.needs, asked.options) == (Status.NEEDS_INFO, "returns", (number,))
    assert told(asked) == [f"It may be of {number}. Please look inside: which of them are in it?"]


def test_several_returns_in_one_box_are_received_together_each_with_its_part_of_the_weight():
    first, second = belts(1), belts(2)
    with nothing_changes():
        asked = take_in(order="O-1045")
    assert asked.options == (first, second)
    outcome = take_in(returns=[first, second], grams=600)
    assert outcome.answer("returns") == [first, second]
    for number, count in ((first, 1), (second, 2)):
        card = queries.return_card(number)
        assert (card.state, card.quantity) == ("received", count)
    assert len(mails("return_received")) == 2


def test_what_nobody_knows_is_kept_and_looked_into_and_no_customer_is_touched():
    number = opened()
    outcome = take_in(sender="Nobody Known", grams=900)
    assert told(outcome) == [
        "Nothing on it tells whose it is, so it is kept, and somebody looks into it. "
        "No customer's record was changed."
    ]
    assert queries.return_card(number).state == "authorised"
    check = Check.objects.get(name="aftersales.parcel_matched")
    assert clock.local(check.due_at).date().isoformat() == "2026-06-17"


def test_who_sent_something_without_a_return_is_asked_what_they_would_like():
    outcome = take_in(order="O-1041")
    assert outcome.result == {"parcel": "PC-1001", "returns": []}
    assert mails("parcel_here") == [
        mail for mail in mails("parcel_here") if "no return is open for it" in mail
    ]
    assert len(mails("parcel_here")) == 1
    assert "parcel:PC-1001" in queries.open_matters_of("C-6")
    assert queries.returns_of("C-6") == ()


@pytest.mark.parametrize("read", [{"serial": "SN-77120"}, {"order": "O-1041"}])
def test_who_gave_what_came_back_as_a_gift_hears_of_no_later_parcel(read):
    gift = done("aftersales.return_gift", RAE, line=WASHER, recipient="C-9", opened=True)
    done("aftersales.receive_return", RAE, return_number=gift.answer("return_number"), parcels=1)
    assert take_in(**read).result == {"parcel": "PC-1001", "returns": []}
    assert queries.parcel_card("PC-1001").party == ""
    assert mails("parcel_here") == []
    assert Check.objects.filter(name="aftersales.parcel_matched").count() == 1


@pytest.mark.parametrize(
    ("sender", "party"), [("Abdul Rahman", ""), ("tom  gallagher", "C-6"), ("", "C-6")]
)
def test_what_another_name_sent_is_left_to_people_and_its_buyer_hears_nothing(sender, party):
    assert take_in(order="O-1041", sender=sender).answer("returns") == []
    assert queries.parcel_card("PC-1001").party == party
    assert len(mails("parcel_here")) == (1 if party else 0)


def test_a_parcel_of_which_nothing_can_be_read_is_asked_about():
    with nothing_changes():
        asked = take_in(grams=500)
    assert (asked.status, asked.needs) == (Status.NEEDS_INFO, "sender")


def test_a_return_that_came_already_or_does_not_exist_takes_no_parcel():
    number = opened()
    assert take_in(returns=[number]).is_done
    with nothing_changes():
        again = take_in(returns=[number])
    assert told(again) == ["The goods of this return were received on June 15, 2026 already."]
    with nothing_changes():
        assert take_in(returns=["R-9999"]).code is Code.NOT_FOUND


def test_an_empty_box_is_known_by_its_weight_and_nothing_is_promised_and_nobody_accused():
    number = opened()
    assert take_in(returns=[number], grams=2_400).is_done
    card = queries.return_card(number)
    assert card.state == "disputed"
    assert {one.kind for one in open_promises(f"return:{number}")} == {"inspection"}
    (mail,) = mails("return_weighed")
    assert f"The parcel of return {number} weighs 2.4 kg, and its goods weigh 78 kg." in mail
    assert "That can have many reasons" in mail
    assert mails("return_received") == []
    status = do("aftersales.tell_return_status", TOM, return_number=number)
    assert told(status)[0] == f"Return {number} is here, and a person is looking into it."


def test_found_empty_it_is_disputed_and_not_paid_and_needs_no_serial_number():
    number = opened()
    assert take_in(returns=[number], grams=2_400).is_done
    wrong = inspect(number, "C", is_empty=True, serial_number="")
    assert (wrong.status, wrong.needs) == (Status.NEEDS_INFO, "grade")
    outcome = inspect(number, "D", is_empty=True, serial_number="", works=False,
                      accessories_complete=False, findings="Nothing in the box")  # fmt: skip
    assert outcome.answer("state") == "disputed"
    assert told(outcome)[0].startswith(
        f"When the box of return {number} was opened, the goods were not in it. "
        "That can happen on the way"
    )
    worker.work_off()
    assert billing.refunds_from(f"return:{number}") == []
    assert queries.return_card(number).credit_memo is None


def test_light_but_complete_it_is_accepted_and_paid_as_ever():
    number = opened()
    assert take_in(returns=[number], grams=40_000).is_done
    assert inspect(number).is_done
    worker.work_off()
    (refund,) = billing.refunds_from(f"return:{number}")
    assert refund.total == usd("750.44")


@pytest.mark.parametrize(("grams", "state"), [(46_800, "received"), (46_799, "disputed")])
def test_from_sixty_per_cent_of_its_weight_on_it_is_not_light(grams, state):
    number = opened()
    assert take_in(returns=[number], grams=grams).is_done
    assert queries.return_card(number).state == state


def test_the_customer_takes_no_parcel_in():
    opened()
    with nothing_changes():
        refused = do("aftersales.take_in_parcel", TOM, order=WASHER.partition("/")[0])
    assert refused.code is Code.NOT_AUTHORISED
