"""Check a warranty: what it pays for a piece, or for one component of it, and until when."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import Unit, unit_facts
from makegood.domains.aftersales.policy import UnitFacts
from makegood.domains.aftersales.warranty import Component, UsedFor


class CheckCoverageAsk(Ask):
    """Which piece, and if something failed what and when."""

    unit: Ref[Unit] = Field(description="The piece, by its serial number.", examples=["SN-77120"])
    component: Component | None = Field(
        None, description="What failed; empty for the whole.", examples=["motor"]
    )
    failed_on: date | None = Field(
        None, description="When it failed; today when empty.", examples=["2026-06-15"]
    )
    used_for: UsedFor | None = Field(
        None, description="Where it is used; at home when empty.", examples=["home"]
    )


class CoverageChecked(Result):
    """Until when parts and labour are covered, and whether they are for the day asked about."""

    unit: str
    parts_until: date
    labour_until: date
    parts: bool
    labour: bool


@register
class CheckCoverage(Operation[CheckCoverageAsk, UnitFacts, CoverageChecked]):
    """Tell whether a piece is under warranty, what is paid, and why."""

    name = "aftersales.check_coverage"
    needs = Needs(level=V2, standing=holder("returns"), authority=None, automated=True)
    retention = "orders_7y"
    reads_only = True

    def gather(self, ask: CheckCoverageAsk) -> UnitFacts:
        return unit_facts(ask.unit).used_for(ask.used_for)

    def decide(self, ask: CheckCoverageAsk, facts: UnitFacts) -> Decision:
        failed_on = ask.failed_on or self.today
        return policy.may_tell_cover(
            facts, component=ask.component or policy.WHOLE, failed_on=failed_on, today=self.today
        )

    def execute(
        self, ask: CheckCoverageAsk, facts: UnitFacts, decision: Decision
    ) -> CoverageChecked:
        on, component = ask.failed_on or self.today, ask.component or policy.WHOLE
        cover = facts.cover(component, on)
        if cover is None:
            raise TypeError("what has no cover is not allowed to be told")
        self.record(f"unit:{ask.unit}")
        return CoverageChecked(
            unit=ask.unit, parts_until=cover.parts_until, labour_until=cover.labour_until,
            parts=cover.pays_parts(on) or facts.has_plan(on),
            labour=cover.pays_labour(on) or facts.has_plan(on),
        )  # fmt: skip

    def verify(self, ask: CheckCoverageAsk, facts: UnitFacts, result: CoverageChecked) -> None:
        card = queries.unit_card(ask.unit)
        ensure(card.sku == facts.sku and card.party == facts.party, "it is this customer's piece")
