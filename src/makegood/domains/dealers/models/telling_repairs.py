"""Make a whole claim of a repair that a dealer tells of in a few words (C23)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from pydantic import Field

from makegood.core.money import Money
from makegood.core.operation import Ask
from makegood.core.refs import Ref
from makegood.core.standing import Rights
from makegood.domains.dealers.checking import agreed_price, trip_due
from makegood.domains.dealers.models.asked import LabourAsk, PartAsk, SubmitClaimAsk
from makegood.domains.dealers.models.dealers import Dealer
from makegood.domains.dealers.models.facts import agreement_of, lock_dealer, sold_unit
from makegood.domains.dealers.models.submitting import Submission, submission_of
from makegood.domains.parties.queries import rights_on
from makegood.handbook import Row, book

NO_PART = "none"


class ClaimRepairAsk(Ask):
    """A repair in a few words; it is claimed at flat rate, agreed prices and the miles driven."""

    dealer: Ref[Dealer] | None = Field(
        None, description="The dealer; the one you speak for when empty.", examples=["DL-4"]
    )
    serial: str = Field(description="The piece.", examples=["SN-D-40112"], max_length=40)
    ro_no: str = Field(description="Your repair order.", examples=["RO-5521"], max_length=40)
    repaired_on: date = Field(description="When it was repaired.", examples=["2026-06-12"])
    failed_on: date | None = Field(
        None, description="When it failed; the day of the repair when empty.",
        examples=["2026-06-05"],
    )  # fmt: skip
    failure_code: str = Field(description="What had failed.", examples=["W01"], max_length=12)
    op: str = Field(
        "", description="What was done; asked for when several can be.", examples=["WM-DRV-02"],
        max_length=12,
    )  # fmt: skip
    part: str = Field(
        description="The part that was fitted, or none.", examples=["PT-BELT-24"], max_length=40
    )
    trip: bool = Field(description="Whether you drove there.", examples=[True])
    miles: int | None = Field(
        None, description="How many miles you drove, there and back.", examples=[30], ge=0, le=2000
    )
    complaint: str = Field(
        description="What the customer said, in your words.", examples=["Does not turn."],
        min_length=3, max_length=400,
    )  # fmt: skip
    cause: str = Field(
        description="Why it failed.", examples=["The belt was torn."], min_length=3, max_length=400
    )


@dataclass(frozen=True, slots=True)
class ToldRepair:
    """A repair as it was told: the whole claim, or the operations among which to choose.

    `dealers` are those that whoever tells it speaks for, where it is not said which is meant.
    """

    ops: tuple[str, ...]
    whole: SubmitClaimAsk | None
    submission: Submission | None
    rights: Rights
    dealers: tuple[str, ...] = ()


def told_repair(ask: ClaimRepairAsk, dealer: str, *, today: date, at: datetime) -> ToldRepair:
    """What is told as a whole claim. NotFound for a dealer that is not there."""
    row = lock_dealer(dealer)
    rows = _operations(ask, today)
    ops, rights = tuple(one.text("op") for one in rows), rights_on(row.account)
    if len(rows) != 1:
        return ToldRepair(ops, None, None, rights)
    whole = _whole(ask, row, rows[0], today)
    return ToldRepair(ops, whole, submission_of(whole, today=today, at=at), rights)


def told_for_several(dealers: tuple[str, ...]) -> ToldRepair:
    """What is told by somebody who speaks for several dealers, and does not say for which."""
    return ToldRepair((), None, None, rights_on(lock_dealer(dealers[0]).account), dealers)


def _operations(ask: ClaimRepairAsk, today: date) -> list[Row]:
    """The operation that was named; else those that mend what failed of this model."""
    table = book().table("op_codes", on=today)
    if ask.op:
        return list(table.find(op=ask.op)) or [one for one in table.rows if not one["recall"]]
    found = book().table("failure_codes", on=today).find(code=ask.failure_code)
    unit = sold_unit(ask.serial)
    model = unit.model if unit else (found[0].text("models").split()[0] if found else "")
    component = found[0].text("component") if found else "any"
    return [
        one
        for one in table.rows
        if one.text("op")[:2] in (model[:2], "XX") and not one["recall"]
        and component in ("any", one.text("component"))
    ]  # fmt: skip


def _whole(ask: ClaimRepairAsk, dealer: Dealer, op: Row, today: date) -> SubmitClaimAsk:
    agreed = agreement_of(dealer, ask.repaired_on)
    price = agreed_price(ask.part, ask.repaired_on, agreed) if agreed else None
    trip = trip_due(ask.miles or 0, agreed, today) if ask.trip and agreed else None
    fitted = () if ask.part == NO_PART else (PartAsk(part=ask.part, price=price or Money.zero()),)
    return SubmitClaimAsk(
        dealer=Ref[Dealer](dealer.number), ro_no=ask.ro_no, serial=ask.serial,
        failed_on=ask.failed_on or ask.repaired_on, repaired_on=ask.repaired_on,
        complaint=ask.complaint, cause=ask.cause, correction=op.text("title"),
        failure_code=ask.failure_code, parts=fitted, trip=trip,
        miles=ask.miles if ask.trip else None,
        labour=(LabourAsk(op=op.text("op"), hours=op.decimal("hours")),),
    )  # fmt: skip
