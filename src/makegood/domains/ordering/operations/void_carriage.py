"""Void a carriage: the goods do not go with this carrier, and its label counts no more."""

from __future__ import annotations

from collections.abc import Collection

from pydantic import Field

from makegood.core.acting import Leaving
from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import Carriage, lock_carriage
from makegood.domains.ordering.policy import CancelFacts, CarriageFacts


class VoidCarriageAsk(Ask):
    """Which carriage is given up."""

    carriage: Ref[Carriage] = Field(description="The carriage.", examples=["CG-1001"])


class CarriageVoided(Result):
    """The carriage, and whether a label of it was made void with it."""

    carriage: str
    had_label: bool


@register
class VoidCarriage(Operation[VoidCarriageAsk, CarriageFacts, CarriageVoided]):
    """Give up a carriage before its goods have left; nothing is paid for its label."""

    name = "ordering.void_carriage"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: VoidCarriageAsk) -> CarriageFacts:
        return lock_carriage(ask.carriage)

    def decide(self, ask: VoidCarriageAsk, facts: CarriageFacts) -> Decision:
        return policy.may_void(facts)

    def execute(
        self, ask: VoidCarriageAsk, facts: CarriageFacts, decision: Decision
    ) -> CarriageVoided:
        Carriage.objects.filter(number=facts.number).update(voided_at=self.now)
        booked = facts.state != "compared"
        if booked:
            payload = {"carriage": facts.number}
            self.queue(kind="carrier.void", payload=payload, key=f"void:{facts.number}")
        self.record(f"carriage:{facts.number}")
        return CarriageVoided(carriage=facts.number, had_label=booked)

    def verify(self, ask: VoidCarriageAsk, facts: CarriageFacts, result: CarriageVoided) -> None:
        ensure(queries.carriage_card(facts.number).state == "voided", "nothing goes with it")


def let_go(acting: Leaving, facts: CancelFacts) -> None:
    """Promise what is cancelled no more, and give up the carriages of more than is left."""
    left = {line.number for line in facts.left.lines}
    gone = {number for number, _ in facts.pieces}
    for number in gone - left:
        acting.release_promise("delivery", f"order_line:{number}")
    give_up_beyond(acting, facts.order.number)


def give_up(acting: Leaving, order: str, lines: Collection[str]) -> None:
    """Give up the carriages of an order in which pieces of these lines wait to leave."""
    for card in queries.carriages_of(order):
        if not card.shipment and any(line in lines for line, _ in card.pieces):
            acting.run(VoidCarriage, VoidCarriageAsk(carriage=Ref[Carriage](card.number)))


def give_up_beyond(acting: Leaving, order: str) -> None:
    """Give up the carriages of an order that hold more of a line than is left for them to bring.

    Those booked first keep their goods, and one that only was compared takes nothing from others.
    """
    left = {one.number: one.quantity - one.shipped for one in queries.order_card(order).lines}
    for card in queries.carriages_of(order):
        if card.shipment:
            continue
        if any(pieces > left.get(line, 0) for line, pieces in card.pieces):
            acting.run(VoidCarriage, VoidCarriageAsk(carriage=Ref[Carriage](card.number)))
        elif card.state != "compared":
            left |= {line: left[line] - pieces for line, pieces in card.pieces}
