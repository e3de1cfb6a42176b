"""Money on account: put to what is open in the stated order, and what is left waits (C14)."""

from __future__ import annotations

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.outcome import Status
from makegood.domains.billing import queries
from makegood.domains.billing.tests.till import (
    TOM,
    do,
    done,
    invoice,
    much,
    owe,
    owing,
    pay_on_account,
    travel,
    usd,
    waiting,
)
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.tests.books import lines_of, moved, posted


def test_AC14_1_150_go_79_18_to_the_overdue_bill_and_70_82_to_the_current_one(rae: Actor) -> None:
    invoice("O-7001", "139.18", "2026-05-05")
    invoice("O-7002", "151.75", "2026-06-10")
    dispute = {"party": TOM, "order": "O-7001", "amount": "60.00", "reason": "Billed twice"}
    done("billing.note_dispute", rae, **dispute)
    number = pay_on_account("150.00")
    assert owing() == {"order:O-7001": "60.00", "order:O-7002": "80.93"}
    assert [(one.about, one.amount) for one in queries.disputes_of(TOM)] == [
        ("order:O-7001", usd("60.00"))
    ]
    assert waiting() == {}
    assert [lines_of(one.number) for one in ledger.entries_of(f"payment:{number}")] == [
        [("1010", "150.00"), ("1100", "-150.00")],
        [("1100", "79.18"), ("1100", "-79.18")],
        [("1100", "70.82"), ("1100", "-70.82")],
    ]
    assert queries.put_to(number) == [
        ("order:O-7001", usd("79.18")), ("order:O-7002", usd("70.82")),
    ]  # fmt: skip


def test_what_is_paid_beyond_what_is_owed_waits_until_something_is(rae: Actor) -> None:
    invoice("O-7001", "40.00", "2026-06-01")
    number = pay_on_account("100.00")
    assert (owing(), waiting()) == ({}, {number: "60.00"})
    account = queries.account_of(TOM)
    assert (account.owed, account.waits, account.held) == (usd("0.00"), usd("60.00"), usd("0.00"))
    refused = do("billing.apply_payment", rae, payment=number)
    assert (refused.status, posted()) == (Status.REFUSED, 3)
    invoice("O-7002", "25.00", "2026-06-12")
    invoice("O-7003", "50.00", "2026-06-14")
    outcome = done("billing.apply_payment", rae, payment=number, first=["O-7003"])
    assert (much(outcome, "put"), much(outcome, "waits")) == ("60.00", "0.00")
    assert owing() == {"order:O-7002": "15.00"}
    assert "$50.00 is put to O-7003." in " ".join(one.text("en") for one in outcome.news)
    again = do("billing.apply_payment", rae, payment=number)
    assert again.status is Status.REFUSED


def test_a_card_on_account_is_put_to_what_the_payer_named_when_it_is_captured(
    standing_time: clock.StandingTime, rae: Actor
) -> None:
    invoice("O-7001", "40.00", "2026-06-01")
    invoice("O-7002", "40.00", "2026-06-02")
    ask = {"party": TOM, "amount": "50.00", "tender": "card", "token": "tok_gallagher_4242"}
    done("billing.take_payment", rae, **ask, apply_to=["O-7002"])
    assert len(owing()) == 2
    travel(standing_time, "2026-06-15")
    assert owing() == {"order:O-7001": "30.00"}
    assert moved("1020") == usd("50.00")


def test_an_order_paid_from_an_account_can_be_refunded_up_to_what_was_put_to_it() -> None:
    invoice("O-7001", "40.00", "2026-06-01")
    invoice("O-7002", "60.00", "2026-06-02")
    number = pay_on_account("100.00", "card")
    assert queries.refundable("O-7001") == usd("40.00")
    (seen,) = queries.payments_of("O-7002")
    assert (seen.number, seen.amount, seen.refundable) == (number, usd("60.00"), usd("60.00"))
    assert [(m.what, m.amount) for m in queries.history("O-7002")] == [("payment", usd("60.00"))]
    owe("60.00", source="return:R-7002")
    back = {"order": "O-7002", "source": "return:R-7002", "reason": "R-7002"}
    too_much = do("billing.refund_tenders", amount="60.01", **back)
    assert too_much.status is Status.REFUSED
    done("billing.refund_tenders", amount="60.00", **back)
    assert queries.refundable("O-7002") == usd("0.00")
    assert queries.refundable("O-7001") == usd("40.00")


def test_a_chargeback_lost_on_a_payment_on_account_opens_again_what_it_had_paid(rae: Actor) -> None:
    invoice("O-7001", "40.00", "2026-06-01")
    invoice("O-7002", "60.00", "2026-06-02")
    number = pay_on_account("110.00", "card")
    dispute = done("billing.record_chargeback", rae, payment=number, amount="50.00",
                   reference="DP-1", reason="not known")  # fmt: skip
    assert queries.open_chargebacks("O-7001")
    done("billing.close_chargeback", rae, chargeback=str(dispute.answer("chargeback")), won=False)
    assert owing() == {"order:O-7002": "40.00"}
    assert waiting() == {}
    assert moved("1020") == usd("60.00")
