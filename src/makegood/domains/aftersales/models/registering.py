"""What is asked of a piece that a customer registers: its number, its receipt, its label."""

from __future__ import annotations

from datetime import date

from pydantic import Field, field_validator

from makegood.core.operation import Ask


class RegisterWarrantyAsk(Ask):
    """The serial number, and the receipt if there is one."""

    serial: str = Field(
        description="The serial number on its label.", examples=["SN-77250"], min_length=4,
        max_length=40,
    )  # fmt: skip
    bought_on: date | None = Field(
        None, description="The day on the receipt.", examples=["2025-11-03"]
    )
    proof: str = Field(
        "", description="The receipt: its document here, or its own number.",
        examples=["DC-1004"], max_length=200,
    )  # fmt: skip
    dealer_shipped_on: date | None = Field(
        None, description="When it went to the dealer, if that is on record.",
        examples=["2025-10-20"],
    )  # fmt: skip

    label_photo: str = Field(
        "", description="The photo of its label, or how it comes, when no list has the number.",
        examples=["DC-1010"], max_length=200,
    )  # fmt: skip

    @field_validator("serial")
    @classmethod
    def _as_on_the_label(cls, serial: str) -> str:
        return serial.upper().replace(" ", "-")
