"""The carrier makes a label, and the customer gets it."""

from __future__ import annotations

from pydantic import JsonValue

from makegood.adapters.carriers.simulated.faults import Fault, next_faults
from makegood.adapters.carriers.simulated.models import Label
from makegood.core import clock, promises, worker
from makegood.core.decision import Code
from makegood.core.models import Effect
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.story import TOM, mails, opened
from makegood.domains.ordering.tests.cast import RAE, do, done, nothing_changes

RECEIPT: dict[str, JsonValue] = {
    "reference": "LB-7", "tracking": "MF9001", "carrier": "Meridian Freight",
    "service": "drop_off", "paid_by": "customer",
}  # fmt: skip


def test_the_label_comes_by_mail_and_the_promise_is_kept():
    number = opened()
    worker.work_off()
    card = queries.return_card(number)
    assert (card.state, card.tracking) == ("label_sent", "MF2606152001")
    assert promises.open_promises(f"return:{number}") == []
    (mail,) = mails("return_label")
    assert "MF2606152001" in mail
    assert "July 15, 2026" in mail


def test_a_carrier_that_answers_late_still_makes_one_label():
    next_faults([Fault.TWICE])
    number = opened()
    worker.work_off()
    assert queries.return_card(number).state == "authorised"
    with clock.standing_at("2026-06-16"):
        worker.work_off()
    assert queries.return_card(number).state == "label_sent"
    assert Label.objects.count() == 1
    assert len(mails("return_label")) == 1


def test_a_carrier_that_refuses_leaves_the_promise_open_for_somebody_to_see():
    next_faults([Fault.FAIL])
    number = opened()
    worker.work_off()
    assert Effect.objects.get(key=f"label:{number}").dead_at is not None
    assert [one.kind for one in promises.open_promises(f"return:{number}")] == ["return_label"]


def test_a_label_for_a_cancelled_return_is_not_sent_on():
    number = opened()
    done("aftersales.cancel_return", TOM, return_number=number)
    with nothing_changes():
        outcome = do("aftersales.record_label", effect_key=f"label:{number}", receipt=RECEIPT)
    assert outcome.code is Code.POLICY_DENIED
    assert mails("return_label") == []


def test_nobody_at_the_desk_records_what_only_the_carrier_says():
    number = opened()
    with nothing_changes():
        outcome = do("aftersales.record_label", RAE, effect_key=f"label:{number}", receipt=RECEIPT)
    assert outcome.code is Code.NOT_AUTHORISED
