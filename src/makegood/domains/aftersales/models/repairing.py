"""Make a repair of what a customer tells, and of how it ended, and say how both are kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self

from pydantic import Field, model_validator

from makegood.core.clock import local
from makegood.core.operation import Ask
from makegood.core.refs import Ref
from makegood.domains.aftersales.models.units import (
    RefrigerantRecord,
    Repair,
    Unit,
    part_of_its_own,
)
from makegood.domains.aftersales.policy import (
    Fault,
    Recovery,
    RepairEnd,
    UnitFacts,
    as_first_told,
    fee_told,
)
from makegood.domains.aftersales.warranty import Cause, Component, Ended, UsedFor

_RECOVERY = {
    "certificate": "XM-608-4471", "kind": "R-134a", "recovered_grams": 380, "charged_grams": 400,
}  # fmt: skip


class AuthoriseRepairAsk(Ask):
    """Which piece, what of it failed and since when, and what it does."""

    unit: Ref[Unit] = Field(description="The piece, by its serial number.", examples=["SN-77120"])
    component: Component = Field(description="What failed.", examples=["motor"])
    symptom: str = Field(
        description="What it does, in the customer's words.", min_length=3, max_length=1000,
        examples=["It hums and does not turn."],
    )  # fmt: skip
    failed_on: date | None = Field(
        None, description="When it failed; today when empty.", examples=["2026-06-14"]
    )
    evidence: str = Field(
        "", description="What shows the day, when it is told after the end of a term.",
        examples=["The plumber's note of that day."], max_length=400,
    )  # fmt: skip
    used_for: UsedFor | None = Field(
        None, description="Where it is used; at home when empty.", examples=["home"]
    )
    damage: str = Field(
        "", description="What else was damaged.", examples=["The kitchen floor is wet."],
        max_length=1000,
    )  # fmt: skip

    comes_and_goes: bool = Field(
        False, description="Whether the fault comes and goes.", examples=[True]
    )

    def fault(self, today: date) -> Fault:
        """The fault as it is told."""
        of = self.component, self.failed_on or today, self.evidence, self.damage
        return Fault(*of, comes_and_goes=self.comes_and_goes)


class RecoveryAsk(Ask):
    """What was taken out of a circuit with refrigerant and put into it, and by whom."""

    certificate: str = Field(
        description="The technician's certificate.", examples=["XM-608-4471"], max_length=40
    )
    kind: str = Field(
        description="The refrigerant.", examples=["R-134a"], pattern=r"^R-[0-9]{2,4}[a-zA-Z]?$"
    )
    recovered_grams: int = Field(
        description="How many grams were taken out.", examples=[380], ge=0, le=50_000
    )
    charged_grams: int = Field(
        description="How many grams were put in.", examples=[400], ge=0, le=50_000
    )


class RecordRepairAsk(Ask):
    """Which repair, from when to when the customer was without the appliance, how it ended."""

    repair: Ref[Repair] = Field(description="The repair.", examples=["RP-1001"])
    ended: Ended = Field(description="How it ended.", examples=["repaired"])
    came_in_on: date = Field(
        description="Since when it was out of service for the repair.", examples=["2026-06-08"]
    )
    went_out_on: date = Field(description="When the customer had it back.", examples=["2026-06-12"])
    cause: Cause | None = Field(
        None, description="Why it did not work; the appliance itself when empty.",
        examples=["installed_by_others"],
    )  # fmt: skip
    note: str = Field(
        "", description="What was done.", examples=["Drain pump replaced."], max_length=1000
    )

    part: str = Field(
        "", description="The part that was fitted, by its stock number.", examples=["PT-CTRL"],
        max_length=40,
    )  # fmt: skip
    circuit_opened: bool | None = Field(
        None, description="Whether a circuit with refrigerant was opened.", examples=[False]
    )
    recovery: RecoveryAsk | None = Field(
        None, description="What was done to the refrigerant.", examples=[_RECOVERY]
    )

    @model_validator(mode="after")
    def _a_part_repairs(self) -> Self:
        if self.part and self.ended is not Ended.REPAIRED:
            raise ValueError("part: only a repair that was done fits a part")
        return self

    @property
    def end(self) -> RepairEnd:
        """How it ended, as a plain fact."""
        of = self.ended, self.came_in_on, self.went_out_on, self.cause or ""
        return RepairEnd(
            *of, fitted=part_of_its_own(self.part, self.went_out_on) if self.part else None,
            circuit_opened=self.circuit_opened,
            recovery=Recovery(**dict(self.recovery)) if self.recovery else None,
        )  # fmt: skip


def keep_recovery(ask: RecordRepairAsk, *, at: datetime, by: str) -> None:
    """Keep what was done to the refrigerant of an appliance, if its circuit was opened."""
    if ask.recovery is None or not ask.circuit_opened:
        return
    RefrigerantRecord.objects.create(
        repair=Repair.objects.get(number=ask.repair), worked_on=ask.went_out_on, recorded_at=at,
        recorded_by=by, **dict(ask.recovery),
    )  # fmt: skip


def keep_repair(
    ask: AuthoriseRepairAsk, facts: UnitFacts, *, number: str, at: datetime, by: str
) -> Repair:
    """Keep a repair as it was allowed: who pays of it, and which fee was told beforehand."""
    today = local(at).date()
    fault = as_first_told(facts, ask.fault(today), today)
    failed_on = fault.failed_on
    cover, credit = facts.cover(ask.component, failed_on), facts.credit(ask.component, failed_on)
    fee = fee_told(facts, ask.component, today)
    by_maker = cover is not None and cover.pays_parts(failed_on)
    has_plan = facts.has_plan(failed_on)
    return Repair.objects.create(
        number=number, serial=facts.serial, sku=facts.sku, party=facts.party,
        account=facts.account, component=ask.component, symptom=ask.symptom,
        failed_on=failed_on, place="visit" if facts.is_large else "depot", pays_parts=True,
        pays_labour=has_plan or (cover is not None and cover.pays_labour(failed_on)),
        credit_cents=credit.cents if credit else None, authorised_at=at, authorised_by=by,
        used_for=ask.used_for or "", evidence=fault.evidence, damage=ask.damage,
        comes_and_goes=fault.comes_and_goes, again_of=fault.again_of,
        by_plan=has_plan and not by_maker, fee_told_cents=fee.cents if fee else None,
    )  # fmt: skip
