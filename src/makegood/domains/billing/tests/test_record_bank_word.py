"""Our people record what the bank told them of a cheque, with the authority that refunds need."""

from __future__ import annotations

from pydantic import JsonValue

from makegood.core import clock
from makegood.core.actor import Actor, Channel
from makegood.core.outcome import Status
from makegood.domains.billing.tests.till import (
    TOM,
    do,
    done,
    leg_state,
    mails,
    refunded,
    travel,
    usd,
)
from makegood.domains.ledger.tests.books import moved, posted

WORD = "Letter of June 16"


def test_a_cheque_that_the_bank_stopped_by_a_call_is_owed_again(
    standing_time: clock.StandingTime, rae: Actor
) -> None:
    leg = refunded("120.00", "cash")
    travel(standing_time, "2026-06-16")
    done("billing.stop_refund", rae, leg=leg, reason="Cheque lost")
    told = done("billing.record_bank_word", rae, leg=leg, stopped=True, reference=WORD)
    assert (told.answer("state"), moved("2310", party=TOM)) == ("failed", usd("-120.00"))
    assert len(mails("refund_stopped")) == 1


def test_a_cheque_that_was_cashed_is_not_owed_and_may_be_stopped_once_more(
    standing_time: clock.StandingTime, rae: Actor
) -> None:
    leg = refunded("120.00", "cash")
    travel(standing_time, "2026-06-16")
    done("billing.stop_refund", rae, leg=leg, reason="Cheque lost")
    told = done("billing.record_bank_word", rae, leg=leg, stopped=False, reference=WORD)
    assert (told.answer("state"), moved("2310", party=TOM)) == ("sent", usd("0.00"))
    assert len(mails("refund_cashed")) == 1
    done("billing.stop_refund", rae, leg=leg, reason="It was another cheque")
    assert leg_state(leg) == "stopping"


def test_only_of_a_cheque_on_its_way_and_only_by_our_people(
    standing_time: clock.StandingTime, rae: Actor
) -> None:
    card = refunded("120.00", "card")
    travel(standing_time, "2026-06-16")
    before = posted()
    word: dict[str, JsonValue] = {"leg": card, "stopped": True, "reference": WORD}
    assert do("billing.record_bank_word", rae, **word).status is Status.REFUSED
    stranger = Actor.anonymous(Channel.CHAT)
    assert do("billing.record_bank_word", stranger, **word).status is Status.REFUSED
    assert posted() == before
