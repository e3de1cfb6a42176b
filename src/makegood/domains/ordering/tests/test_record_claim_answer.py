"""A carrier answers a claim once: what it pays makes freight cheaper, and why not all is kept."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.core.decision import Code
from makegood.core.outcome import InvalidAsk, Outcome
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.tests.books import lines_of
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import RAE, chat, do, done, nothing_changes, told, usd

CLAIM: dict[str, JsonValue] = {
    "shipment": "SH-3001", "line": "O-1041/1", "kind": "damaged", "note": "Dented."
}  # fmt: skip


@pytest.fixture(autouse=True)
def claimed() -> None:
    """809.10 are claimed for Tom's washer."""
    done("ordering.open_freight_claim", RAE, **CLAIM)


def answer(**ask: JsonValue) -> Outcome:
    return do("ordering.record_claim_answer", RAE, claim="FC-1001", **ask)


def test_what_the_carrier_pays_in_full_is_booked_once() -> None:
    outcome = answer(paid="809.10")
    assert told(outcome) == ["The carrier pays $809.10 of the $809.10 that we claimed."]
    (entry,) = ledger.entries_of("freight_claim:FC-1001:paid")
    assert (entry.rule, lines_of(entry.number)) == (
        "J32", [("1010", "809.10"), ("5700", "-809.10")],
    )  # fmt: skip
    with nothing_changes():
        again = answer(paid="809.10")
    assert told(again) == ["The carrier has answered claim FC-1001 already. Nothing was changed."]
    assert ledger.trial_balance_sum() == usd("0.00")


def test_of_less_it_is_asked_why_and_the_rest_is_given_up() -> None:
    with nothing_changes():
        asked = answer(paid="500.00")
    assert asked.code is Code.NEEDS_INFO
    outcome = answer(paid="500.00", why="Worth of a used one.")
    assert outcome.answer("given_up") == {"amount": "309.10", "currency": "USD"}
    card = queries.freight_claim_card("FC-1001")
    assert (card.paid, card.answer) == (usd("500.00"), "Worth of a used one.")


def test_a_carrier_that_pays_nothing_says_why_and_nothing_is_booked() -> None:
    with nothing_changes():
        assert answer().code is Code.NEEDS_INFO
    outcome = answer(why="The carton was too thin.")
    assert told(outcome) == ["The carrier pays nothing of the $809.10 that we claimed."]
    assert ledger.entries_of("freight_claim:FC-1001:paid") == []
    assert queries.freight_claim_card("FC-1001").paid == usd("0.00")


def test_more_than_was_claimed_is_looked_at_again() -> None:
    with nothing_changes():
        refused = answer(paid="809.11")
    assert told(refused)[0].startswith("$809.10 was claimed, so the carrier does not pay more")


@pytest.mark.parametrize("paid", ["0.00", "-5.00", "1.999"])
def test_what_is_no_amount_is_an_invalid_ask(paid: str) -> None:
    with pytest.raises(InvalidAsk):
        answer(paid=paid, why="?")


def test_an_unknown_claim_is_not_found_and_a_customer_answers_none() -> None:
    with nothing_changes():
        lost = do("ordering.record_claim_answer", RAE, claim="FC-9999", paid="1.00")
    assert lost.code is Code.NOT_FOUND
    with nothing_changes():
        refused = do("ordering.record_claim_answer", chat("C-6"), claim="FC-1001", paid="1.00")
    assert not refused.is_done
