"""Approve a repair before it is done: one that costs much, takes long, or is goodwill."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import NotNegative
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.conversations.operations.send_notice import SendNotice, SendNoticeAsk
from makegood.domains.dealers import policy
from makegood.domains.dealers.models import Dealer, RepairApproval
from makegood.domains.dealers.models.facts import dealer_facts


class ApproveRepairAsk(Ask):
    """Whose repair of which piece, up to how much, and what else was agreed."""

    dealer: Ref[Dealer] = Field(description="The dealer.", examples=["DL-4"])
    serial: str = Field(description="The piece.", examples=["SN-D-40112"], max_length=40)
    most: NotNegative = Field(description="What it may come to.", examples=["650.00"])
    straight_hours: Decimal = Field(
        Decimal(0), description="Hours beyond the flat rate.", examples=["0.5"], ge=0, le=40,
        decimal_places=2,
    )  # fmt: skip
    share: Decimal | None = Field(
        None, description="The part paid as goodwill out of warranty, in per cent.",
        examples=["50"], gt=0, le=100, decimal_places=2,
    )  # fmt: skip
    why: str = Field(
        description="Why.", examples=["The motor is seized."], min_length=3, max_length=200
    )


class RepairApproved(Result):
    """The approval's number, which the claim names."""

    approval: str


@register
class ApproveRepair(Operation[ApproveRepairAsk, policy.DealerFacts, RepairApproved]):
    """Approve a repair up to an amount before it is done, and tell the dealer its number."""

    name = "dealers.approve_repair"
    needs = Needs(level=V0, standing=staff_only(), authority="dealer_claim", automated=False)
    retention = "orders_7y"

    def gather(self, ask: ApproveRepairAsk) -> policy.DealerFacts:
        return dealer_facts(ask.dealer)

    def decide(self, ask: ApproveRepairAsk, facts: policy.DealerFacts) -> Decision:
        return policy.may_approve_repair(facts, serial=ask.serial, most=ask.most, today=self.today)

    def execute(
        self, ask: ApproveRepairAsk, facts: policy.DealerFacts, decision: Decision
    ) -> RepairApproved:
        row = RepairApproval.objects.create(
            number=next_number("PA"), dealer=Dealer.objects.get(number=facts.number),
            serial=ask.serial, currency=ask.most.currency, most_cents=ask.most.cents,
            straight_hours=ask.straight_hours, share=ask.share, why=ask.why,
            approved_at=self.now, approved_by=self.actor.name,
        )  # fmt: skip
        told = policy.approved(row.number, ask.serial, ask.most, self.today)
        self.tell(told)
        letter = SendNoticeAsk.about(
            f"dealer:{facts.number}", to=facts.party, notice="dealer_repair_approved", says=[told],
            number=row.number,
        )  # fmt: skip
        self.run(SendNotice, letter)
        self.record(f"dealer:{facts.number}")
        return RepairApproved(approval=row.number)

    def verify(
        self, ask: ApproveRepairAsk, facts: policy.DealerFacts, result: RepairApproved
    ) -> None:
        kept = RepairApproval.objects.get(number=result.approval)
        ensure(kept.dealer.number == facts.number, "the approval is this dealer's")
        ensure(kept.most_cents == ask.most.cents, "up to what was said")
