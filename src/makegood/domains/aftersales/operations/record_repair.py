"""Record a repair: it is done, it failed, or nothing was found; its days extend the warranty."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import Repair, lock_repair
from makegood.domains.aftersales.operations import letter_about
from makegood.domains.aftersales.policy import RepairFacts
from makegood.domains.aftersales.warranty import Ended
from makegood.domains.conversations.operations.send_notice import SendNotice


class RecordRepairAsk(Ask):
    """Which repair, from when to when the customer was without the appliance, how it ended."""

    repair: Ref[Repair] = Field(description="The repair.", examples=["RP-1001"])
    ended: Ended = Field(description="How it ended.", examples=["repaired"])
    came_in_on: date = Field(
        description="Since when it was out of service for the repair.", examples=["2026-06-08"]
    )
    went_out_on: date = Field(description="When the customer had it back.", examples=["2026-06-12"])
    note: str = Field(
        "", description="What was done.", examples=["Drain pump replaced."], max_length=1000
    )


class RepairRecorded(Result):
    """The repair that ended, and whether another piece or the money is due now."""

    repair: str
    remedy_due: bool


@register
class RecordRepair(Operation[RecordRepairAsk, RepairFacts, RepairRecorded]):
    """Record how a repair ended, and tell the customer what follows."""

    name = "aftersales.record_repair"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: RecordRepairAsk) -> RepairFacts:
        return lock_repair(ask.repair)

    def decide(self, ask: RecordRepairAsk, facts: RepairFacts) -> Decision:
        return policy.may_record_repair(
            facts, ended=ask.ended, came_in_on=ask.came_in_on, went_out_on=ask.went_out_on,
            today=self.today,
        )  # fmt: skip

    def execute(
        self, ask: RecordRepairAsk, facts: RepairFacts, decision: Decision
    ) -> RepairRecorded:
        subject = f"repair:{facts.number}"
        Repair.objects.filter(number=facts.number).update(
            came_in_on=ask.came_in_on, went_out_on=ask.went_out_on, ended=ask.ended,
            note=ask.note, recorded_by=self.actor.name,
        )  # fmt: skip
        self.keep_promise("repair_visit", subject)
        party, number = facts.unit.party, facts.number
        notice = letter_about(subject, party, "repair_recorded", decision.says, number=number)
        self.run(SendNotice, notice)
        self.record(subject)
        unit = facts.ended(ask.ended, ask.came_in_on, ask.went_out_on)
        due = ask.ended is Ended.FAILED and policy.is_remedy_due(
            unit, facts.component, ask.went_out_on, self.today
        )
        return RepairRecorded(repair=facts.number, remedy_due=due)

    def verify(self, ask: RecordRepairAsk, facts: RepairFacts, result: RepairRecorded) -> None:
        card = queries.unit_card(facts.unit.serial)
        ended = {one.number: one.ended for one in card.repairs}
        ensure(ended.get(facts.number) == ask.ended, "the piece's own page shows how it ended")
