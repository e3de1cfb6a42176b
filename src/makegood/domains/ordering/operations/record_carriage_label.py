"""Record the label that a carrier made for goods on their way out."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import Carriage, LabelReceipt, lock_carriage
from makegood.domains.ordering.policy import CarriageFacts

_RECEIPT = {
    "reference": "LB-7", "tracking": "MF9001", "carrier": "Meridian Freight",
    "service": "MF-GROUND", "paid_by": "sender",
}  # fmt: skip


class RecordCarriageLabelAsk(Ask):
    """The effect that asked for the label, and the carrier's answer."""

    effect_key: str = Field(
        description="The effect's key.", examples=["label:CG-1001"], pattern=r"^label:CG-[0-9]+$"
    )
    receipt: LabelReceipt = Field(description="The carrier's answer.", examples=[_RECEIPT])

    @property
    def carriage(self) -> str:
        """The carriage that the label is for."""
        return self.effect_key.removeprefix("label:")


class CarriageLabelled(Result):
    """The carriage, the number to follow it by, and whether it came too late and is made void."""

    carriage: str
    tracking: str
    is_void: bool


@register
class RecordCarriageLabel(Operation[RecordCarriageLabelAsk, CarriageFacts, CarriageLabelled]):
    """Keep the carrier's label and tracking number, so that the parcel can leave."""

    name = "ordering.record_carriage_label"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: RecordCarriageLabelAsk) -> CarriageFacts:
        return lock_carriage(ask.carriage)

    def decide(self, ask: RecordCarriageLabelAsk, facts: CarriageFacts) -> Decision:
        return policy.may_label(facts)

    def execute(
        self, ask: RecordCarriageLabelAsk, facts: CarriageFacts, decision: Decision
    ) -> CarriageLabelled:
        Carriage.objects.filter(number=facts.number).update(
            label=ask.receipt.reference, tracking=ask.receipt.tracking, labelled_at=self.now
        )
        is_void = facts.state == "voided"
        if is_void:  # what was to void it came to the carrier before there was a label
            payload = {"carriage": facts.number}
            self.queue(kind="carrier.void", payload=payload, key=f"void:{facts.number}:late")
        self.record(f"carriage:{facts.number}")
        return CarriageLabelled(
            carriage=facts.number, tracking=ask.receipt.tracking, is_void=is_void
        )

    def verify(
        self, ask: RecordCarriageLabelAsk, facts: CarriageFacts, result: CarriageLabelled
    ) -> None:
        card = queries.carriage_card(facts.number)
        state = "voided" if result.is_void else "labelled"
        ensure((card.state, card.tracking) == (state, result.tracking), "it can be followed")
