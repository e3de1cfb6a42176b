"""Open a freight claim: a carrier damaged or lost goods of ours, and owes us what they were."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.clock import local
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import FreightClaim, OrderLine, Shipment, ShippedLine
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
        packed = ShippedLine.objects.filter(shipment__number=ask.shipment, line__number=ask.line)
        packed = packed.select_for_update(of=("shipment", "line"))
        row = packed.select_related("shipment__order", "line").first()
        if row is None:
            raise NotFound("shipment", ask.shipment)
        came, line, order = row.shipment.delivered_at, row.line, row.shipment.order
        claims = FreightClaim.objects.filter(line=line)
        return ClaimFacts(
            order=order.number, pieces=row.quantity, quantity=line.quantity,
            net=Money(line.net_cents, order.currency),
            claimed=sum(claims.values_list("pieces", flat=True)),
            promised_on=row.shipment.promised_on,
            delivered_on=local(came).date() if came else None,
            is_claimed=claims.filter(shipment=row.shipment).exists(),
        )  # fmt: skip

    def decide(self, ask: OpenFreightClaimAsk, facts: ClaimFacts) -> Decision:
        return policy.may_claim(facts, ask.kind, ask.pieces, today=self.today)

    def execute(
        self, ask: OpenFreightClaimAsk, facts: ClaimFacts, decision: Decision
    ) -> FreightClaimOpened:
        amount = decision.figure("claim")
        row = FreightClaim.objects.create(
            number=next_number("FC"), shipment=Shipment.objects.get(number=ask.shipment),
            line=OrderLine.objects.get(number=ask.line), kind=ask.kind, pieces=ask.pieces,
            amount_cents=amount.cents, currency=amount.currency, note=ask.note,
            opened_at=self.now, opened_by=self.actor.name,
        )  # fmt: skip
        self.record(f"freight_claim:{row.number}")
        self.record(f"shipment:{ask.shipment}")
        return FreightClaimOpened(claim=row.number, amount=amount)

    def verify(
        self, ask: OpenFreightClaimAsk, facts: ClaimFacts, result: FreightClaimOpened
    ) -> None:
        kept = queries.freight_claim_card(result.claim)
        ensure(kept.amount == facts.worth(ask.pieces), "it is for what was damaged")
