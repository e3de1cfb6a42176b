"""Sealed goods stay once opened, and refrigerant is collected and never a parcel."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from pydantic import JsonValue

from makegood.core.decision import Code
from makegood.core.models import Effect
from makegood.core.outcome import Outcome, Status
from makegood.core.promises import open_promises
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import lock_line_to_return
from makegood.domains.aftersales.policy.authorising import unfit_once_opened
from makegood.domains.aftersales.terms import rule_for
from makegood.domains.aftersales.tests.story import TOM, WASHER, inspect, lived, told
from makegood.domains.ordering.models import OrderLine
from makegood.domains.ordering.tests.cast import (
    RAE,
    amount_of,
    do,
    done,
    nothing_changes,
    tom_s_other_order,
)

OTHER = "O-7001/1"
TODAY = date(2026, 6, 15)


def bought(sku: str) -> None:
    """Tom's other order is of something else."""
    lived(tom_s_other_order(visits=()))
    OrderLine.objects.filter(number=OTHER).update(sku=sku)


def ask(reason: str = "changed_mind", **more: JsonValue) -> Outcome:
    return do("aftersales.open_return", TOM, line=OTHER, reason=reason, **more)


def test_an_opened_filter_stays_and_the_reason_is_told():
    bought("HY-FILTER")
    with nothing_changes():
        outcome = ask(opened=True)
    assert told(outcome) == [
        "It is sealed for hygiene and was opened, so it is not taken back for a change of mind."
    ]
    assert [one.text("en") for one in outcome.instead] == [
        "If something is wrong with it, tell me what: then it comes back, opened or not."
    ]
    assert "scellé pour l'hygiène" in told(outcome, "fr")[0]
    assert "sellado por higiene" in told(outcome, "es")[0]


def test_whether_its_seal_was_opened_is_asked_and_sealed_it_comes_back_without_a_fee():
    bought("HY-FILTER")
    with nothing_changes():
        asked = ask()
    assert (asked.status, asked.needs) == (Status.NEEDS_INFO, "opened")
    outcome = ask(opened=False)
    assert outcome.is_done
    assert amount_of(outcome, "fee") == "0.00"


def test_a_faulty_filter_comes_back_opened_or_not_and_nobody_asks():
    bought("HY-FILTER")
    assert ask("defective").is_done


def test_of_a_gift_the_seal_counts_as_well():
    bought("HY-FILTER")
    gift = {"line": OTHER, "recipient": "C-9"}
    with nothing_changes():
        asked = do("aftersales.return_gift", RAE, **gift)
    with nothing_changes():
        refused = do("aftersales.return_gift", RAE, **gift, opened=True)
    assert (asked.needs, refused.code) == ("opened", Code.POLICY_DENIED)


def test_one_said_to_be_sealed_and_found_open_waits_for_a_person():
    bought("HY-FILTER")
    number = str(ask(opened=False).answer("return_number"))
    done("aftersales.receive_return", RAE, return_number=number)
    outcome = inspect(number, "B")
    assert (outcome.answer("state"), queries.return_card(number).credit_memo) == ("disputed", None)
    assert told(outcome)[0].startswith("It is sealed for hygiene and was opened")


@pytest.mark.parametrize("kind", ["hygiene", "consumable", "software"])
def test_each_kind_of_seal_has_its_own_reason_and_holds_for_an_exchange_too(kind):
    facts = lock_line_to_return(
        WASHER, quantity=1, reason="changed_mind", opened=True, language="en", today=TODAY
    )
    sold = replace(facts.sold, sealed_for=kind)
    for reason, is_refused in (("changed_mind", True), ("exchange", True), ("recall", False)):
        unfit = unfit_once_opened(sold, rule_for(reason, TODAY), True, TODAY)
        assert (unfit is not None) is is_refused
    refused = policy.may_return(
        replace(facts, sold=sold), quantity=1, reason="changed_mind", opened=True, today=TODAY
    )
    assert refused.says[0].sentence == kind


def test_a_heat_pump_is_collected_whatever_the_reason_and_never_sent():
    bought("HP24")
    outcome = ask(opened=True)
    number = str(outcome.answer("return_number"))
    said = [sentence.text("en") for sentence in (*outcome.statements, *outcome.news)]
    assert "For a change of mind, you pay the carrier who collects it." in said
    assert said[-4:-2] == [
        "It holds refrigerant, which may not travel as a parcel. Please do not send it or bring "
        "it: we collect it.",
        "We collect it from you: the carrier calls to agree on a day. "
        f"Your return number is {number}.",
    ]
    assert not any("Send it to" in sentence or "our label" in sentence for sentence in said)
    payload = Effect.objects.get(key=f"label:{number}").payload
    assert (payload["service"], payload["holds"], payload["paid_by"]) == (
        "pick_up", "refrigerant", "customer",
    )  # fmt: skip


def test_a_gift_that_holds_refrigerant_is_collected_and_the_call_is_promised():
    bought("HP24")
    outcome = do("aftersales.return_gift", RAE, line=OTHER, recipient="C-9", opened=False)
    number = str(outcome.answer("return_number"))
    said = [sentence.text("en") for sentence in outcome.news]
    assert said[0].startswith("It holds refrigerant, which may not travel as a parcel.")
    assert said[1] == (
        "We call you by June 18, 2026 to agree on the day on which we collect it. "
        f"Your return number is {number}."
    )
    assert not any("Bring it" in sentence for sentence in said)
    (promise,) = open_promises(f"return:{number}")
    assert (promise.kind, promise.text) == ("pick_up", said[1])
    done("aftersales.receive_return", RAE, return_number=number)
    assert "pick_up" not in {one.kind for one in open_promises(f"return:{number}")}


def test_with_a_fault_it_is_collected_at_our_cost():
    bought("HP24")
    number = str(ask("defective").answer("return_number"))
    payload = Effect.objects.get(key=f"label:{number}").payload
    assert (payload["service"], payload["paid_by"]) == ("pick_up", "company")
