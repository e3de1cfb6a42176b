"""What holds for every text that is redacted, and how much work it may take."""

import importlib
import re
import string
import sys
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood.core import redaction
from makegood.core.redaction import around_cards, cards, identifiers, reading, redact
from makegood.core.tests.test_redaction import VISA


def luhn_digit(digits):
    total = 0
    for place, digit in enumerate(reversed(digits)):
        total += int(digit) if place % 2 else sum(map(int, str(int(digit) * 2)))
    return str(-total % 10)


def is_luhn(digits):
    return luhn_digit(digits[:-1]) == digits[-1]


NUMBERS = st.text("0123456789", min_size=12, max_size=18).map(lambda d: d + luhn_digit(d))
BRANDED = st.one_of(
    st.text("0123456789", min_size=14, max_size=14).map(lambda d: "4" + d),
    st.text("0123456789", min_size=13, max_size=13).map(lambda d: "55" + d),
    st.text("0123456789", min_size=12, max_size=12).map(lambda d: "37" + d),
).map(lambda d: d + luhn_digit(d))
SEPARATORS = st.sampled_from(["", "", "", " ", "-", ".", "\n", " - ", "\u200b", "\u00a0", "–"])
NOISE = st.text(st.sampled_from("0123456789 -./\n:=^+[](),•snSNcardexpvi\u200b１२٣①"), max_size=60)
WORDS = st.sampled_from(
    [
        *["four", "one", "double", "cuatro", "uno", "quatre", "vingt", "exp", "cvv", "PIN", "SN"],
        *["4111", "1111", "12/27", "123", VISA, "4111 1111 1111 1111", "021000021", "routing"],
        *["account", "ssn", "123 45 6789", "GB82WEST12345698765432", "9999-99999.999 9995"],
        *[
            "[card ••••1111]",
            "[expiry]",
            "=",
            "^",
            "+",
            ",",
            "-",
            "]",
            "[",
            "AB123456C",
            "123456789",
        ],
        *["3-4 444444 55 6", "serial", "security code", "number", "378282246310005", "2222"],
    ]
)
SENTENCES = st.lists(
    st.tuples(WORDS, st.sampled_from(["", " ", "-", "\n", ". "])), max_size=14
).map(lambda pairs: "".join(word + gap for word, gap in pairs))


@settings(max_examples=400, deadline=None)
@given(st.one_of(NOISE, SENTENCES, st.text(max_size=80)))
def test_redacting_twice_changes_nothing(text):
    once = redact(text).text
    assert redact(once) == (once, ())


@settings(max_examples=300, deadline=None)
@given(NUMBERS, st.text(string.ascii_letters + " ,;()", max_size=10), st.integers(0, 9))
def test_no_run_of_13_to_19_digits_that_passes_luhn_survives(number, around, tail):
    text = f"x{around}x {number} x{around}x{tail}"
    for run in re.findall(r"\d+", redact(text).text):
        assert not (13 <= len(run) <= 19 and is_luhn(run))
    assert number not in redact(text).text


@settings(max_examples=300, deadline=None)
@given(BRANDED, st.lists(SEPARATORS, min_size=18, max_size=18))
def test_a_card_of_a_brand_is_found_under_any_separators(number, separators):
    written = "".join(digit + gap for digit, gap in zip(number, separators, strict=False))
    redacted = redact(f"pay with {written.rstrip()} today").text
    assert redacted.startswith(f"pay with [card ••••{number[-4:]}]")
    assert redacted.endswith(" today")


@settings(max_examples=200, deadline=None)
@given(SENTENCES)
def test_findings_stand_in_order_inside_the_text_and_never_overlap(text):
    done = 0
    for finding in redact(text).found:
        assert done <= finding.start < finding.end <= len(text)
        done = finding.end


def calls_to_redact(text):
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        redact(text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "piece",
    [
        *["1", "4 1 ", VISA, VISA + " ", "4111-", "９", "one ", "double ", "quatre vingt "],
        *["exp ", "exp 12/27 ", "cvv ", "cvv 1 ", "gb82", " gb82 ", "routing ", "account "],
        *["021000021 ", "021000021 account ", "serial number ", "123-45-", "^", "=1", "[card ••••"],
        *[" ", "\u200b", "4111 1111 1111 1111 exp ", "security ", "\u0301", "ﷺ", "9 4"],
    ],
)
def test_the_work_grows_with_the_length_of_the_text_only(piece):
    short, long = (piece * (size // len(piece)) for size in (4_000, 16_000))
    assert calls_to_redact(long) <= 4.4 * calls_to_redact(short) + 2_000


def test_a_hundred_thousand_digits_are_read_as_one_number():
    # One number, one item: what is done does not depend on how many digits it has.
    text = "1" * 100_000
    assert len(reading.read(text).items) == 1
    assert redact(text).found == ()
    assert redact(VISA + text).text == "[card ••••1111]"


@pytest.mark.parametrize("module", [around_cards, cards, identifiers, reading])
def test_no_pattern_repeats_without_bound_inside_a_repetition(module):
    parser = importlib.import_module("re._parser")

    def depth(part):
        deepest = 0
        for operation, argument in part:
            name = str(operation)
            if name in ("MAX_REPEAT", "MIN_REPEAT"):
                deepest = max(deepest, 1 + depth(argument[2]))
            elif name == "SUBPATTERN":
                deepest = max(deepest, depth(argument[-1]))
            elif name == "BRANCH":
                deepest = max(deepest, *map(depth, argument[1]))
        return deepest

    for pattern in vars(module).values():
        if isinstance(pattern, re.Pattern):
            assert depth(parser.parse(pattern.pattern, pattern.flags)) <= 1


SAFE_WORDS = st.lists(
    st.tuples(
        st.sampled_from(["pin", "cvv", "account", "routing", "card", "exp", "serial", "ssn", "a"])
        | st.text(string.ascii_letters, min_size=1, max_size=6),
        st.sampled_from([" ", "_", "-", ": ", ".", "\n", "/", "[", "] "]),
    ),
    max_size=10,
).map(lambda pairs: "".join(word + gap for word, gap in pairs))


@given(SAFE_WORDS)
@settings(max_examples=300)
def test_what_is_not_even_read_holds_nothing_for_any_of_the_readings(text):
    if redaction._may_hold_number(text):
        return
    seen = reading.read(text)
    assert [
        claim
        for find in (
            identifiers.find_identifiers, cards.find_cards, around_cards.find_around_cards,
            around_cards.find_codes, identifiers.find_bank_accounts,
        )
        for claim in find(seen)
    ] == []  # fmt: skip
    assert redact(text).text == text


@pytest.mark.parametrize("text", ["four one one", "pin dos uno uno cero", "PIN ４２１９", "Triple"])
def test_numbers_that_are_said_or_written_otherwise_are_read(text):
    assert redaction._may_hold_number(text)
