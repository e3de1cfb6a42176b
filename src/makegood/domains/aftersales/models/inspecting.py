"""Make plain facts of what a person found when looking at goods that came back."""

from __future__ import annotations

from pydantic import Field

from makegood.core.operation import Ask
from makegood.core.refs import Ref
from makegood.domains.aftersales.judging import Found
from makegood.domains.aftersales.models.labels import LabelState
from makegood.domains.aftersales.models.rows import Grade, Return


class InspectReturnAsk(Ask):
    """What a person found when looking at the goods."""

    return_number: Ref[Return] = Field(description="The return.", examples=["R-2001"])
    grade: Grade = Field(
        description="From A, as new, to D, broken.", examples=["B"],
        json_schema_extra={"x-meanings": "return_grades"},
    )  # fmt: skip
    serial_number: str = Field(
        "", description="The serial number on the goods.", examples=["SN-77120"], max_length=40
    )
    accessories_complete: bool = Field(description="Whether all parts came.", examples=[True])
    works: bool = Field(description="Whether it works.", examples=[True])
    is_empty: bool = Field(False, description="Whether the box was empty.", examples=[False])
    findings: str = Field(
        description="What was found.", examples=["Clean, works, all parts there."],
        min_length=3, max_length=1000,
    )  # fmt: skip
    label: LabelState = Field(
        LabelState.WHOLE, description="The label with the serial number.", examples=["whole"]
    )
    known_by: str = Field(
        "", description="How else the piece is known, where its label is worn.",
        examples=["The plate inside the door."], max_length=400,
    )  # fmt: skip
    label_photo: str = Field(
        "", description="The photo of a label that was changed.", examples=["DC-1012"],
        max_length=400,
    )  # fmt: skip

    @property
    def found(self) -> Found:
        """What was found, as a plain fact."""
        return Found(
            self.grade, self.serial_number, self.accessories_complete, self.works, self.findings,
            self.is_empty, self.label, self.known_by, self.label_photo,
        )  # fmt: skip
