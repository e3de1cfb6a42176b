"""Commands go to JSON and back; anything else, such as a language model's slip, is rejected."""

import pytest

from makegood.representative.understand.commands import (
    Choose,
    Command,
    Confirm,
    Emergency,
    Give,
    OptOut,
    Start,
    UnreadableCommands,
    parse_commands,
    to_json,
)

ALLOWED = ("aftersales.open_return", "ordering.tell_order_status")
EVERY_SHAPE: list[Command] = [
    Start("aftersales.open_return"),
    Give("opened", True),
    Give("quantity", 2),
    Confirm(),
    Choose(-1),
    Emergency("gas"),
    OptOut("sms"),
]


def test_commands_come_back_from_json_as_they_were() -> None:
    written = [to_json(command) for command in EVERY_SHAPE]

    assert written[1] == {"command": "give", "slot": "opened", "value": True}
    assert written[6] == {"command": "opt_out", "channel": "sms"}
    assert list(parse_commands(written, ALLOWED)) == EVERY_SHAPE


@pytest.mark.parametrize(
    ("payload", "error"),
    [
        ([], "expected a list of one or more commands"),
        ({"command": "confirm"}, "expected a list of one or more commands"),
        (["confirm"], "command 1: expected an object"),
        (
            [{"command": "start", "operation": "billing.refund_tenders"}],
            "command 1: operation 'billing.refund_tenders' may not be started here",
        ),
        ([{"command": "confirm", "sure": True}], "command 1: unknown field 'sure'"),
        ([{"command": "give", "slot": "opened"}], "command 1: value is missing"),
        ([{"command": "give", "slot": 1, "value": "x"}], "command 1: slot must be a text"),
        ([{"command": "choose", "n": 0}], "command 1: n must be 1 or more, or -1 for the last"),
        ([{"command": "choose", "n": True}], "command 1: n must be a whole number"),
        (
            [{"command": "question", "text": "x" * 2001}],
            "command 1: text must have 1 to 2000 characters",
        ),
        (
            [{"command": "opt_out", "channel": "fax"}],
            "command 1: channel must be one of all, email, post, sms, voice",
        ),
    ],
)
def test_a_wrong_answer_is_rejected_whole_and_says_why(payload: object, error: str) -> None:
    with pytest.raises(UnreadableCommands) as refused:
        parse_commands(payload, ALLOWED)

    assert refused.value.errors == (error,)


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(UnreadableCommands) as refused:
        parse_commands([{"command": "approve"}, {"command": "emergency", "kind": "x"}], ALLOWED)

    assert len(refused.value.errors) == 2
    assert refused.value.errors[0].startswith("command 1: unknown command 'approve'")
