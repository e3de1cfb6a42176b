"""Sending again what failed: the same way at once, another way with proofs and a second person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pydantic import JsonValue

from makegood.core import clock, promises
from makegood.core.actor import V2, V3, Actor
from makegood.core.decision import Code
from makegood.core.models import ApprovalRequest, Effect
from makegood.core.outcome import InvalidAsk, Status
from makegood.core.runner import run
from makegood.domains.billing import looking, queries
from makegood.domains.billing.models import RefundLeg
from makegood.domains.billing.tests.till import (
    ORDER,
    TOM,
    do,
    done,
    legs,
    on,
    pay_for_the_washer,
    refund_the_washer,
    state,
    travel,
    usd,
)
from makegood.domains.ledger.tests.books import approve, moved
from makegood.domains.parties.queries import account_of

OTHER = {"to": "other_card", "token": "tok_gallagher_9911", "last4": "9911"}


@pytest.fixture
def failed() -> str:
    pay_for_the_washer()
    refund_the_washer()
    done("billing.record_refund_failure", leg="RF-9001/2", reason="account closed")
    return "RF-9001/2"


def test_what_failed_is_sent_again_the_same_way_at_once(
    failed: str, rae: Actor, standing_time: clock.StandingTime
) -> None:
    again = done("billing.reissue_refund", rae, leg=failed, to="same_tender")
    assert again.answer("leg") == "RF-9001/3"
    assert [leg[3] for leg in legs("RF-9001")] == ["settled", "reissued", "queued"]
    assert moved("2310", party=TOM) == usd("0.00")
    assert queries.refundable(ORDER) == usd("394.49")
    travel(standing_time, "2026-06-18")
    assert (state("RF-9001"), queries.failed_legs()) == ("settled", [])
    assert promises.open_promises(subject="refund:RF-9001") == []


def test_it_is_not_sent_a_third_time(failed: str, rae: Actor) -> None:
    done("billing.reissue_refund", rae, leg=failed, to="same_tender")
    again = do("billing.reissue_refund", rae, leg=failed, to="same_tender")
    assert again.code is Code.POLICY_DENIED
    assert RefundLeg.objects.filter(refund__order=ORDER).count() == 3
    assert do("billing.reissue_refund", rae, leg="RF-9001/1", to="same_tender").code is (
        Code.POLICY_DENIED
    )


def test_AC04_5_another_card_needs_two_proofs_of_this_very_customer(
    failed: str, rae: Actor
) -> None:
    for actor in (rae, rae.on_behalf_of(TOM, V2), rae.on_behalf_of("C-8", V3)):
        refused = do("billing.reissue_refund", actor, leg=failed, **OTHER)
        assert (refused.code, refused.level) == (Code.VERIFICATION_REQUIRED, V3)
        assert refused.clauses == ("REF-2@2026-01-01",)
        assert (
            "To the card it was paid with, it can go at once." in (refused.explanation()[-1]["say"])
        )
    assert RefundLeg.objects.filter(refund__order=ORDER).count() == 2


def test_another_card_needs_a_second_person(failed: str, rae: Actor, ines: Actor) -> None:
    waiting = do("billing.reissue_refund", rae.on_behalf_of(TOM, V3), leg=failed, **OTHER)
    assert waiting.status is Status.PENDING_APPROVAL
    assert RefundLeg.objects.filter(refund__order=ORDER).count() == 2
    approve(waiting, by=ines)
    assert [leg[3] for leg in legs("RF-9001")] == ["settled", "reissued", "queued"]
    effect = Effect.objects.get(kind="payment.refund", key="RF-9001/3")
    assert effect.payload["token"] == "tok_gallagher_9911"
    seen = queries.leg("RF-9001/3")
    assert seen is not None
    assert (seen.tender, seen.last4, seen.payment) == ("card", "9911", "P-9003")


@pytest.mark.parametrize(
    ("to", "token", "tender", "method"),
    [("cheque", None, "cheque", "cheque"), ("bank_account", "ba_tom_6789", "ach", "ach")],
)
def test_of_a_closed_card_the_money_goes_by_cheque_or_to_a_bank_account_after_two_proofs(
    failed: str, rae: Actor, ines: Actor, to: str, token: str | None, tender: str, method: str
) -> None:
    ask: dict[str, JsonValue] = {"leg": failed, "to": to}
    if token:
        ask["token"] = token
    refused = do("billing.reissue_refund", rae.on_behalf_of(TOM, V2), **ask)
    assert (refused.code, refused.level) == (Code.VERIFICATION_REQUIRED, V3)
    waiting = do("billing.reissue_refund", rae.on_behalf_of(TOM, V3), **ask)
    assert waiting.status is Status.PENDING_APPROVAL
    approve(waiting, by=ines)
    assert legs("RF-9001")[1:] == [
        ("RF-9001/2", "card", "684.9", "reissued"), ("RF-9001/3", tender, "684.9", "queued"),
    ]  # fmt: skip
    effect = Effect.objects.get(kind="payment.refund", key="RF-9001/3")
    assert (effect.payload["method"], effect.payload["token"]) == (method, token or "")
    assert moved("1010") == usd("-684.90")
    assert moved("2310", party=TOM) == usd("0.00")


@pytest.mark.parametrize(("days", "is_flagged"), [(30, True), (31, False)])
def test_AC03_4_after_a_change_of_address_another_card_waits_for_a_supervisor_who_sees_why(
    rae: Actor, ines: Actor, standing_time: clock.StandingTime, days: int, is_flagged: bool
) -> None:
    pay_for_the_washer()
    for_him = rae.on_behalf_of(TOM, V3)
    place: dict[str, JsonValue] = {
        "line1": "9 Elm Street",
        "locality": "Harlow",
        "region": "XM",
        "postal_code": "55501",
    }
    moved_to: dict[str, JsonValue] = {
        "account": account_of(TOM), "address": place, "effective_date": "2026-06-15",
    }  # fmt: skip
    assert do("parties.change_address", for_him, **moved_to).is_done
    refund_the_washer()
    done("billing.record_refund_failure", leg="RF-9001/2", reason="account closed")
    travel(standing_time, (clock.today() + timedelta(days=days)).isoformat())
    before = moved("2310", party=TOM)
    waiting = do("billing.reissue_refund", for_him, leg="RF-9001/2", **OTHER)
    assert waiting.status is Status.PENDING_APPROVAL
    assert ("ACC-4@2026-01-01" in waiting.clauses) is is_flagged
    assert (moved("2310", party=TOM), len(legs("RF-9001"))) == (before, 2)
    approve(waiting, by=ines)
    assert [leg[3] for leg in legs("RF-9001")] == ["settled", "reissued", "queued"]


def test_AC03_4_no_yes_sends_it_elsewhere_while_it_is_looked_into_and_the_same_way_is_free(
    failed: str, rae: Actor, ines: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    for_him = rae.on_behalf_of(TOM, V3)
    waiting = do("billing.reissue_refund", for_him, leg=failed, **OTHER)
    assert waiting.status is Status.PENDING_APPROVAL
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(looking, "_looking", [lambda order: order == ORDER])
        refused = approve(waiting, by=ines)
        assert refused.code is Code.POLICY_DENIED
        assert "A colleague looks at this first" in refused.explanation()[0]["say"]
        asked = do("billing.reissue_refund", for_him, leg=failed, **OTHER)
        assert (asked.code, asked.clauses) == (Code.POLICY_DENIED, ("ACC-4@2026-01-01",))
        assert [leg[3] for leg in legs("RF-9001")] == ["settled", "failed"]
        same_way = run("billing.reissue_refund", {"leg": failed, "to": "same_tender"}, actor=rae)
        assert same_way.is_done
    assert not ApprovalRequest.objects.get().decided_at


def test_once_they_answered_the_same_yes_counts(
    failed: str, rae: Actor, ines: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = do("billing.reissue_refund", rae.on_behalf_of(TOM, V3), leg=failed, **OTHER)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(looking, "_looking", [lambda order: order == ORDER])
        assert not approve(waiting, by=ines).is_done
    assert approve(waiting, by=ines).is_done
    assert [leg[3] for leg in legs("RF-9001")] == ["settled", "reissued", "queued"]


def test_store_credit_only_when_the_customer_wants_it(failed: str, rae: Actor, ines: Actor) -> None:
    for_him = rae.on_behalf_of(TOM, V3)
    asked = do("billing.reissue_refund", for_him, leg=failed, to="store_credit")
    assert (asked.status, asked.needs) == (Status.NEEDS_INFO, "customer_agreed")
    ask = {"leg": failed, "to": "store_credit"}
    refused = do("billing.reissue_refund", for_him, **ask, customer_agreed=False)
    assert (refused.code, refused.clauses) == (Code.POLICY_DENIED, ("REF-6@2026-01-01",))
    approve(do("billing.reissue_refund", for_him, **ask, customer_agreed=True), by=ines)
    assert (queries.stored_value(TOM), state("RF-9001")) == (usd("684.90"), "settled")
    assert promises.open_promises(subject="refund:RF-9001") == []
    assert moved("2310", party=TOM) == usd("0.00")


def test_the_promise_is_renewed_when_none_stands_any_more(
    rae: Actor, standing_time: clock.StandingTime
) -> None:
    pay_for_the_washer()
    refund_the_washer()
    travel(standing_time, "2026-06-18")
    done("billing.record_refund_failure", leg="RF-9001/2", reason="account closed")
    done("billing.reissue_refund", rae, leg="RF-9001/2", to="same_tender")
    [promise] = promises.open_promises(subject="refund:RF-9001")
    assert clock.local(promise.due_at).date() == on("2026-06-30")


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": "other_card"},
        {"to": "same_tender", "token": "tok_x"},
        {"to": "other_card", "token": "4242424242424242"},
        {"to": "the moon"},
    ],
)
def test_a_token_belongs_to_another_card_and_only_to_that(
    failed: str, rae: Actor, wrong: dict[str, str]
) -> None:
    with pytest.raises(InvalidAsk):
        run("billing.reissue_refund", {"leg": failed} | wrong, actor=rae)


def test_an_unknown_leg_is_not_found_and_machines_send_nothing_again(
    failed: str, rae: Actor, noor: Actor, for_tom: Actor
) -> None:
    unknown = do("billing.reissue_refund", rae, leg="RF-1/1", to="same_tender")
    assert unknown.code is Code.NOT_FOUND
    for actor in (noor, for_tom):
        refused = do("billing.reissue_refund", actor, leg=failed, to="same_tender")
        assert refused.code is Code.NOT_AUTHORISED
    assert RefundLeg.objects.filter(refund__order=ORDER).count() == 2
