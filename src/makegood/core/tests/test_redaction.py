"""No card number, code or personal number that a customer writes is ever kept."""

import pytest
from pydantic import JsonValue

from makegood.core.redaction import Finding, holds_card, redact, redact_tree

VISA = "4111111111111111"
FAILS_LUHN = "4111111111111112"


def test_AC05_1_card_expiry_and_code_are_replaced_by_their_marks():
    redacted = redact("card is 4111 1111 1111 1111 exp 12/27 cvv 123")
    assert redacted.text == "card is [card ••••1111] [expiry] [security code removed]"
    assert redacted.found == (
        Finding("card", 8, 27),
        Finding("expiry", 28, 37),
        Finding("security_code", 38, 45),
    )


@pytest.mark.parametrize(
    "text",
    [
        f"My order number is {FAILS_LUHN}.",
        f"The serial is SN{VISA}.",
        f"The plate says SN-{VISA}",
        f"S/N: {VISA}",
        f"Serial number {VISA}",
        f"número de serie: {VISA}",
        f"numéro de série {VISA}",
    ],
)
def test_AC05_2_a_number_that_fails_luhn_and_a_serial_number_stay(text):
    assert redact(text).text == text
    assert redact(text).found == ()
    assert not holds_card(text)


def test_the_last_four_are_the_cards_even_when_the_code_behind_it_makes_a_longer_card():
    # The 16 digits with "123" or another code behind them may pass as a card of 19 digits.
    for code in range(1000):
        assert "[card ••••1111]" in redact(f"4111 1111 1111 1111 {code:03}").text
        assert redact(f"{VISA}{code:03}").text == "[card ••••1111]"


def test_a_serial_number_shields_only_itself():
    assert redact(f"SN {VISA} {VISA}").text == f"SN {VISA} [card ••••1111]"
    assert redact("SN 4111 1111 1111 1111").text == "SN [card ••••1111]"


def test_a_tree_is_redacted_in_its_values_keys_and_lists():
    tree: JsonValue = {
        "text": f"card {VISA}",
        VISA: [VISA, {"deep": ["cvv 123", None, 1.5]}],
        "4111 1111 1111 1111": "the same key again",
        "number": int(VISA),
        "moment_ms": 1781524800008,
    }
    assert redact_tree(tree) == {
        "text": "card [card ••••1111]",
        "[card ••••1111]": [
            "[card ••••1111]",
            {"deep": ["[security code removed]", None, 1.5]},
        ],
        "[card ••••1111] (2)": "the same key again",
        "number": "[card ••••1111]",
        "moment_ms": 1781524800008,
    }


def test_a_tree_without_anything_dangerous_is_equal_to_itself():
    tree: JsonValue = {
        "line": "O-1041/1",
        "quantity": 1,
        "opened": None,
        "notes": ["dented", False],
    }
    assert redact_tree(tree) == tree
