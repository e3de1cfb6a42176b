"""Whoever told of a death hears from a person, who closes the case only after that."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.core.decision import Code
from makegood.core.models import Effect, JournalRow
from makegood.core.outcome import Outcome
from makegood.core.promises import open_promises
from makegood.core.runner import run
from makegood.domains.cases.queries import case_card
from makegood.domains.cases.tests.conftest import open_case, staff
from makegood.domains.cases.tests.estates import meet, tell

pytestmark = pytest.mark.usefixtures("northvale", "db")
TEXT = "I am Rae, and whom you turn to. Please send me the two papers."
CLOSING: dict[str, JsonValue] = {
    "outcome": "put_right", "root_cause": "customers_side", "basis": "The papers came.",
    "response": "The account is closed.", "accepted": True,
}  # fmt: skip


def answer(case: str, **more: JsonValue) -> Outcome:
    return run("cases.answer_estate", {"case": case, "text": TEXT, **more}, actor=staff())


def waits(case: str) -> bool:
    return "estate_answer" in {one.kind for one in open_promises(f"case:{case}")}


def letters() -> list[tuple[str, str]]:
    found = Effect.objects.filter(key__startswith="estate_answer:").order_by("pk")
    return [(one.kind, str(one.payload["to"])) for one in found]


def test_the_letter_goes_to_the_address_that_was_told_and_keeps_the_promise() -> None:
    tell("C-26")
    (case,) = meet()
    assert waits(case)
    outcome = answer(case)
    assert [one.text() for one in outcome.statements] == [
        "Your letter goes to Ruth Moss, ruth.moss@example.com."
    ]
    assert letters() == [("mail", "ruth.moss@example.com")]
    body = str(Effect.objects.get(key__startswith="estate_answer:").payload["body"])
    assert body.startswith("Dear family of John Moss,")
    assert TEXT in body
    assert not waits(case)
    assert [one.text for one in case_card(case).notes] == [TEXT]


def test_without_a_mail_address_it_goes_to_where_the_post_went() -> None:
    tell("C-26", "Ruth Moss, his daughter")
    (case,) = meet()
    assert answer(case).is_done
    assert letters() == [("letter", "John Moss, 3 Abbey Court, Harlow, XM 55503, US")]


def test_whoever_was_called_gets_no_letter_and_waits_no_more() -> None:
    tell("C-26")
    (case,) = meet()
    assert answer(case, spoken=True).answer("ways") == []
    assert (letters(), waits(case)) == ([], False)


def test_the_case_is_not_closed_before_they_were_answered() -> None:
    tell("C-26")
    (case,) = meet()
    refused = run("cases.close_case", {"case": case, **CLOSING}, actor=staff())
    assert refused.code is Code.POLICY_DENIED
    assert case_card(case).closed_at is None
    answer(case)
    assert run("cases.close_case", {"case": case, **CLOSING}, actor=staff()).is_done


def test_they_are_answered_once_and_in_no_other_case() -> None:
    tell("C-26")
    (estate,), case = meet(), open_case()
    answer(estate)
    rows = JournalRow.objects.count()
    for number in (estate, case):
        refused = answer(number)
        assert refused.code is Code.POLICY_DENIED
        assert refused.statements[0].text() == f"No family waits for an answer in {number}."
    assert (len(letters()), JournalRow.objects.count()) == (1, rows + 2)
