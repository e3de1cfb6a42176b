"""What is owed to a customer who has died waits for the estate's papers, and goes to the estate."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.core import clock, promises, worker
from makegood.core.actor import V1, V3, Actor, ActorKind, Channel
from makegood.core.decision import Code
from makegood.core.models import Check, Effect
from makegood.core.money import Money
from makegood.core.outcome import Outcome, Status
from makegood.core.runner import run
from makegood.domains.billing import queries
from makegood.domains.billing.models import RefundLeg, TenderAccount
from makegood.domains.billing.tests.till import (
    ORDER,
    TOM,
    do,
    done,
    in_drawer,
    inside,
    leg_state,
    legs,
    mails,
    owe,
    pay,
    pay_for_the_washer,
    refund_the_washer,
    refunded,
    send_back,
    usd,
)
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.tests.books import approve, moved, posted
from makegood.domains.parties.models import Death

SEEN: dict[str, JsonValue] = {
    "payee": "Estate of Tom Gallagher", "death_certificate": True, "executor_paper": True,
}  # fmt: skip


def tell_of_his_death() -> None:
    teller = Actor(
        kind=ActorKind.AUTOMATED, name="automated:digital", role="A1", channel=Channel.CHAT,
        party=TOM, level=V1, conversation="CV-1", language="en",
    )  # fmt: skip
    ask: dict[str, JsonValue] = {"words": "My father died.", "told_by": "Ruth Gallagher, 555 0101"}
    assert run("parties.record_death", ask, actor=teller).is_done


def on_gift_card() -> Money:
    return -ledger.balance_of("2300", about=TenderAccount.objects.get(kind="gift").ref)


@pytest.fixture
def waiting() -> str:
    """The part of the refund of his washer that would have gone to Tom's card."""
    pay_for_the_washer()
    tell_of_his_death()
    refund_the_washer()
    return "RF-9001/2"


def pay_estate(leg: str, rae: Actor, **other: JsonValue) -> Outcome:
    return do("billing.pay_estate", rae, leg=leg, **(SEEN | other))


def test_nothing_goes_to_a_card_of_whoever_has_died_and_no_day_is_promised(waiting: str) -> None:
    worker.work_off()
    assert legs("RF-9001") == [
        ("RF-9001/1", "cheque", "65.54", "held"), ("RF-9001/2", "card", "684.9", "held"),
    ]  # fmt: skip
    assert queries.waiting_for_estate(TOM) == ("RF-9001/1", waiting)
    assert queries.stored_value(TOM) == usd("0.00")
    assert not Effect.objects.filter(kind="payment.refund").exists()
    assert promises.open_promises(subject="refund:RF-9001") == []
    assert not Check.objects.filter(subject="refund:RF-9001").exists()


def test_once_both_papers_were_seen_a_second_person_lets_a_cheque_go_to_the_estate(
    waiting: str, rae: Actor, ines: Actor
) -> None:
    asked = pay_estate(waiting, rae)
    assert (asked.status, leg_state(waiting)) == (Status.PENDING_APPROVAL, "held")
    approve(asked, by=ines)
    assert [state for *_, state in legs("RF-9001")] == ["held", "reissued", "queued"]
    [sent] = Effect.objects.filter(kind="payment.refund")
    assert (sent.key, sent.payload["method"]) == ("RF-9001/3", "cheque")
    assert sent.payload["payee"] == "Estate of Tom Gallagher"
    assert sent.payload["amount_cents"] == 68490
    assert (moved("2310", party=TOM), queries.waiting_for_estate(TOM)) == (
        usd("0.00"), ("RF-9001/1",),
    )  # fmt: skip
    [promise] = promises.open_promises(subject="refund:RF-9001")
    assert promise.kind == "refund"


def test_what_a_gift_card_of_the_dead_had_paid_is_on_no_card_and_goes_to_the_estate(
    waiting: str, rae: Actor, ines: Actor
) -> None:
    assert on_gift_card() == usd("0.00")
    approve(pay_estate("RF-9001/1", rae), by=ines)
    [sent] = Effect.objects.filter(kind="payment.refund")
    assert (sent.payload["method"], sent.payload["amount_cents"]) == ("cheque", 6554)
    assert sent.payload["payee"] == "Estate of Tom Gallagher"
    assert on_gift_card() == usd("0.00")


def test_what_waited_for_an_estate_by_mistake_is_on_the_gift_card_that_paid(waiting: str) -> None:
    Death.objects.get().take_back(at=clock.now(), by="ines", reason="He lives")
    released = done("billing.release_refund_leg", leg="RF-9001/1")
    assert released.answer("released") is True
    assert legs("RF-9001") == [
        ("RF-9001/1", "cheque", "65.54", "reissued"), (waiting, "card", "684.9", "held"),
        ("RF-9001/3", "gift", "65.54", "settled"),
    ]  # fmt: skip
    assert on_gift_card() == usd("65.54")
    assert moved("2310", party=TOM) == usd("0.00")
    again = done("billing.release_refund_leg", leg="RF-9001/1")
    assert (again.answer("released"), len(legs("RF-9001"))) == (False, 3)


def test_cash_of_the_dead_is_handed_to_nobody_at_the_counter(rae: Actor) -> None:
    drawer = str(done("billing.open_drawer", rae, counted="200.00").answer("drawer"))
    sale: dict[str, JsonValue] = {"order": ORDER, "party": TOM, "tender": "cash"}
    done("billing.take_payment", rae, amount="50.00", **sale)
    owe("50.00")
    tell_of_his_death()
    inside(
        "billing.refund_tenders", Actor.system(rae.name).on_behalf_of(TOM),
        order=ORDER, amount="50.00", source="return:R-7001", reason="R-7001",
    )  # fmt: skip
    assert legs("RF-9001") == [("RF-9001/1", "cash", "50", "held")]
    assert queries.waiting_for_estate(TOM) == ("RF-9001/1",)
    assert in_drawer(drawer) == "250.00"


@pytest.mark.parametrize("paper", ["death_certificate", "executor_paper"])
def test_without_one_of_the_papers_it_waits(waiting: str, rae: Actor, paper: str) -> None:
    before = posted()
    refused = pay_estate(waiting, rae, **{paper: False})
    assert (refused.code, leg_state(waiting)) == (Code.POLICY_DENIED, "held")
    assert "copy of the death certificate and of the paper" in refused.statements[-1].text()
    assert (posted(), RefundLeg.objects.count()) == (before, 2)


def test_it_is_paid_once_and_to_no_estate_of_the_living(
    waiting: str, rae: Actor, ines: Actor
) -> None:
    approve(pay_estate(waiting, rae), by=ines)
    before = posted()
    again = pay_estate(waiting, rae)
    assert again.code is Code.POLICY_DENIED
    assert "does not wait" in again.statements[0].text()
    assert posted() == before


def test_nobody_s_refund_goes_to_an_estate_before_a_death_was_told(rae: Actor) -> None:
    leg = refunded("65.54", "card")
    before = posted()
    refused = pay_estate(leg, rae)
    assert refused.statements[0].text() == (
        "We were not told that this customer has died. Nothing was changed."
    )
    assert (posted(), leg_state(leg)) == (before, "queued")


def test_what_a_bank_sends_back_goes_to_the_estate_as_well(rae: Actor, ines: Actor) -> None:
    leg = refunded("65.54", "card")
    tell_of_his_death()
    done("billing.record_refund_failure", leg=leg, reason="account closed")
    approve(pay_estate(leg, rae), by=ines)
    assert [state for *_, state in legs("RF-9001")] == ["reissued", "queued"]
    assert mails("refund_stopped") == []


@pytest.mark.parametrize("way", ["convert", "reissue"])
def test_what_is_owed_to_the_dead_becomes_no_store_credit(way: str, rae: Actor) -> None:
    leg = refunded("65.54", "card")
    tell_of_his_death()
    done("billing.record_refund_failure", leg=leg, reason="account closed")
    before = posted()
    ask: dict[str, JsonValue] = {"leg": leg, "customer_agreed": True}
    if way == "reissue":
        refused = do("billing.reissue_refund", rae.on_behalf_of(TOM, V3), to="store_credit", **ask)
    else:
        refused = do("billing.convert_refund", rae, **ask)
    assert (refused.code, refused.clauses[0]) == (Code.POLICY_DENIED, "REF-14@2026-01-01")
    assert "copy of the death certificate" in refused.statements[-1].text()
    assert (posted(), leg_state(leg)) == (before, "failed")
    assert queries.stored_value(TOM) == usd("0.00")


def test_no_day_is_promised_for_what_is_sent_again_and_waits_for_the_estate(rae: Actor) -> None:
    leg = refunded("65.54", "card")
    tell_of_his_death()
    done("billing.record_refund_failure", leg=leg, reason="account closed")
    again = done("billing.reissue_refund", rae, leg=leg, to="same_tender")
    assert [state for *_, state in legs("RF-9001")] == ["reissued", "held"]
    assert promises.open_promises(subject="refund:RF-9001") == []
    said = [one.text() for one in again.news]
    assert "What we owe on the account is paid to the estate once these are here." in said


def test_what_waited_for_a_cheque_of_his_waits_on_for_the_estate() -> None:
    leg = refunded("120.00", "cheque")
    tell_of_his_death()
    released = done("billing.release_refund_leg", leg=leg)
    assert (released.answer("released"), leg_state(leg)) == (False, "held")
    assert not Effect.objects.filter(kind="payment.refund").exists()
    assert promises.open_promises(subject="refund:RF-9001") == []


def test_what_a_lender_paid_goes_to_the_lender_though_the_customer_has_died(rae: Actor) -> None:
    pay("800.00", "loan", token="LN-44120", last4="4120", number="P-9001")
    tell_of_his_death()
    send_back(owe("750.44"))
    assert legs("RF-9001") == [("RF-9001/1", "loan", "750.44", "queued")]
    assert queries.waiting_for_estate(TOM) == ()
    [sent] = Effect.objects.filter(kind="payment.refund")
    assert (sent.payload["method"], sent.payload["token"]) == ("loan", "LN-44120")
    [promise] = promises.open_promises(subject="refund:RF-9001")
    assert promise.text == "$750.44 is with your lender by June 25, 2026 at the latest."


@pytest.mark.parametrize("way", ["estate", "convert", "reissue"])
def test_what_a_lender_sends_back_goes_to_no_estate(way: str, rae: Actor) -> None:
    pay("800.00", "loan", token="LN-44120", last4="4120", number="P-9001")
    send_back(owe("100.00"))
    tell_of_his_death()
    done("billing.record_refund_failure", leg="RF-9001/1", reason="contract closed")
    before = posted()
    ask: dict[str, JsonValue] = {"leg": "RF-9001/1", "customer_agreed": True}
    if way == "estate":
        refused = pay_estate("RF-9001/1", rae)
    elif way == "convert":
        refused = do("billing.convert_refund", rae, **ask)
    else:
        refused = do("billing.reissue_refund", rae.on_behalf_of(TOM, V3), to="store_credit", **ask)
    assert (refused.code, refused.clauses) == (Code.POLICY_DENIED, ("REF-15@2026-01-01",))
    assert refused.statements[-1].text() == (
        "This part is the lender's money. It goes to the lender and nowhere else."
    )
    assert (posted(), leg_state("RF-9001/1")) == (before, "failed")
