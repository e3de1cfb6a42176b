"""A death that was told is a case with a day by which a person answers, and nothing leaves."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.core import clock
from makegood.core.actor import V1, V2, Actor
from makegood.core.decision import Code
from makegood.core.jobs import wind_up
from makegood.core.models import Job, JournalRow
from makegood.core.outcome import Outcome
from makegood.core.promises import open_promises
from makegood.core.runner import run
from makegood.domains.billing.models import Payment
from makegood.domains.cases.models import Case
from makegood.domains.cases.queries import case_card, due_work
from makegood.domains.cases.queries.estates import estate_facts
from makegood.domains.cases.queries.own_records import own_cases
from makegood.domains.cases.tests.conftest import automated, staff
from makegood.domains.cases.tests.estates import TOLD_BY, meet, tell
from makegood.domains.ordering.queries import order_card, orders_of

pytestmark = pytest.mark.usefixtures("northvale", "db")


def order(party: str) -> Outcome:
    ask: dict[str, JsonValue] = {"lines": [{"sku": "WM900", "quantity": 1}]}
    return run("ordering.create_order", ask, actor=automated(None, party, V2))


def test_AC03_5_the_letter_that_was_promised_is_due_work_for_a_person() -> None:
    assert tell("C-26").is_done
    (case,) = meet()
    (due,) = [one for one in due_work() if one.case.number == case]
    assert (due.case.party, due.case.summary) == (
        "C-26",
        "John Moss has died, as we were told. Somebody writes to whoever told us, and what is "
        "open is settled with the estate.",
    )
    assert (due.case.subjects, due.case.future_contact) == (("death:C-26",), "as it was told")
    assert clock.local(due.due).isoformat()[:10] == "2026-06-17"
    kinds = {one.kind: one.subject for one in open_promises(party="C-26")}
    assert kinds["estate_answer"] == f"case:{case}"
    assert meet() == []


def test_the_family_reads_of_it_in_the_language_of_whoever_died() -> None:
    tell("C-29")
    (case,) = meet()
    assert case_card(case).summary == (
        "Zoë Laurent est décédé, nous a-t-on dit. Quelqu'un écrit à qui nous l'a dit, et ce qui "
        "reste ouvert se règle avec la succession."
    )


def test_who_told_it_is_kept_from_the_customer_who_may_live_and_known_to_staff() -> None:
    tell("C-26")
    (case,) = meet()
    assert repr(own_cases("C-26")).count("Moss has died") == 1
    assert "Ruth" not in repr(own_cases("C-26"))
    assert estate_facts(case, clock.today()).told_by == TOLD_BY


def test_it_comes_round_each_hour() -> None:
    wind_up()
    assert Job.objects.filter(operation="cases.meet_estates", done_at=None).count() == 1


def test_nobody_whose_death_was_told_is_written_to_about_the_case() -> None:
    tell("C-26")
    (case,) = meet()
    assert case_card(case).level == 0


def test_AC03_5_nothing_is_sold_on_the_account_and_what_has_to_leave_is_held() -> None:
    made = order("C-6").answer("order")
    assert order_card(str(made)).state in ("confirmed", "allocated")
    old = {one.number: one.state for one in orders_of("C-6")}
    tell("C-6")
    refused, before = order("C-6"), Payment.objects.count()
    assert (refused.code, refused.statements[0].text()) == (
        Code.POLICY_DENIED,
        "We were told that the holder of this account has died, and sell nothing on it until a "
        "person has looked. If it is not so, please call +1 202 555 0190.",
    )
    assert Payment.objects.count() == before
    meet()
    held = {one.number: one.state for one in orders_of("C-6") if one.state == "on_hold"}
    assert str(made) in held
    assert all(old[one] in ("confirmed", "allocated", "part_shipped", "picking") for one in held)


def test_nobody_but_the_clock_meets_them() -> None:
    tell("C-26")
    rows = JournalRow.objects.count()
    for actor in (staff(), automated(None, "C-26", V1)):
        assert run("cases.meet_estates", {}, actor=actor).code is Code.NOT_AUTHORISED
    assert (Case.objects.count(), JournalRow.objects.count()) == (0, rows + 2)
    assert run("cases.meet_estates", {}, actor=Actor.system("system:timer")).is_done
