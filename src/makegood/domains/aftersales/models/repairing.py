"""Make a repair of what a customer tells: what failed and since when, and how it is kept."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from makegood.core.clock import local
from makegood.core.operation import Ask
from makegood.core.refs import Ref
from makegood.domains.aftersales.models.units import Repair, Unit
from makegood.domains.aftersales.policy import Fault, UnitFacts, fee_told
from makegood.domains.aftersales.warranty import Component, UsedFor


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

    def fault(self, today: date) -> Fault:
        """The fault as it is told."""
        return Fault(self.component, self.failed_on or today, self.evidence, self.damage)


def keep_repair(
    ask: AuthoriseRepairAsk, facts: UnitFacts, *, number: str, at: datetime, by: str
) -> Repair:
    """Keep a repair as it was allowed: who pays of it, and which fee was told beforehand."""
    today = local(at).date()
    failed_on = ask.failed_on or today
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
        used_for=ask.used_for or "", evidence=ask.evidence, damage=ask.damage,
        by_plan=has_plan and not by_maker, fee_told_cents=fee.cents if fee else None,
    )  # fmt: skip
