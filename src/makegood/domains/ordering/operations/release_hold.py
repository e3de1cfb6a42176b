"""Release a hold: who may look at its reason did, and the order goes on."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import OrderHold, SalesOrder, lock_order
from makegood.domains.ordering.operations.hold_order import HoldKind


class ReleaseHoldAsk(Ask):
    """Which order, which of its holds, and what was found."""

    order: Ref[SalesOrder] = Field(description="The order.", examples=["O-5001"])
    kind: HoldKind = Field(description="Which hold.", examples=["credit"])
    note: str = Field(
        "", description="What was found.", examples=["Paid on June 12."], max_length=200
    )


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
    """The order as it stands."""

    order: policy.OrderMoney


class HoldReleased(Result):
    """The order, and how far it is now."""

    order: str
    state: str


@register
class ReleaseHold(Operation[ReleaseHoldAsk, ReleaseFacts, HoldReleased]):
    """Let an order go on that was held."""

    name = "ordering.release_hold"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: ReleaseHoldAsk) -> ReleaseFacts:
        return ReleaseFacts(lock_order(ask.order))

    def decide(self, ask: ReleaseHoldAsk, facts: ReleaseFacts) -> Decision:
        return policy.may_release(facts.order, ask.kind, role=self.actor.role, today=self.today)

    def execute(self, ask: ReleaseHoldAsk, facts: ReleaseFacts, decision: Decision) -> HoldReleased:
        held = OrderHold.objects.filter(order_id=facts.order.pk, released_at=None)
        held.filter(kind=ask.kind).update(
            released_at=self.now, released_by=self.actor.name, note=ask.note
        )
        if not held.exists():
            SalesOrder.objects.filter(pk=facts.order.pk).update(held_at=None)
        self.record(f"order:{ask.order}")
        return HoldReleased(order=ask.order, state=queries.order_card(ask.order).state)

    def verify(self, ask: ReleaseHoldAsk, facts: ReleaseFacts, result: HoldReleased) -> None:
        held = {one.kind for one in queries.holds_of(ask.order) if one.released_at is None}
        ensure(held == set(facts.order.holds) - {ask.kind}, "it is held for that no more")
