"""Whoever asks to be kept from buying is sold nothing until the day they chose."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.core.actor import V1, V2, Level
from makegood.core.clock import standing_at
from makegood.core.decision import Code
from makegood.core.outcome import InvalidAsk, Outcome
from makegood.core.runner import run
from makegood.domains.parties.models import PurchasePause
from makegood.domains.parties.operations.pause_purchases import PausePurchasesAsk
from makegood.domains.parties.queries import may_contact, sells_nothing_until
from makegood.domains.parties.tests.conftest import customer

pytestmark = pytest.mark.usefixtures("cast")
ASKED = "please sell me no more gift cards"


def pause(months: str = "3", level: Level = V2) -> Outcome:
    ask = {"months": months, "wording": ASKED}
    return run("parties.pause_purchases", ask, actor=customer("C-6", level))


def test_it_begins_at_once_and_ends_on_the_day_told() -> None:
    done = pause()
    assert [one.text() for one in done.statements] == [
        "Your pause of buying runs from now to the end of September 15, 2026.",
        "While it runs, nobody of ours sells you anything or sends you offers. It can be made "
        "longer, but it does not end sooner; that is what protects you.",
    ]
    kept = PurchasePause.objects.get()
    assert (kept.party.number, kept.wording, kept.captured_how) == ("C-6", ASKED, "chat:CV-1")
    with standing_at("2026-09-15"):
        assert sells_nothing_until("C-6") is not None
    with standing_at("2026-09-16"):
        assert sells_nothing_until("C-6") is None


def test_no_offer_goes_out_while_it_runs_although_it_was_agreed_to() -> None:
    assert may_contact("C-6", "email", "marketing")
    pause("1")
    assert not may_contact("C-6", "email", "marketing")
    assert may_contact("C-6", "email", "service")
    with standing_at("2026-07-16"):
        assert may_contact("C-6", "email", "marketing")


def test_it_is_made_longer_but_never_shorter() -> None:
    pause("6")
    refused = pause("3")
    assert refused.code is Code.POLICY_DENIED
    assert refused.statements[0].text() == (
        "Your pause of buying already runs to the end of December 15, 2026; it can be made "
        "longer, not shorter."
    )
    assert PurchasePause.objects.count() == 1
    assert pause("12").is_done
    assert str(sells_nothing_until("C-6")) == "2027-06-15"


def test_whoever_was_met_with_care_hears_of_the_pause_and_is_not_asked_again() -> None:
    ask: dict[str, JsonValue] = {
        "vulnerability": "spending", "evidence": "I cannot stop buying", "consents": True,
    }  # fmt: skip
    run("parties.flag_vulnerability", ask, actor=customer("C-6", V1))
    pause()
    again = {"vulnerability": "spending", "evidence": "get me another gift code"}
    told = run("parties.flag_vulnerability", again, actor=customer("C-6", V1))
    assert told.is_done
    assert [one.text() for one in told.statements] == [
        "You asked us to sell you nothing until the end of September 15, 2026, and we keep to "
        "that. Repairs, returns and your money go on as before."
    ]


def test_nobody_stops_the_purchases_of_somebody_else(rows) -> None:
    before = rows()
    assert pause(level=V1).code is Code.VERIFICATION_REQUIRED
    assert (rows(), PurchasePause.objects.count()) == (before + 1, 0)


def test_how_long_is_one_of_the_times_of_the_handbook(rows) -> None:
    before = rows()
    with pytest.raises(InvalidAsk) as refused:
        pause("2")
    (fault,) = refused.value.faults
    assert (fault.field, fault.accepted) == ("months", "one of 1, 3, 6, 12, such as 3")
    assert (rows(), PurchasePause.objects.count()) == (before + 1, 0)
    described = PausePurchasesAsk.model_json_schema()["properties"]["months"]
    assert described["enum"] == ["1", "3", "6", "12"]
