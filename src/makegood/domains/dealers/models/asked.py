"""The parts that asks about claims are made of: an operation, a part, a judged line, an answer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import Field

from makegood.core.money import NotNegative
from makegood.core.operation import Ask
from makegood.core.refs import Ref
from makegood.domains.dealers.models.claims import DealerClaim
from makegood.domains.dealers.models.dealers import Dealer, RepairApproval
from makegood.domains.dealers.policy import Answer, JudgedLine

SHA256 = r"^[a-p]{64}$"
_LABOUR, _PART = {"op": "WM-DRV-02", "hours": "1.5"}, {"part": "PT-BELT-24", "price": "24.95"}
_COST = {"amount": "30.00", "invoice": "INV-88"}
_DAY = "2026-06-08"


class LabourAsk(Ask):
    """An operation that was done, and the hours claimed for it."""

    op: str = Field(description="The operation.", examples=["WM-DRV-02"], max_length=12)
    hours: Decimal = Field(
        description="The hours claimed.", examples=["1.5"], ge=0, le=99, decimal_places=2
    )
    rate: NotNegative | None = Field(
        None, description="The rate claimed, if it is not the agreed one.", examples=["95.00"]
    )
    clocked: Decimal | None = Field(
        None, description="What the time clock shows.", examples=["0.95"], ge=0, le=99,
        decimal_places=2,
    )  # fmt: skip


class PartAsk(Ask):
    """A part that was fitted."""

    part: str = Field(description="The stock number.", examples=["PT-BELT-24"], max_length=40)
    price: NotNegative = Field(description="The price claimed for one.", examples=["24.95"])
    quantity: int = Field(1, description="How many.", examples=[1], ge=1, le=50)
    serial: str = Field(
        "", description="The serial number of the part that failed.", examples=["SN-C-40817"],
        max_length=40,
    )  # fmt: skip
    failed: bool = Field(True, description="Whether it is the part that failed.", examples=[True])


class CostAsk(Ask):
    """Outside work or freight, with the number of its invoice."""

    amount: NotNegative = Field(description="What was paid.", examples=["30.00"])
    invoice: str = Field("", description="Its invoice.", examples=["INV-88"], max_length=40)


class SubmitClaimAsk(Ask):
    """What was repaired, what it cost, and the papers that show it."""

    dealer: Ref[Dealer] = Field(description="The dealer.", examples=["DL-4"])
    ro_no: str = Field(description="Your repair order.", examples=["RO-5521"], max_length=40)
    serial: str = Field(description="The piece.", examples=["SN-D-40112"], max_length=40)
    failed_on: date = Field(description="The day it failed.", examples=["2026-06-05"])
    repaired_on: date = Field(description="The day it was repaired.", examples=[_DAY])
    complaint: str = Field(description="What the customer said.", examples=["Does not turn."],
                           min_length=3, max_length=400)  # fmt: skip
    cause: str = Field(description="What had failed.", examples=["The belt was torn."],
                       min_length=3, max_length=400)  # fmt: skip
    correction: str = Field(description="What was done.", examples=["New belt."],
                            min_length=3, max_length=400)  # fmt: skip
    failure_code: str = Field(description="Its code.", examples=["W01"], max_length=12)
    labour: tuple[LabourAsk, ...] = Field(
        (), description="The operations.", examples=[[_LABOUR]], max_length=20
    )
    parts: tuple[PartAsk, ...] = Field(
        (), description="The parts.", examples=[[_PART]], max_length=50
    )
    trip: NotNegative | None = Field(None, description="The trip.", examples=["45.00"])
    miles: int | None = Field(
        None, description="How many miles the trip was, there and back.", examples=[30], ge=0,
        le=2000,
    )  # fmt: skip
    sublet: CostAsk | None = Field(None, description="Outside work.", examples=[_COST])
    freight: CostAsk | None = Field(None, description="Freight.", examples=[_COST])
    in_service_on: date | None = Field(
        None, description="When it was sold, if we do not know.", examples=["2025-09-14"]
    )
    approval: Ref[RepairApproval] | None = Field(
        None, description="Our approval, if there is one.", examples=["PA-1001"]
    )
    completes: Ref[DealerClaim] | None = Field(
        None, description="The claim we sent back with a question.", examples=["DCL-2201"]
    )
    answer: str = Field(
        "", description="Your answer to our question.", examples=["It was the pump this time."],
        max_length=1000,
    )  # fmt: skip
    papers: tuple[str, ...] = Field(
        (), description="The SHA-256, in letters, of each kept file.", examples=[["a" * 64]],
        max_length=20,
    )  # fmt: skip


class JudgedAsk(Ask):
    """What a person allows of a line, and why."""

    line: int = Field(description="The line.", examples=[1], ge=1)
    amount: NotNegative = Field(description="What is allowed of it.", examples=["90.25"])
    why: str = Field(
        description="Why.", examples=["The clock shows it."], min_length=3, max_length=400
    )

    @property
    def judged(self) -> JudgedLine:
        """The same as a plain fact."""
        return JudgedLine(self.line, self.amount, self.why)


class LineAnswerAsk(Ask):
    """What a dealer says of a line: accepts it, or argues."""

    line: int = Field(description="The line.", examples=[1], ge=1)
    accepts: bool = Field(description="Whether it is accepted.", examples=[False])
    argument: str = Field(
        "", description="What you see differently.", examples=["The tub had to come out."],
        max_length=1000,
    )  # fmt: skip

    @property
    def answer(self) -> Answer:
        """The same as a plain fact."""
        return Answer(self.line, self.accepts, self.argument)
