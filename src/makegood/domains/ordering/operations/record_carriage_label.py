"""Record the label that a carrier made for goods on their way out."""

from __future__ import annotations

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import Carriage, LabelMadeAsk, lock_carriage
from makegood.domains.ordering.policy import CarriageFacts


class CarriageLabelled(Result):
    """The carriage, the number to follow it by, and whether it came too late and is made void."""

    carriage: str
    tracking: str
    is_void: bool


@register
class RecordCarriageLabel(Operation[LabelMadeAsk, CarriageFacts, CarriageLabelled]):
    """Keep the carrier's label and tracking number, so that the parcel can leave."""

    name = "ordering.record_carriage_label"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: LabelMadeAsk) -> CarriageFacts:
        return lock_carriage(ask.labelled)

    def decide(self, ask: LabelMadeAsk, facts: CarriageFacts) -> Decision:
        return policy.may_label(facts)

    def execute(
        self, ask: LabelMadeAsk, facts: CarriageFacts, decision: Decision
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

    def verify(self, ask: LabelMadeAsk, facts: CarriageFacts, result: CarriageLabelled) -> None:
        card = queries.carriage_card(facts.number)
        state = "voided" if result.is_void else "labelled"
        ensure((card.state, card.tracking) == (state, result.tracking), "it can be followed")
