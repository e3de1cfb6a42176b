"""A false report of a death is taken back by a person, and everything is as it was."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.core import worker
from makegood.core.actor import V1, V2
from makegood.core.decision import Code
from makegood.core.models import Effect, JournalRow
from makegood.core.outcome import Outcome
from makegood.core.promises import open_promises
from makegood.core.runner import run
from makegood.domains.aftersales.tests.story import connect_simulators, inspect, received
from makegood.domains.billing.queries import leg, waiting_for_estate
from makegood.domains.cases.queries import case_card
from makegood.domains.cases.tests.conftest import automated, staff
from makegood.domains.cases.tests.estates import meet, tell
from makegood.domains.ordering.queries import order_card, orders_of
from makegood.domains.parties.queries import died_by, may_contact
from makegood.domains.parties.queries.kept import kept_person

pytestmark = pytest.mark.usefixtures("northvale", "db")
REASON = "He came into the shop and showed his passport."


def take_back(party: str = "C-6") -> Outcome:
    return run("cases.take_back_death", {"party": party, "reason": REASON}, actor=staff())


def order(pieces: int = 1) -> Outcome:
    ask: dict[str, JsonValue] = {"lines": [{"sku": "WM900", "quantity": pieces}]}
    return run("ordering.create_order", ask, actor=automated(None, "C-6", V2))


def reached() -> list[bool]:
    return [may_contact("C-6", one, "marketing") for one in ("email", "sms", "voice", "post")]


def test_what_stopped_goes_on_and_the_customer_hears_of_it() -> None:
    made, agreed = str(order().answer("order")), reached()
    states = {one.number: one.state for one in orders_of("C-6")}
    tell("C-6")
    (case,) = meet()
    assert (reached(), order_card(made).state) == ([False] * 4, "on_hold")
    outcome = take_back()
    assert outcome.is_done
    assert (died_by("C-6"), reached()) == (None, agreed)
    assert {one.number: one.state for one in orders_of("C-6")} == states
    assert order(2).is_done
    assert "estate_answer" not in {one.kind for one in open_promises(party="C-6")}
    assert [one.text for one in case_card(case).notes] == [REASON]
    (word,) = Effect.objects.filter(payload__notice="lives")
    assert "We were told that you had died, which was wrong. We are sorry." in str(word.payload)


def test_a_refund_that_waited_for_an_estate_goes_the_way_it_was_paid() -> None:
    connect_simulators()
    number = received()
    tell("C-6")
    assert inspect(number).is_done
    worker.work_off()
    gift, waits = waiting_for_estate("C-6")
    sent = Effect.objects.filter(kind="payment.refund", key=waits)
    assert not sent.exists()
    assert take_back().is_done
    assert (waiting_for_estate("C-6"), sent.count()) == ((), 1)
    about = f"refund:{waits.partition('/')[0]}"
    assert [one.kind for one in open_promises(subject=about)] == ["refund"]
    gone = leg(gift)
    assert gone is not None
    assert (gone.tender, gone.state) == ("cheque", "reissued")


def test_it_stays_on_record_that_it_was_said_and_why_it_was_wrong() -> None:
    tell("C-6")
    take_back()
    (kept,) = kept_person("C-6").false_deaths
    assert kept.reason == REASON


def test_what_was_stopped_or_agreed_apart_from_it_stays_as_it_is(at) -> None:
    stop = {"channel": "sms", "wording": "no texts"}
    assert run("parties.revoke_consent", stop, actor=automated(None, "C-6", V1)).is_done
    before = reached()
    at("2026-06-15T11:00")
    tell("C-6")
    assert take_back().is_done
    assert reached() == before
    stops = [one for one in kept_person("C-6").stops if one.ended_at is None]
    assert {one.wording for one in stops} == {"no texts"}


def test_told_again_it_holds_again_with_a_case_of_its_own() -> None:
    tell("C-6")
    (first,) = meet()
    take_back()
    assert tell("C-6").is_done
    (second,) = meet()
    assert second != first
    assert died_by("C-6") is not None


def test_nothing_is_taken_back_that_was_not_told_nor_by_anybody_else() -> None:
    rows = JournalRow.objects.count()
    never = take_back()
    assert (never.code, never.statements[0].text()) == (
        Code.POLICY_DENIED, "No death of this customer is on record.",
    )  # fmt: skip
    tell("C-6")
    ask = {"party": "C-6", "reason": "I am well."}
    by_chat = run("cases.take_back_death", ask, actor=automated(None, "C-6", V2))
    assert by_chat.code is Code.NOT_AUTHORISED
    assert died_by("C-6") is not None
    assert JournalRow.objects.filter(operation="cases.take_back_death").count() == 2
    assert rows < JournalRow.objects.count()
