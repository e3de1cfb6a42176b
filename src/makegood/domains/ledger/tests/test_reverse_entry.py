"""Taking back an entry: two people, the opposite lines, the closed month named."""

from __future__ import annotations

from datetime import date

import pytest

from makegood.core.actor import Actor
from makegood.core.decision import Code
from makegood.core.models import JournalRow
from makegood.core.outcome import Gate, Outcome, Status
from makegood.core.runner import preview, run
from makegood.domains.ledger import queries
from makegood.domains.ledger.models import Entry, Period
from makegood.domains.ledger.postings import goodwill_given
from makegood.domains.ledger.tests.books import approve, lines_of, moved, posted, usd


@pytest.fixture
def wrong() -> Entry:
    posting = goodwill_given(usd("25.00"), party="C-6", about="case:CS-70001")
    return Entry.of(posting, source="case:CS-70001:goodwill", on=date(2026, 1, 20), memo="Goodwill")


def reverse(entry: str, actor: Actor) -> Outcome:
    ask = {"entry": entry, "reason": "Posted to the wrong customer"}
    return run("ledger.reverse_entry", ask, actor=actor)


def close(month: str) -> None:
    Period.objects.create(month=month, closed_at="2026-06-15T12:00:00Z", closed_by="staff:omar")


def test_a_reversal_waits_for_a_second_person_even_from_a_manager(
    wrong: Entry, rae: Actor, omar: Actor
) -> None:
    for actor in (rae, omar):
        waiting = reverse(wrong.number, actor)
        assert (waiting.status, waiting.gate) == (Status.PENDING_APPROVAL, Gate.AUTHORITY)
    assert posted() == 1


def test_the_second_person_must_be_another_one_who_may_approve(
    wrong: Entry, rae: Actor, omar: Actor
) -> None:
    waiting = reverse(wrong.number, omar)
    assert approve(waiting, by=omar).status is Status.PENDING_APPROVAL
    assert approve(waiting, by=rae).status is Status.PENDING_APPROVAL
    assert posted() == 1


def test_the_opposite_is_posted_today_once_the_supervisor_says_yes(
    wrong: Entry, rae: Actor, ines: Actor
) -> None:
    done = approve(reverse(wrong.number, rae), by=ines)
    assert done.answer("status") == "done"
    assert lines_of("JE-900002") == [("2310", "25.00"), ("5200", "-25.00")]
    reversal = queries.entry("JE-900002")
    assert reversal is not None
    assert (reversal.on, reversal.rule, reversal.reversal_of) == (
        date(2026, 6, 15), "J12", wrong.number,
    )  # fmt: skip
    assert (reversal.reference_period, reversal.party) == ("", "C-6")
    assert reversal.memo == "Takes back JE-900001: Posted to the wrong customer"
    assert moved("2310", party="C-6") == usd("0.00")


def test_AC18_3_taking_back_an_entry_of_a_closed_month_names_that_month(
    wrong: Entry, rae: Actor, ines: Actor
) -> None:
    close("2026-01")
    waiting = reverse(wrong.number, rae)
    assert "in the open month, because 2026-01 is closed" in waiting.explanation()[0]["say"]
    approve(waiting, by=ines)
    reversal = queries.entry("JE-900002")
    assert reversal is not None
    assert (reversal.on, reversal.reference_period) == (date(2026, 6, 15), "2026-01")


def test_an_entry_is_taken_back_once_and_a_reversal_never(
    wrong: Entry, rae: Actor, ines: Actor
) -> None:
    approve(reverse(wrong.number, rae), by=ines)
    rows = JournalRow.objects.count()
    again, back = reverse(wrong.number, rae), reverse("JE-900002", rae)
    assert (again.code, back.code) == (Code.POLICY_DENIED, Code.POLICY_DENIED)
    assert again.explanation()[0]["say"] == "Entry JE-900001 was already taken back, by JE-900002."
    assert "itself takes back JE-900001" in back.explanation()[0]["say"]
    assert (posted(), JournalRow.objects.count()) == (2, rows + 2)


def test_an_unknown_entry_is_not_found(rae: Actor) -> None:
    assert reverse("JE-7", rae).code is Code.NOT_FOUND


def test_nobody_without_a_role_and_no_machine_takes_back_an_entry(
    wrong: Entry, noor: Actor, for_tom: Actor
) -> None:
    assert reverse(wrong.number, noor).code is Code.NOT_AUTHORISED
    assert reverse(wrong.number, for_tom).status is not Status.DONE
    assert posted() == 1


def test_a_preview_changes_nothing(wrong: Entry, rae: Actor) -> None:
    ask = {"entry": wrong.number, "reason": "Posted to the wrong customer"}
    rows = JournalRow.objects.count()
    shown = preview("ledger.reverse_entry", ask, actor=rae)
    assert shown.status is Status.PENDING_APPROVAL
    assert (posted(), JournalRow.objects.count()) == (1, rows)
