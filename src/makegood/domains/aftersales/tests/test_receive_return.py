"""The parcel is here: the day of the refund is promised."""

from __future__ import annotations

from makegood.core import clock, promises
from makegood.core.decision import Code
from makegood.core.models import Check
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.story import TOM, mails, opened, received, told
from makegood.domains.ordering.tests.cast import NOOR, RAE, do, done, nothing_changes


def test_inspection_and_refund_are_promised_for_seven_working_days_on():
    number = opened()
    outcome = done("aftersales.receive_return", RAE, return_number=number, parcels=2)
    assert outcome.answer("refund_by") == "2026-06-25"  # the 19th is a holiday
    card = queries.return_card(number)
    assert card.state == "received"
    promised = promises.open_promises(f"return:{number}")
    assert [one.kind for one in promised] == ["inspection", "refund"]
    assert promised[1].text == (
        "The goods are here. Your refund is paid by June 25, 2026 at the latest."
    )
    assert all(clock.local(one.due_at).date().isoformat() == "2026-06-25" for one in promised)
    check = Check.objects.get(name="aftersales.refund_posted")
    assert check.subject == f"return:{number}"
    (mail,) = mails("return_received")
    assert "June 25, 2026" in mail


def test_a_parcel_is_received_once():
    number = received()
    with nothing_changes():
        outcome = do("aftersales.receive_return", RAE, return_number=number)
    assert told(outcome) == ["The goods of this return were received on June 15, 2026 already."]


def test_a_cancelled_return_has_nothing_to_receive():
    number = opened()
    done("aftersales.cancel_return", TOM, return_number=number)
    with nothing_changes():
        outcome = do("aftersales.receive_return", RAE, return_number=number)
    assert outcome.code is Code.POLICY_DENIED


def test_only_people_of_the_company_take_parcels_in():
    number = opened()
    for somebody in (TOM, NOOR):
        with nothing_changes():
            outcome = do("aftersales.receive_return", somebody, return_number=number)
        assert outcome.code is Code.NOT_AUTHORISED
