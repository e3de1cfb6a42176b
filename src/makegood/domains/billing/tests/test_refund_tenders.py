"""Giving money back the way it was paid: the split, the books, the promise, the refusals."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.decision import Code
from makegood.core.models import Effect, JournalRow, Promise
from makegood.core.outcome import BrokenPromise, Gate, InvalidAsk, Status
from makegood.core.runner import preview, run
from makegood.domains.billing import queries
from makegood.domains.billing.tests.inside import Inside
from makegood.domains.billing.tests.till import (
    COMPANY,
    GIFT,
    ORDER,
    TOM,
    done,
    legs,
    load,
    looks_at,
    on,
    owe,
    pay,
    pay_for_the_washer,
    refund_the_washer,
    send_back,
    travel,
    usd,
)
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.tests.books import lines_of, moved


def queued() -> int:
    return Effect.objects.filter(kind="payment.refund").count()


def promised() -> int:
    return Promise.objects.filter(kind="refund").count()


def test_AC17_1_the_opened_washer_is_refunded_to_gift_card_and_card() -> None:
    pay_for_the_washer()
    outcome = send_back(owe("809.10", "62.71", "121.37"))
    assert outcome.result is not None
    assert outcome.result["legs"] == [
        {"leg": "RF-9001/1", "tender": "gift", "last4": "",
         "amount": {"amount": "65.54", "currency": "USD"}},
        {"leg": "RF-9001/2", "tender": "card", "last4": "4242",
         "amount": {"amount": "684.90", "currency": "USD"}},
    ]  # fmt: skip
    assert [seen.rule for seen in ledger.entries_of("refund:RF-9001/1")] == ["J17"]
    assert lines_of(ledger.entries_of("refund:RF-9001/1")[0].number) == [
        ("2310", "65.54"), ("2300", "-65.54"),
    ]  # fmt: skip
    assert [seen.rule for seen in ledger.entries_of("refund:RF-9001/2")] == ["J15"]
    assert lines_of(ledger.entries_of("refund:RF-9001/2")[0].number) == [
        ("2310", "684.90"), ("1020", "-684.90"),
    ]  # fmt: skip
    assert moved("2310", party=TOM) == usd("0.00")
    assert moved("1020") == usd("360.03")


def test_only_the_card_part_is_sent_by_the_provider_under_the_legs_number() -> None:
    pay_for_the_washer()
    refund_the_washer()
    effect = Effect.objects.get(kind="payment.refund")
    assert (effect.key, effect.then) == ("RF-9001/2", "billing.record_refund_result")
    assert effect.payload == {
        "order": ORDER, "method": "card", "token": "tok_gallagher_4242", "on": "ch_815.94",
        "amount_cents": 68490, "currency": "USD",
    }  # fmt: skip


def test_the_day_is_promised_and_looked_after() -> None:
    pay_for_the_washer()
    outcome = send_back(owe("809.10", "62.71", "121.37"))
    promise = Promise.objects.get(kind="refund")
    assert (promise.kind, promise.subject, promise.party) == ("refund", "refund:RF-9001", TOM)
    assert clock.local(promise.due_at).date() == on("2026-06-25")
    assert outcome.promises[0].text.text() == (
        "$750.44 is back with you by June 25, 2026 at the latest."
    )
    assert (outcome.answer("due"), outcome.answer("check_on")) == ("2026-06-25", "2026-06-20")
    check = looks_at("RF-9001").get()
    assert (check.name, check.subject) == ("billing.refund_settled", "refund:RF-9001")
    assert check.on_fail == "billing.chase_refund"
    assert clock.local(check.due_at).date() == on("2026-06-16")
    assert clock.local(check.deadline_at).date() == on("2026-06-20")


def test_a_refund_to_a_gift_card_alone_is_there_at_once() -> None:
    load("100.00")
    pay("100.00", "gift", token=GIFT)
    outcome = send_back(owe("40.00"))
    assert legs("RF-9001") == [("RF-9001/1", "gift", "40", "settled")]
    assert (
        promised(),
        looks_at("RF-9001").count(),
        queued(),
    ) == (0, 0, 0)
    assert (outcome.promises, moved("2300")) == ((), usd("-40.00"))


def test_AC17_3_a_second_refund_is_denied_with_the_history() -> None:
    pay_for_the_washer()
    send_back(owe("888.10", "256.83"))
    assert queries.refundable(ORDER) == usd("0.00")
    rows, refunds = JournalRow.objects.count(), len(queries.refunds_of(ORDER))
    refused = send_back("871.81", "return:R-7002")
    assert (refused.status, refused.code, refused.gate) == (
        Status.REFUSED, Code.POLICY_DENIED, Gate.POLICY,
    )  # fmt: skip
    assert [line["say"] for line in refused.explanation()] == [
        "Nothing is refunded twice, and never more than was paid.",
        "$1,144.93 was already refunded on June 15, 2026.",
        "At most $0.00 can still be refunded.",
    ]
    assert refused.clauses == ("REF-3@2026-01-01",)
    assert (JournalRow.objects.count(), len(queries.refunds_of(ORDER))) == (
        rows + 1,
        refunds,
    )


def test_never_a_cent_more_than_is_left() -> None:
    pay_for_the_washer()
    refund_the_washer()
    owe("500.00", source="return:R-7002")
    assert queries.refundable(ORDER) == usd("394.49")
    assert send_back("394.50", "return:R-7002").code is Code.POLICY_DENIED
    assert send_back("394.49", "return:R-7002").status is Status.DONE
    assert queries.refundable(ORDER) == usd("0.00")


def test_AC17_5_an_open_chargeback_blocks_the_refund(rae: Actor) -> None:
    pay("968.67")
    payment = queries.payments_of(ORDER)[0].number
    done(
        "billing.record_chargeback", rae, payment=payment, amount="968.67",
        reference="DP-77120", reason="not as shown",
    )  # fmt: skip
    owe("100.00")
    refused = send_back("100.00")
    assert refused.code is Code.POLICY_DENIED
    assert refused.clauses == ("REF-5@2026-01-01",)
    assert refused.explanation()[1]["say"] == "Your bank is taking back $968.67 for you."
    assert (len(queries.refunds_of(ORDER)), moved("2310", party=TOM)) == (
        0,
        usd("-100.00"),
    )


def test_what_the_books_do_not_owe_is_not_sent() -> None:
    pay_for_the_washer()
    owe("100.00")
    with pytest.raises(BrokenPromise, match="the books do not owe"):
        send_back("100.01")
    assert (
        len(queries.refunds_of(ORDER)),
        queued(),
    ) == (0, 0)
    assert moved("2310", party=TOM) == usd("-100.00")


def test_cash_goes_back_as_a_cheque_and_a_bank_payment_to_the_bank(
    standing_time: clock.StandingTime,
) -> None:
    pay("40.00", "cash")
    pay("60.00", "ach", token="tok_bank_0021", last4="0021", captured_reference="ba_1")
    owe("100.00")
    outcome = send_back("100.00")
    assert legs(str(outcome.answer("refund"))) == [
        ("RF-9001/1", "cash", "40", "queued"), ("RF-9001/2", "ach", "60", "queued"),
    ]  # fmt: skip
    methods = Effect.objects.filter(kind="payment.refund").order_by("key")
    assert [row.payload["method"] for row in methods] == ["cheque", "ach"]
    travel(standing_time, "2026-06-18")
    assert [leg[3] for leg in legs("RF-9001")] == ["settled", "settled"]
    assert moved("1010") == usd("-40.00")


def test_an_order_that_nobody_paid_is_not_found() -> None:
    assert send_back("10.00").code is Code.NOT_FOUND


def test_a_preview_tells_the_split_and_keeps_nothing() -> None:
    pay_for_the_washer()
    owe("750.44")
    shares = queries.split_of(ORDER, usd("750.44"))
    assert [(one.tender, one.last4, one.amount) for one in shares] == [
        ("gift", "", usd("65.54")), ("card", "4242", usd("684.90")),
    ]  # fmt: skip
    ask: dict[str, JsonValue] = {
        "operation": "billing.refund_tenders",
        "asked": {"order": ORDER, "amount": "750.44", "source": "return:R-7001", "reason": "x"},
    }
    before = JournalRow.objects.count(), queued()
    assert preview(Inside, ask, actor=COMPANY).status is Status.DONE
    assert (JournalRow.objects.count(), queued()) == before
    assert (len(queries.refunds_of(ORDER)), promised(), looks_at("RF-9001").count()) == (0, 0, 0)


def test_nobody_refunds_outside_of_an_act_that_owes_it(
    rae: Actor, omar: Actor, noor: Actor, for_tom: Actor
) -> None:
    pay_for_the_washer()
    owe("100.00")
    ask = {"order": ORDER, "amount": "100.00", "source": "return:R-7001", "reason": "Return"}
    for actor in (rae, omar, noor, for_tom, COMPANY):
        assert run("billing.refund_tenders", ask, actor=actor).code is Code.NOT_AUTHORISED
    assert len(queries.refunds_of(ORDER)) == 0


@pytest.mark.parametrize(
    "wrong", [{"amount": "0.00"}, {"amount": "1.00 EUR"}, {"source": "R-7001"}, {"order": "x"}]
)
def test_what_is_no_refund_is_an_invalid_ask(wrong: dict[str, str]) -> None:
    ask = {"order": ORDER, "amount": "1.00", "source": "return:R-7001", "reason": "Return"}
    with pytest.raises(InvalidAsk):
        run("billing.refund_tenders", ask | wrong, actor=COMPANY)
