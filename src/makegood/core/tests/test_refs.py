"""Refs: records are named by the numbers that people use, with or without their kind."""

from __future__ import annotations

from typing import ClassVar

import pytest
from pydantic import BaseModel, ValidationError

from makegood.core.refs import Ref, ref, ref_kind_of


class Umbrella:
    ref_kind: ClassVar[str] = "rain_cover"


class Nameless:
    pass


class Loan(BaseModel):
    umbrella: Ref[Umbrella]


@pytest.mark.parametrize("written", ["U-1041/1", "rain_cover:U-1041/1", "  U-1041/1 ", ":U-1041/1"])
def test_a_number_is_read_with_and_without_its_kind(written: str) -> None:
    found = Loan.model_validate({"umbrella": written}).umbrella
    assert (found, type(found)) == ("U-1041/1", Ref)


@pytest.mark.parametrize(
    "written",
    ["", " ", "order:U-1", "rain_cover:", "U 1", "-1", "U-1;drop", "a:b:U-1", "é", "U" * 65, 7,
     None, "rain_cover:rain_cover:U-1"],
)  # fmt: skip
def test_anything_else_is_told_what_is_meant(written: object) -> None:
    with pytest.raises(ValidationError):
        Loan.model_validate({"umbrella": written})


def test_a_number_of_another_kind_is_told_which_kind_is_meant() -> None:
    with pytest.raises(ValidationError, match="Write the number of the rain cover"):
        Loan.model_validate({"umbrella": "order:O-1041"})


def test_a_number_travels_as_plain_text() -> None:
    loan = Loan.model_validate({"umbrella": "rain_cover:U-1"})
    assert loan.model_dump_json() == '{"umbrella":"U-1"}'
    assert Loan.model_validate_json(loan.model_dump_json()) == loan


def test_faces_are_told_which_kind_of_record_is_meant() -> None:
    shown = Loan.model_json_schema()["properties"]["umbrella"]
    assert shown == {
        "type": "string",
        "format": "ref",
        "x-ref": "rain_cover",
        "maxLength": 90,
        "title": "Umbrella",
    }


def test_a_kind_is_known_from_its_record_and_nothing_else_has_one() -> None:
    assert ref_kind_of(Ref[Umbrella]) == "rain_cover"
    for other in (Ref[Nameless], str, None):
        with pytest.raises(TypeError, match="ref_kind"):
            ref_kind_of(other)


def test_a_reference_in_full_names_its_kind() -> None:
    assert ref("order", "O-1041") == "order:O-1041"
