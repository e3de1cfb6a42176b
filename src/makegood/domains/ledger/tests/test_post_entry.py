"""Posting by hand: two people, in balance, in an open month, on no account that acts keep."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import JsonValue

from makegood.core.actor import Actor
from makegood.core.decision import Code
from makegood.core.models import JournalRow
from makegood.core.outcome import Gate, InvalidAsk, Outcome, Status
from makegood.core.runner import preview, run
from makegood.domains.ledger import queries, subledgers
from makegood.domains.ledger.models import Period
from makegood.domains.ledger.tests.books import approve, lines_of, moved, posted, usd

FEE = (("5950", "debit", "12.00"), ("1010", "credit", "12.00"))


def asked(*lines: tuple[str, str, str], **more: str) -> dict[str, JsonValue]:
    named: list[JsonValue] = [
        {"account": code, "side": side, "amount": amount} for code, side, amount in lines
    ]
    return {"lines": named, "reason": "Fee of the bank for the safe in May", **more}


def post(actor: Actor, *lines: tuple[str, str, str], **more: str) -> Outcome:
    return run("ledger.post_entry", asked(*(lines or FEE), **more), actor=actor)


def told(outcome: Outcome) -> list[str]:
    return [one["say"] for one in outcome.explanation()]


def close(month: str) -> None:
    Period.objects.create(month=month, closed_at="2026-06-15T12:00:00Z", closed_by="staff:omar")


def test_an_entry_by_hand_waits_for_a_second_person_even_from_a_manager(
    rae: Actor, omar: Actor
) -> None:
    hers, waiting = post(rae), post(omar)
    for one in (hers, waiting):
        assert (one.status, one.gate) == (Status.PENDING_APPROVAL, Gate.AUTHORITY)
    assert approve(waiting, by=omar).status is Status.PENDING_APPROVAL
    assert posted() == 0


def test_it_is_posted_with_its_reason_once_the_supervisor_says_yes(rae: Actor, ines: Actor) -> None:
    approve(post(rae, on="2026-06-12"), by=ines)
    assert lines_of("JE-900001") == [("5950", "12.00"), ("1010", "-12.00")]
    seen = queries.entry("JE-900001")
    assert seen is not None
    assert (seen.rule, seen.on, seen.memo, seen.reference_period) == (
        "J33", date(2026, 6, 12), "Fee of the bank for the safe in May", "",
    )  # fmt: skip
    assert queries.trial_balance_sum() == usd("0.00")


def test_it_is_taken_back_like_any_other(rae: Actor, ines: Actor) -> None:
    approve(post(rae), by=ines)
    back = {"entry": "JE-900001", "reason": "The bank gave the fee back"}
    approve(run("ledger.reverse_entry", back, actor=rae), by=ines)
    assert (posted(), moved("5950"), moved("1010")) == (2, usd("0.00"), usd("0.00"))


def test_what_does_not_balance_is_refused_with_the_difference(rae: Actor) -> None:
    rows = JournalRow.objects.count()
    refused = post(rae, ("5950", "debit", "12.00"), ("1010", "credit", "11.63"))
    assert (refused.status, refused.code) == (Status.REFUSED, Code.POLICY_DENIED)
    assert told(refused) == [
        "Debits come to $12.00 and credits to $11.63: they differ by $0.37. Nothing was posted."
    ]
    assert (posted(), JournalRow.objects.count()) == (0, rows + 1)


def test_no_hand_posts_on_an_account_that_a_subledger_explains(
    rae: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(subledgers._kept, "1020", lambda: usd("0.00"))
    for account in ("1100", "2300", "1020", "1230", "2330"):
        refused = post(rae, ("5950", "debit", "12.00"), (account, "credit", "12.00"))
        assert told(refused) == [
            f"What is on {account} follows from other records. "
            "Only the acts that keep those records post on it."
        ]
    assert posted() == 0


def test_a_closed_month_is_named_and_not_posted_into(rae: Actor, ines: Actor) -> None:
    close("2026-05")
    refused = post(rae, on="2026-05-31")
    assert told(refused) == [
        "2026-05 is closed. Post today, and name 2026-05 as the month that is corrected."
    ]
    approve(post(rae, reference_period="2026-05"), by=ines)
    seen = queries.entry("JE-900001")
    assert seen is not None
    assert (seen.on, seen.reference_period) == (date(2026, 6, 15), "2026-05")


def test_a_month_that_closes_while_it_waits_is_not_posted_into(rae: Actor, ines: Actor) -> None:
    waiting = post(rae, on="2026-05-31")
    close("2026-05")
    assert approve(waiting, by=ines).status is Status.REFUSED
    assert posted() == 0


def test_tomorrow_and_an_open_month_as_the_corrected_one_are_refused(rae: Actor) -> None:
    assert told(post(rae, on="2026-06-16")) == [
        "June 16, 2026 is still to come; an entry is for a day that was."
    ]
    assert told(post(rae, reference_period="2026-05")) == [
        "2026-05 is open, so there is nothing to name: post on a day of it."
    ]
    assert posted() == 0


def test_an_unknown_account_is_not_found(rae: Actor) -> None:
    assert post(rae, ("5950", "debit", "1.00"), ("7777", "credit", "1.00")).code is Code.NOT_FOUND


@pytest.mark.parametrize("amount", ["0.00", "-5.00", "1.234"])
def test_what_is_no_amount_is_an_invalid_ask(amount: str, rae: Actor) -> None:
    with pytest.raises(InvalidAsk):
        post(rae, ("5950", "debit", amount), ("1010", "credit", amount))


def test_nobody_without_a_role_and_no_machine_posts_by_hand(noor: Actor, for_tom: Actor) -> None:
    assert post(noor).code is Code.NOT_AUTHORISED
    assert post(for_tom).status is not Status.DONE
    assert posted() == 0


def test_a_preview_changes_nothing(rae: Actor) -> None:
    shown = preview("ledger.post_entry", asked(*FEE), actor=rae)
    assert shown.status is Status.PENDING_APPROVAL
    assert posted() == 0
