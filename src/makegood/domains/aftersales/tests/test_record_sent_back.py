"""Rejected goods that leave for the customer again keep the promise that they leave by a day."""

from __future__ import annotations

from makegood.core.decision import Code
from makegood.core.promises import open_promises
from makegood.domains.aftersales.models.rejections import Rejection
from makegood.domains.aftersales.tests.rejected import choose, in_dispute, reject
from makegood.domains.aftersales.tests.story import TOM, mails, told
from makegood.domains.ordering.tests.cast import RAE, do, nothing_changes


def rejected(choice: str) -> str:
    number = in_dispute()
    assert reject(number).is_done
    assert choose(number, choice).is_done
    return number


def left(number: str, actor=RAE):
    return do("aftersales.record_sent_back", actor, return_number=number, tracking="MF-20417")


def test_the_promise_is_kept_and_the_customer_has_the_carrier_s_number():
    number = rejected("send_back")
    outcome = left(number)
    assert told(outcome) == [
        f"What came in return {number} is on its way back to you. Its number at the carrier is "
        "MF-20417."
    ]
    assert open_promises(f"return:{number}") == []
    assert "MF-20417" in mails("return_chosen")[-1]
    row = Rejection.objects.get(of__number=number)
    assert (row.left_at is not None, row.tracking) == (True, "MF-20417")


def test_it_leaves_once_and_only_where_that_was_chosen():
    number = rejected("send_back")
    assert left(number).is_done
    with nothing_changes():
        again = left(number)
    assert told(again) == [f"Nothing of return {number} waits to be sent back."]
    disposed = rejected("dispose")
    with nothing_changes():
        assert left(disposed).code is Code.POLICY_DENIED


def test_what_was_not_rejected_does_not_leave_and_no_customer_says_that_it_did():
    number = in_dispute()
    with nothing_changes():
        assert left(number).code is Code.POLICY_DENIED
    with nothing_changes():
        assert left(number, TOM).code is Code.NOT_AUTHORISED
