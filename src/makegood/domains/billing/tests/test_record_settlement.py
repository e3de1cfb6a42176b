"""Money that arrived: the clearing account empties, the promise is kept."""

from __future__ import annotations

from makegood.core import clock, promises
from makegood.core.actor import Actor
from makegood.core.decision import Code
from makegood.domains.billing import queries
from makegood.domains.billing.models import Payment
from makegood.domains.billing.tests.till import (
    ORDER,
    do,
    done,
    looks_at,
    on,
    pay,
    pay_for_the_washer,
    refund_the_washer,
    state,
    travel,
    usd,
)
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.tests.books import lines_of, moved


def test_a_refund_settles_after_two_days_and_the_promise_is_kept(
    standing_time: clock.StandingTime,
) -> None:
    pay_for_the_washer()
    refund = refund_the_washer()
    travel(standing_time, "2026-06-18")
    seen = queries.leg("RF-9001/2")
    assert seen is not None
    assert (state(refund), seen.settled_on) == ("settled", on("2026-06-17"))
    [_, settled] = ledger.entries_of("refund:RF-9001/2")
    assert (settled.rule, lines_of(settled.number)) == (
        "J05", [("1020", "684.90"), ("1010", "-684.90")],
    )  # fmt: skip
    assert promises.open_promises(subject="refund:RF-9001") == []
    assert [check.passed_at is not None for check in looks_at("RF-9001")] == [True]


def test_a_card_payment_settles_less_the_providers_fee(standing_time: clock.StandingTime) -> None:
    number = pay("815.94", captured_reference=None)
    travel(standing_time, "2026-06-18")
    [_, settled] = ledger.entries_of(f"payment:{number}")
    assert lines_of(settled.number) == [
        ("1010", "792.28"), ("5950", "23.66"), ("1020", "-815.94"),
    ]  # fmt: skip
    assert queries.payments_of(ORDER)[0].settled_on == on("2026-06-17")
    assert moved("1020") == usd("0.00")


def test_a_settlement_reported_twice_is_posted_once(standing_time: clock.StandingTime) -> None:
    pay_for_the_washer()
    refund_the_washer()
    travel(standing_time, "2026-06-18")
    done("billing.record_settlement", movement="RF-9001/2")
    assert moved("1010") == usd("-684.90")
    assert len(ledger.entries_of("refund:RF-9001/2")) == 2


def test_what_failed_before_is_not_settled_without_a_person() -> None:
    pay_for_the_washer()
    refund_the_washer()
    done("billing.record_refund_failure", leg="RF-9001/2", reason="account closed")
    refused = do("billing.record_settlement", movement="RF-9001/2")
    assert refused.code is Code.POLICY_DENIED
    assert "A person looks into it" in refused.explanation()[0]["say"]
    assert moved("1010") == usd("0.00")


def test_a_settlement_that_overtook_its_capture_waits_for_it() -> None:
    asked = pay("228.99", captured_reference=None)
    told = do("billing.record_settlement", movement=asked)
    assert (told.status, told.code) == ("refused", "policy_denied")
    assert told.explanation()[0]["say"] == (
        f"{asked} was not captured yet; report its capture first, then this again."
    )
    assert Payment.objects.get(number=asked).settled_at is None


def test_a_fee_is_never_more_than_what_was_moved_and_never_less_than_nothing() -> None:
    paid = pay("228.99")
    for fee in ("-0.01", "229.00"):
        told = do("billing.record_settlement", movement=paid, fee=fee)
        assert told.code is Code.POLICY_DENIED
        assert told.explanation()[0]["say"] == "The provider's fee is between nothing and $228.99."
    assert done("billing.record_settlement", movement=paid, fee="228.99").is_done


def test_unknown_money_is_not_found_and_nobody_settles_by_hand(rae: Actor) -> None:
    pay_for_the_washer()
    assert do("billing.record_settlement", movement="P-1").code is Code.NOT_FOUND
    assert do("billing.record_settlement", movement="RF-1/1").code is Code.NOT_FOUND
    by_hand = do("billing.record_settlement", rae, movement="P-9003")
    assert by_hand.code is Code.NOT_AUTHORISED
