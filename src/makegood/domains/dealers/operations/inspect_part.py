"""Inspect a part that came back: what was found is kept, and what it means for the claim."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.dealers import policy, queries
from makegood.domains.dealers.models import DealerClaim, Finding, PartInspection, PartReturn
from makegood.domains.dealers.models.facts import lock_claim
from makegood.domains.dealers.operations import file_with, keep_checked, reopen


class InspectPartAsk(Ask):
    """Which part, and what was found by looking, measuring, or with the dealer on video."""

    claim: Ref[DealerClaim] = Field(description="The claim.", examples=["DCL-2201"])
    line: int = Field(description="The part's line.", examples=[2], ge=1)
    finding: Finding = Field(description="What was found.", examples=["confirmed_defect"])
    notes: str = Field(
        description="What was seen.", examples=["Torn at the seam."], min_length=3, max_length=1000
    )
    serial: str = Field("", description="The part's serial number.", examples=["SN-C-40817"],
                        max_length=40)  # fmt: skip
    checklist: tuple[str, ...] = Field(
        (), description="What was looked at.", examples=[["tag", "serial plate"]], max_length=30
    )
    measurements: tuple[str, ...] = Field(
        (), description="What was measured, with its unit.", examples=[["width 11.8 mm"]],
        max_length=30,
    )  # fmt: skip
    pictures: tuple[str, ...] = Field(
        (), description="The SHA-256, in letters, of each picture.", examples=[["a" * 64]],
        max_length=20,
    )  # fmt: skip
    video: str = Field("", description="The video session.", examples=["VS-12"], max_length=200)


class PartInspected(Result):
    """What the finding means: what is allowed of the claim now, and how the claim stands."""

    claim: str
    state: str
    allowed: Money


@register
class InspectPart(Operation[InspectPartAsk, policy.ClaimRecord, PartInspected]):
    """Record what was found of a part that came back, and check the claim again with it."""

    name = "dealers.inspect_part"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: InspectPartAsk) -> policy.ClaimRecord:
        return lock_claim(ask.claim, self.today)

    def decide(self, ask: InspectPartAsk, facts: policy.ClaimRecord) -> Decision:
        return policy.may_inspect(facts, ask.line, self.today)

    def execute(
        self, ask: InspectPartAsk, facts: policy.ClaimRecord, decision: Decision
    ) -> PartInspected:
        tag = PartReturn.objects.get(line__claim__number=facts.number, line__place=ask.line)
        tag.arrived_at = tag.arrived_at or self.now
        tag.save(update_fields=["arrived_at"])
        PartInspection.objects.create(
            of=tag, finding=ask.finding, checklist=list(ask.checklist),
            measurements=list(ask.measurements), pictures=list(ask.pictures), video=ask.video,
            serial=ask.serial, notes=ask.notes, inspected_at=self.now, inspected_by=self.actor.name,
        )  # fmt: skip
        claim = DealerClaim.objects.get(number=facts.number)
        for picture in ask.pictures:
            file_with(self, claim, facts.party, picture)
        if facts.decided_on is not None:
            reopen(self, claim, facts.party)
        checked = lock_claim(facts.number, self.today).checked
        keep_checked(claim, checked, {})
        self.tell(policy.looked(checked, ask.line, ask.finding, self.today))
        self.record(claim.ref)
        return PartInspected(claim=facts.number, state=claim.state, allowed=checked.allowed)

    def verify(self, ask: InspectPartAsk, facts: policy.ClaimRecord, result: PartInspected) -> None:
        card = queries.claim_card(facts.number)
        part = next(one for one in card.lines if one.place == ask.line)
        ensure(part.finding == ask.finding, "the finding is on record")
        ensure(card.allowed == result.allowed, "and the claim was checked with it")
