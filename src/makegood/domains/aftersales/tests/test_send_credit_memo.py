"""A credit memo goes once more to the address on record (C04, DOC-4)."""

from __future__ import annotations

from pydantic import JsonValue

from makegood.core import effects, worker
from makegood.core.actor import V1
from makegood.core.decision import Code
from makegood.core.models import Effect
from makegood.domains.aftersales.queries import credit_memos_of, return_card
from makegood.domains.aftersales.tests.story import WASHER, inspect, inspected, told
from makegood.domains.conversations.queries import notice
from makegood.domains.ordering.tests.cast import RAE, chat, do, done, nothing_changes


def test_the_credit_memo_of_a_return_goes_to_the_address_on_record() -> None:
    number = inspected()
    worker.work_off()
    memo = str(return_card(number).credit_memo)
    outcome = done("aftersales.send_credit_memo", chat("C-6", V1), credit_memo=memo)
    assert told(outcome) == [
        f"Credit memo {memo} goes once more to your address on record, t•••@example.com."
    ]
    key = f"notice:{outcome.answer('notice')}"
    effects.deliver_one(key)
    assert Effect.objects.get(key=key).delivered_at is not None
    assert [one.number for one in credit_memos_of("C-6")] == [memo]


def test_somebody_elses_is_not_found() -> None:
    number = inspected()
    worker.work_off()
    memo = str(return_card(number).credit_memo)
    with nothing_changes():
        outcome = do("aftersales.send_credit_memo", chat("C-7", V1), credit_memo=memo)
    assert outcome.code == Code.NOT_FOUND


def test_the_memo_of_a_gift_goes_to_who_brought_it_and_never_to_the_giver() -> None:
    given: dict[str, JsonValue] = {"line": WASHER, "recipient": "C-9", "opened": True}
    number = str(done("aftersales.return_gift", RAE, **given).answer("return_number"))
    done("aftersales.receive_return", RAE, return_number=number, parcels=1)
    assert inspect(number).is_done
    worker.work_off()
    memo = str(return_card(number).credit_memo)
    with nothing_changes():
        giver = do("aftersales.send_credit_memo", chat("C-6", V1), credit_memo=memo)
    assert giver.code == Code.NOT_FOUND
    outcome = done("aftersales.send_credit_memo", chat("C-9", V1), credit_memo=memo)
    assert notice(str(outcome.answer("notice"))).party == "C-9"
