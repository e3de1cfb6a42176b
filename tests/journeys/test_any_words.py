"""Whatever is written where a fact is asked for: never an exception, never another's record."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from conftest import examples
from makegood.core.actor import V1, V2, Level
from makegood.core.message_ids import as_kept, as_written
from makegood.core.money import Money
from makegood.core.redaction import redact
from makegood.core.refs import Ref
from makegood.domains.ordering.models import OrderLine
from makegood.representative.dialogue.world import Every, Found, MustVerify, Several, Unfound
from makegood.representative.mind import mind
from makegood.representative.slots.postal import read_address
from makegood.representative.slots.records import ground_record
from makegood.representative.slots.who import Who
from makegood.representative.understand.commands import parse_commands, to_json
from makegood.representative.understand.reading import (
    AwaitChoice,
    AwaitCode,
    AwaitConfirm,
    Awaiting,
    AwaitSlot,
    ReadingContext,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]
RETURN = "aftersales.open_return"
OF_TOM = {
    "order": {"O-1041"},
    "order_line": {f"O-1041/{place}" for place in range(1, 5)},
    "return": set[str](),
    "case": set[str](),
    "account": {"40006"},
}
PIECES = [
    "O-1042", "O-1042/1", "o 1043", "order 1044", "O-1041", "R-2001", "CS-1", "40005", "C-5",
    "the washer", "the last one", "all of them", "the other", "yesterday", "June 1", "1.6.2026",
    "$5,000.00", "-1", "0", "9" * 40, "%", "_", "'", "\x00", "\u202e", "Ｏ－１０４２", "²", "½",
]  # fmt: skip
words = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=6).map(" ".join)
awaited: st.SearchStrategy[Awaiting] = st.sampled_from(
    [
        None,
        AwaitConfirm(),
        AwaitCode(),
        AwaitChoice(2, ("O-1041: Washer", "Delivery")),
        AwaitSlot(RETURN, "line", "order_line"),
        AwaitSlot(RETURN, "reason", "choice", ("changed_mind", "late")),
        AwaitSlot("parties.change_address", "address", "address"),
    ]
)


@given(text=words, kind=st.sampled_from(sorted(OF_TOM)), level=st.sampled_from([V1, V2]))
@settings(max_examples=examples(60), deadline=None)
def test_words_for_a_record_mean_one_of_the_customers_own_or_none(
    text: str, kind: str, level: Level
):
    found = ground_record(kind, RETURN, text, Who("C-6", level, "en"), mind().embedded)
    match found:
        case Found(value):
            assert value in OF_TOM[kind]
        case Several(options) | Every(options):
            assert {option.value for option in options} <= OF_TOM[kind]
            assert level is V2, "who only claims a name is shown nothing"
        case _:
            assert isinstance(found, Unfound | MustVerify)


@example(text="$" + "9" * 40, awaiting=None, language="en")  # once ended the turn, and stuck
@given(text=words, awaiting=awaited, language=st.sampled_from(["en", "es", "fr"]))
@settings(max_examples=examples(60), deadline=None)
def test_any_words_are_read_into_commands_that_can_be_kept(
    text: str, awaiting: Awaiting, language: str
):
    head = mind()
    reading = head.embedded.read(text, ReadingContext(language, date(2026, 6, 15), awaiting))
    assert reading.commands
    assert 0 <= reading.confidence <= 1
    kept = [to_json(command) for command in reading.commands]
    assert parse_commands(kept, head.lexicon.operations) == reading.commands


@given(text=words)
@settings(max_examples=examples(100), deadline=None)
def test_addresses_ids_and_what_is_redacted_take_any_words(text: str):
    address = read_address(text)
    assert address is None or address["line1"]
    assert redact(redact(text).text).text == redact(text).text
    assert isinstance(as_written(as_kept(f"<{text}@x>")), str)


@given(text=words | st.from_regex(r"-?[0-9]{1,13}(\.[0-9]{2})?( [A-Z]{3})?", fullmatch=True))
@settings(max_examples=examples(100), deadline=None)
def test_money_is_read_exactly_or_not_at_all(text: str):
    try:
        money = Money.parse(text)
    except ValueError:
        return
    assert Money.parse(str(money)) == money


@given(text=words)
@settings(max_examples=examples(100), deadline=None)
def test_a_reference_is_a_number_or_refused(text: str):
    try:
        number = TypeAdapter(Ref[OrderLine]).validate_python(text)
    except ValidationError:
        return
    assert number.isascii()
    assert not {" ", "\0", "'", "%"} & set(number)
