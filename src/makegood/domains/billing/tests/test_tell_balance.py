"""Whoever asks hears what is owed: the sum when named, each line when proven (PMT-9)."""

from __future__ import annotations

from makegood.core.actor import V0, V1, V2, Level
from makegood.core.decision import Code
from makegood.core.outcome import Outcome
from makegood.domains.billing.tests.till import (
    TOM,
    done,
    invoice,
    much,
    owe,
    pay,
    pay_on_account,
    send_back,
)
from makegood.domains.ordering.tests.cast import chat, do, nothing_changes


def asked(level: Level = V2) -> Outcome:
    return do("billing.tell_balance", chat(TOM, level))


def told(outcome: Outcome, language: str = "en") -> list[str]:
    return [one.text(language) for one in outcome.statements]


def test_each_open_item_is_told_with_its_day_and_what_of_it_is_disputed() -> None:
    invoice("O-7041", "139.18", "2026-04-30")
    invoice("O-7042", "151.75", "2026-06-01")
    dispute = {"party": TOM, "order": "O-7041", "amount": "60.00", "reason": "Billed twice"}
    done("billing.note_dispute", **dispute)
    outcome = asked()
    # 139.18 + 151.75
    assert (much(outcome, "owed"), much(outcome, "with_us")) == ("290.93", "0.00")
    assert told(outcome) == [
        "In all you owe $290.93.",
        "$139.18 for order O-7041, since April 30, 2026.",
        "Of that you dispute $60.00 of O-7041; until it is settled nobody asks for it.",
        "$151.75 for order O-7042, since June 1, 2026.",
    ]


def test_what_is_theirs_and_with_us_is_told_line_by_line() -> None:
    pay("228.99", purpose="deposit")
    pay_on_account("50.00")
    done(
        "billing.issue_store_credit", party=TOM, amount="20.00", source="case:CS-1:credit",
        out_of="5200", reason="Goodwill",
    )  # fmt: skip
    outcome = asked()
    # 228.99 + 50.00 + 20.00
    assert (much(outcome, "owed"), much(outcome, "with_us")) == ("0.00", "298.99")
    said = told(outcome)
    assert said[0] == "You owe us nothing."
    assert said[1].startswith("$50.00 of your payment P-")
    assert said[2:] == [
        "We hold $228.99 that you paid down on order O-7041.",
        "$20.00 is on your store credit.",
    ]


def test_a_refund_that_did_not_arrive_yet_is_told() -> None:
    pay("150.00")
    assert send_back(owe("100.00")).is_done
    assert "A refund of $100.00 is on its way to you (to: card)." in told(asked())
    assert "Un reembolso de $100.00 está en camino (a: tarjeta)." in told(asked(), "es")


def test_who_only_named_themselves_hears_the_sum_and_no_line() -> None:
    invoice("O-7041", "139.18", "2026-04-30")
    pay("228.99", purpose="deposit")
    outcome = asked(V1)
    assert (much(outcome, "owed"), outcome.answer("with_us")) == ("139.18", None)
    assert told(outcome) == [
        "In all you owe $139.18.",
        "By which lines it is made up, and what of yours is with us, we tell once you have proven "
        "who you are.",
    ]


def test_who_told_nothing_of_themselves_hears_nothing() -> None:
    with nothing_changes():
        outcome = asked(V0)
    assert (outcome.code, outcome.level) == (Code.VERIFICATION_REQUIRED, V1)
