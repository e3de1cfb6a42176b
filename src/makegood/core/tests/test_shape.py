"""The shape of an ask: what cannot be accepted is told field by field, in plain words."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar, Literal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import AwareDatetime, Field, HttpUrl, JsonValue, PastDate
from pydantic_core import ErrorDetails
from pydantic_core._pydantic_core import list_all_errors

from makegood.core.faults import fault_of
from makegood.core.money import Money
from makegood.core.operation import Ask
from makegood.core.outcome import InvalidAsk
from makegood.core.refs import Ref
from makegood.core.shape import MAX_ASK_CHARACTERS, REMOVED, ask_for_journal, read_ask
from makegood.core.tests.umbrella import LendAsk, LendUmbrella


class Umbrella:
    ref_kind: ClassVar[str] = "umbrella"


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Part(Ask):
    name: str = Field(description="The part.", examples=["handle"], max_length=8)
    count: int = Field(description="How many.", examples=[2], ge=1, le=9)


class EveryKind(Ask):
    text: str = Field("", description="x", examples=["a few words"], min_length=2, max_length=4)
    form: str = Field("", description="x", examples=["ABC"], pattern="^[A-Z]{3}$")
    whole: int = Field(1, description="x", examples=[3], gt=0, lt=10, multiple_of=3)
    yes: bool | None = Field(None, description="x", examples=[True])
    day: date | None = Field(None, description="x", examples=["2026-06-15"])
    past: PastDate | None = Field(None, description="x", examples=["2020-01-01"])
    moment: AwareDatetime | None = Field(None, description="x", examples=["2026-06-15T12:00:00Z"])
    at: time | None = Field(None, description="x", examples=["09:30"])
    span: timedelta | None = Field(None, description="x", examples=["PT1H"])
    colour: Colour | None = Field(None, description="x", examples=["red"])
    fixed: Literal["a", "b"] | None = Field(None, description="x", examples=["a"])
    rate: Decimal | None = Field(None, description="x", examples=["7.75"], decimal_places=2)
    real: float | None = Field(None, description="x", examples=[1.5], allow_inf_nan=False)
    worth: Money | None = Field(None, description="x", examples=["25.00"])
    umbrella: Ref[Umbrella] | None = Field(None, description="x", examples=["U-1"])
    parts: tuple[Part, ...] = Field((), description="x", examples=[[]], max_length=2)
    one: Part | None = Field(None, description="x", examples=[{"name": "tip", "count": 1}])
    more: dict[str, int] = Field({}, description="x", examples=[{"a": 1}])
    code: UUID | None = Field(None, description="x", examples=["0" * 32])
    page: HttpUrl | None = Field(None, description="x", examples=["https://example.com"])


_FIELDS = f"only {', '.join(EveryKind.model_fields)}"


class Every(LendUmbrella):
    """Ask for one thing of each kind."""

    name = "tests.every"
    secrets = frozenset({"text"})

    @classmethod
    def ask_model(cls) -> Any:
        return EveryKind


def faults(asked: object, operation: type[LendUmbrella] = Every) -> dict[str, str]:
    with pytest.raises(InvalidAsk) as caught:
        read_ask(operation, asked)  # type: ignore[arg-type]  # what a stranger may send
    return {fault.field: fault.accepted for fault in caught.value.faults}


@pytest.mark.parametrize(
    ("field", "value", "accepted"),
    [
        ("text", "a", "text of at least 2 characters, such as a few words"),
        ("text", "abcde", "text of at most 4 characters, such as a few words"),
        ("text", 7, "text, such as a few words"),
        ("text", None, "text, such as a few words"),
        ("form", "abc", "text of the form ^[A-Z]{3}$, such as ABC"),
        ("whole", "3", "a whole number, such as 3"),
        ("whole", 1.5, "a whole number, such as 3"),
        ("whole", 0, "more than 0, such as 3"),
        ("whole", 12, "less than 10, such as 3"),
        ("whole", 4, "a multiple of 3, such as 3"),
        pytest.param("whole", 3 * 10**4000, "less than 10, such as 3", id="whole-huge"),
        ("yes", "perhaps", "true or false, such as true"),
        ("day", "15.06.2026", "a date, year first, such as 2026-06-15"),
        ("day", "2026-02-30", "a date, year first, such as 2026-06-15"),
        ("day", 7, "a date, year first, such as 2026-06-15"),
        ("day", "2026-06-15T10:00", "a date, year first, such as 2026-06-15"),
        ("past", "2999-01-01", "a date in the past, such as 2020-01-01"),
        ("moment", "soon", "a date and a time of day, such as 2026-06-15T09:30:00Z"),
        (
            "moment",
            "2026-06-15T12:00:00",
            "a date and a time of day with its time zone, such as 2026-06-15T09:30:00Z",
        ),
        ("at", "noon", "a time of day, such as 09:30"),
        ("span", "long", "a span of time, such as PT90M"),
        ("colour", "green", "'red' or 'blue', such as red"),
        ("fixed", "c", "'a' or 'b', such as a"),
        ("rate", "7.755", "a number of at most 2 decimal places, such as 7.75"),
        ("rate", "much", "a number, such as 7.75"),
        ("real", "1.5", "a number, such as 1.5"),
        ("worth", "5.0", "an amount such as 25.00, with two decimals or none"),
        ("worth", "5.00 EUR", "an amount in USD, such as 25.00"),
        ("umbrella", "order:O-1041", "the number of the umbrella, such as U-1"),
        ("parts", {}, "a list, such as []"),
        ("parts", [{"name": "rib", "count": 1}] * 3, "at most 2 of them, such as []"),
        ("one", [], 'an object of fields and their values, such as {"name": "tip", "count": 1}'),
        ("more", 7, 'an object of fields and their values, such as {"a": 1}'),
        ("code", "x", f"a UUID, such as {'0' * 32}"),
        ("page", "x", "the address of a page, beginning with https://, such as "
         "https://example.com"),
        ("colours", "red", _FIELDS),
    ],
)  # fmt: skip
def test_each_wrong_field_is_told_what_would_be_accepted(
    field: str, value: object, accepted: str
) -> None:
    assert faults({field: value}) == {field: accepted}


def test_a_field_within_a_field_is_named_with_its_own_example() -> None:
    asked = {"parts": [{"name": "rib", "count": 1}, {"name": "long handle", "count": 0, "x": 1}]}
    assert faults(asked) == {
        "parts.1.name": "text of at most 8 characters, such as handle",
        "parts.1.count": "1 or more, such as 2",
        "parts.1.x": "only name, count",
    }
    assert faults({"one": {}}) == {
        "one.name": "this field is needed, such as handle",
        "one.count": "this field is needed, such as 2",
    }
    assert faults({"more": {"a": "x"}}) == {"more.a": "a whole number"}


def test_all_wrong_fields_are_told_at_once_and_nothing_was_lost() -> None:
    with pytest.raises(InvalidAsk, match="Nothing was changed") as caught:
        read_ask(Every, {"yes": "no", "day": "x", "whole": "x"})
    assert [fault.field for fault in caught.value.faults] == ["whole", "yes", "day"]


@pytest.mark.parametrize("error", list_all_errors(), ids=lambda error: error["type"])
def test_every_fault_that_pydantic_knows_is_told_in_plain_words(error: Any) -> None:
    context = {
        name: "Ask" if value is None else value or 1
        for name, value in (error["example_context"] or {}).items()
    }
    found = ErrorDetails(
        type=error["type"], loc=("whole",), input=None, ctx=context,
        msg=error["message_template_python"].format_map(Lenient(context)),
    )  # fmt: skip
    accepted = fault_of(EveryKind, found).accepted
    assert accepted
    assert not accepted.startswith(("Input", "Value error", "Invalid JSON", "Recursion"))
    assert "{" not in accepted


class Lenient(dict[str, object]):
    """What a message may leave open in the list of all messages."""

    def __missing__(self, name: str) -> str:
        return name


NO_JSON = "a JSON object of fields and their values, nested less deeply"
LONG = "x" * MAX_ASK_CHARACTERS


def nested(depth: int) -> JsonValue:
    value: JsonValue = 1
    for _ in range(depth):
        value = {"a": value}
    return value


@pytest.mark.parametrize(
    ("asked", "accepted"),
    [
        (["stand"], "a JSON object of fields and their values"),
        (None, "a JSON object of fields and their values"),
        ("stand", "a JSON object of fields and their values"),
        ({"words": LONG}, "at most 100000 characters"),
        ({"words": nested(150)}, None),
        ({"words": nested(500)}, "JSON that is nested less deeply"),
        ({"words": nested(100_000)}, NO_JSON),
        ({"words": float("nan")}, NO_JSON),
        ({"words": float("inf")}, NO_JSON),
        ({"words": 10**5000}, NO_JSON),
    ],
    ids=["list", "nothing", "text", "long", "deep", "deeper", "deepest", "nan", "inf", "huge"],
)
def test_an_ask_that_is_no_ask_at_all_is_told_so(asked: object, accepted: str | None) -> None:
    told = faults(asked, LendUmbrella)
    assert told.get("") == accepted


def test_the_longest_ask_is_still_read() -> None:
    asked = {"stand": "UMBA", "words": "x" * (MAX_ASK_CHARACTERS - 40)}
    assert isinstance(read_ask(LendUmbrella, asked), Ask)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("a\0b", "a?b"),
        ("\0", "?"),
        ("half an emoji \ud83d", "half an emoji ?"),
        ("a whole one \U0001f327", "a whole one \U0001f327"),
        (r"\u0000 written out", r"\u0000 written out"),
        ("\\" + "\0", "\\?"),
    ],
)
def test_what_no_database_keeps_becomes_a_question_mark(words: str, kept: str) -> None:
    asked = read_ask(LendUmbrella, {"stand": "UMBA", "words": words})
    assert isinstance(asked, LendAsk)
    assert asked.words == kept


def test_a_name_that_nobody_could_read_is_cut_short() -> None:
    told = faults({"stand": "UMBA", LONG[:50_000]: 1, "\ud800": 2}, LendUmbrella)
    assert set(told) == {"x" * 80, "?"}


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([*EveryKind.model_fields, "colours", "\0"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.text(max_size=3), inner, max_size=3)
            ),
            max_leaves=5,
        ),
        max_size=4,
    )
)
def test_whatever_is_asked_is_read_or_told_what_is_wrong(asked: dict[str, JsonValue]) -> None:
    try:
        read = read_ask(Every, asked)
    except InvalidAsk:
        assert all(faults(asked).values())
    else:
        assert read_ask(Every, read) == read


def test_what_is_read_twice_is_the_same_and_only_what_was_given_is_kept() -> None:
    once = read_ask(Every, {"whole": 3, "worth": "5.00", "text": "open"})
    assert read_ask(Every, once) == once
    assert ask_for_journal(Every, once) == {
        "text": REMOVED,
        "whole": 3,
        "worth": {"amount": "5.00", "currency": "USD"},
    }


def test_an_operation_is_asked_with_its_own_ask() -> None:
    with pytest.raises(TypeError, match="is asked with LendAsk"):
        read_ask(LendUmbrella, EveryKind())


def test_a_card_number_is_redacted_wherever_it_stands_but_not_in_a_secret() -> None:
    card = "4111111111111111"
    asked = read_ask(LendUmbrella, {"stand": "UMBA", "words": f"take {card}"})
    assert "[card ••••1111]" in json.dumps(ask_for_journal(LendUmbrella, asked), ensure_ascii=False)
    assert faults({f"pay {card}": 1}) == {"pay [card ••••1111]": _FIELDS}
    assert faults({"text": card})["text"].startswith("text of at most 4")


def test_a_moment_keeps_its_time_zone() -> None:
    read = read_ask(Every, {"moment": "2026-06-15T12:00:00+02:00"})
    assert isinstance(read, EveryKind)
    assert read.moment == datetime(2026, 6, 15, 10, tzinfo=UTC)
