"""Open a freight claim: a carrier damaged or lost goods of ours, and owes us what they were."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from makegood.core.acting import Leaving
from makegood.core.actor import V0
from makegood.core.decision import Decision, Verdict
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import OrderLine, Shipment, claim_facts, claim_from_carrier
from makegood.domains.ordering.policy import ClaimFacts


class DamageKind(StrEnum):
    """What happened: seen at the door, found when unpacked, or never arrived."""

    DAMAGED = "damaged"
    CONCEALED = "concealed"
    LOST = "lost"


class OpenFreightClaimAsk(Ask):
    """Which goods of which shipment, and what happened to them."""

    shipment: Ref[Shipment] = Field(description="The shipment.", examples=["SH-3002"])
    line: Ref[OrderLine] = Field(description="The goods.", examples=["O-1042/1"])
    kind: DamageKind = Field(description="What happened.", examples=["damaged"])
    pieces: int = Field(1, description="How many pieces.", examples=[1], ge=1)
    note: str = Field(
        "", description="What was seen.", examples=["Dent in the left side."], max_length=400
    )


class FreightClaimOpened(Result):
    """The claim, and how much it is for."""

    claim: str
    amount: Money


@register
class OpenFreightClaim(Operation[OpenFreightClaimAsk, ClaimFacts, FreightClaimOpened]):
    """Claim from a carrier what damaged or lost goods were worth."""

    name = "ordering.open_freight_claim"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: OpenFreightClaimAsk) -> ClaimFacts:
        return claim_facts(ask.shipment, ask.line)

    def decide(self, ask: OpenFreightClaimAsk, facts: ClaimFacts) -> Decision:
        return policy.may_claim(facts, ask.kind, ask.pieces, today=self.today)

    def execute(
        self, ask: OpenFreightClaimAsk, facts: ClaimFacts, decision: Decision
    ) -> FreightClaimOpened:
        amount = decision.figure("claim")
        shipment = Shipment.objects.get(number=ask.shipment)
        number = claim_from_carrier(
            self, shipment, ask.line, amount, kind=ask.kind, pieces=ask.pieces, note=ask.note
        )
        self.record(f"shipment:{ask.shipment}")
        return FreightClaimOpened(claim=number, amount=amount)

    def verify(
        self, ask: OpenFreightClaimAsk, facts: ClaimFacts, result: FreightClaimOpened
    ) -> None:
        kept = queries.freight_claim_card(result.claim)
        ensure(kept.amount == facts.worth(ask.pieces), "it is for what was damaged")


def claim_damage(acting: Leaving, line: str, pieces: int, note: str) -> None:
    """Claim for goods that came damaged from whoever brought them, where that is not done yet.

    What no driver noted was found when unpacked, which a carrier must hear of in time.
    """
    brought = Shipment.objects.filter(lines__line__number=line, delivered_at__isnull=False)
    for number, seen in brought.order_by("-pk").values_list("number", "damage_noted"):
        facts = claim_facts(number, line)
        count = min(pieces, facts.pieces)
        kind = DamageKind.DAMAGED if seen else DamageKind.CONCEALED
        decided = policy.may_claim(facts, kind, count, today=acting.today)
        if count and decided.verdict is Verdict.ALLOW:
            asked = OpenFreightClaimAsk(
                shipment=Ref[Shipment](number), line=Ref[OrderLine](line), kind=kind,
                pieces=count, note=note[:400],
            )  # fmt: skip
            acting.run(OpenFreightClaim, asked)
        pieces -= count
