"""The label of a return goes once more while its parcel is awaited (RET-21)."""

from __future__ import annotations

from makegood.core import clock, effects, worker
from makegood.core.actor import V1
from makegood.core.decision import Code
from makegood.core.models import Effect
from makegood.core.outcome import Outcome
from makegood.domains.aftersales.tests.story import opened, received, told
from makegood.domains.conversations.models import Notice
from makegood.domains.ordering.tests.cast import chat, do, nothing_changes


def again(number: str) -> Outcome:
    return do("aftersales.send_label", chat("C-6", V1), return_number=number)


def test_the_same_label_goes_to_the_address_on_record_and_the_last_day_stays() -> None:
    number = opened()
    worker.work_off()
    assert Notice.objects.get(name="return_label").encloses == f"paper:return_label:{number}"
    outcome = again(number)
    assert told(outcome) == [
        "Return label R-2001 goes once more to your address on record, t•••@example.com.",
        "It is the same label as before. Return R-2001 must still be with us by July 15, 2026.",
    ]
    key = f"notice:{outcome.answer('notice')}"
    effects.deliver_one(key)
    assert Effect.objects.get(key=key).delivered_at is not None


def test_one_that_is_being_made_comes_by_itself() -> None:
    number = opened()
    with nothing_changes():
        outcome = again(number)
    assert (outcome.code, outcome.clauses) == (Code.POLICY_DENIED, ("RET-21@2026-01-01",))
    assert told(outcome) == [
        "The label of return R-2001 is being made. It comes to you by itself, by June 16, 2026."
    ]


def test_one_that_should_be_there_is_called_late() -> None:
    number = opened()
    with clock.standing_at("2026-06-17"):
        late = again(number)
    assert told(late)[0].startswith("There is no label of return R-2001 yet, though")


def test_goods_that_are_here_need_none() -> None:
    number = received()
    with nothing_changes():
        outcome = again(number)
    assert told(outcome) == [
        "Return R-2001 needs no label any more: its goods are with us, or it has ended."
    ]
