"""What a lender paid for a customer goes back to the lender first, and nowhere else (REF-15)."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.core import clock, promises, worker
from makegood.core.actor import V3, Actor
from makegood.core.decision import Code
from makegood.core.models import Effect
from makegood.core.outcome import Status
from makegood.core.runner import run
from makegood.domains.billing import queries
from makegood.domains.billing.models import Payment
from makegood.domains.billing.tests.till import (
    COMPANY,
    ORDER,
    TOM,
    do,
    done,
    leg_state,
    legs,
    looks_at,
    much,
    owe,
    pay,
    send_back,
    usd,
)
from makegood.domains.ledger.tests.books import moved, posted


@pytest.fixture(autouse=True)
def financed() -> None:
    """800.00 by an instalment loan and 344.93 by card."""
    pay("800.00", "loan", token="LN-44120", last4="4120", number="P-9001")
    pay("344.93", number="P-9002")


def test_the_lender_is_paid_into_the_bank_and_gets_its_money_back_first() -> None:
    assert moved("1010") == usd("800.00")
    send_back(owe("809.10", "62.71", "121.37"))
    assert legs("RF-9001") == [("RF-9001/1", "loan", "750.44", "queued")]
    [effect] = Effect.objects.filter(kind="payment.refund")
    assert (effect.payload["method"], effect.payload["token"]) == ("loan", "LN-44120")
    assert effect.payload["amount_cents"] == 75044
    [promise] = promises.open_promises(subject="refund:RF-9001")
    assert promise.text == "$750.44 is with your lender by June 25, 2026 at the latest."
    assert moved("1010") == usd("49.56")


def test_only_what_is_left_after_the_loan_goes_to_the_card() -> None:
    send_back(owe("900.00"))
    assert legs("RF-9001") == [
        ("RF-9001/1", "loan", "800", "queued"), ("RF-9001/2", "card", "100", "queued"),
    ]  # fmt: skip
    [promise] = promises.open_promises(subject="refund:RF-9001")
    assert promise.text == (
        "By June 25, 2026 at the latest $800.00 is with your lender and $100.00 is back with you."
    )
    send_back(owe("50.00", source="return:R-7002"), source="return:R-7002")
    assert legs("RF-9002") == [("RF-9002/1", "card", "50", "queued")]


@pytest.mark.parametrize("way", ["convert", "other_card", "store_credit"])
def test_the_lenders_money_becomes_no_store_credit_and_goes_to_no_card(
    way: str, rae: Actor
) -> None:
    send_back(owe("100.00"))
    done("billing.record_refund_failure", leg="RF-9001/1", reason="contract closed")
    before = posted()
    ask: dict[str, JsonValue] = {"leg": "RF-9001/1", "customer_agreed": True}
    if way == "convert":
        refused = do("billing.convert_refund", rae, **ask)
    else:
        token: dict[str, JsonValue] = {"token": "tok_other"} if way == "other_card" else {}
        refused = do("billing.reissue_refund", rae.on_behalf_of(TOM, V3), to=way, **ask, **token)
    assert (refused.code, refused.clauses) == (Code.POLICY_DENIED, ("REF-15@2026-01-01",))
    assert refused.statements[-1].text() == (
        "This part is the lender's money. It goes to the lender and nowhere else."
    )
    assert (posted(), leg_state("RF-9001/1")) == (before, "failed")


def test_it_is_sent_to_the_lender_again(rae: Actor) -> None:
    send_back(owe("100.00"))
    worker.work_off()
    done("billing.record_refund_failure", leg="RF-9001/1", reason="contract closed")
    done("billing.reissue_refund", rae, leg="RF-9001/1", to="same_tender")
    assert [(tender, state) for _, tender, _, state in legs("RF-9001")] == [
        ("loan", "reissued"), ("loan", "queued"),
    ]  # fmt: skip


def test_a_loan_needs_the_lenders_number_and_is_taken_by_our_people(rae: Actor) -> None:
    before = (posted(), Payment.objects.count())
    ask: dict[str, JsonValue] = {"order": ORDER, "party": TOM, "amount": "10.00", "tender": "loan"}
    asked = do("billing.take_payment", rae, **ask)
    assert (asked.status, asked.statements[0].text()) == (
        Status.NEEDS_INFO,
        "By which number does the lender know the loan? We need it to send money back to the "
        "lender.",
    )
    assert (posted(), Payment.objects.count()) == before
    assert do("billing.take_payment", rae, token="LN-44120", **ask).is_done
    assert queries.refundable(ORDER) == usd("1154.93")


def test_of_whoever_has_died_only_the_rest_waits_and_the_lenders_part_is_looked_after() -> None:
    ask: dict[str, JsonValue] = {"words": "He died.", "told_by": "Ruth, ruth@example.com"}
    assert run("parties.record_death", ask, actor=COMPANY).is_done
    outcome = send_back(owe("900.00"))
    assert (much(outcome, "waits"), much(outcome, "total")) == ("100.00", "900.00")
    assert [(tender, amount, state) for _, tender, amount, state in legs("RF-9001")] == [
        ("loan", "800", "queued"), ("card", "100", "held"),
    ]  # fmt: skip
    assert not promises.open_promises(subject="refund:RF-9001")
    [check] = looks_at("RF-9001")
    worker.work_off()
    with clock.standing_at("2026-06-17"):
        worker.work_off()
    check.refresh_from_db()
    assert check.passed_at is not None
    assert [state for *_, state in legs("RF-9001")] == ["settled", "held"]
