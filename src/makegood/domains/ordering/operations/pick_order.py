"""Pick an order: the warehouse takes its goods off the shelf and packs them."""

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
from makegood.domains.ordering.models import SalesOrder, lock_order


class PickOrderAsk(Ask):
    """Which order is packed."""

    order: Ref[SalesOrder] = Field(description="The order.", examples=["O-5001"])


@dataclass(frozen=True, slots=True)
class PickFacts:
    """The order as it stands."""

    order: policy.OrderMoney


class OrderPicked(Result):
    """The order, and how far it is."""

    order: str
    state: str


@register
class PickOrder(Operation[PickOrderAsk, PickFacts, OrderPicked]):
    """Note that an order is being packed: from now on taking it out again costs something."""

    name = "ordering.pick_order"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: PickOrderAsk) -> PickFacts:
        return PickFacts(lock_order(ask.order))

    def decide(self, ask: PickOrderAsk, facts: PickFacts) -> Decision:
        return policy.may_pick(facts.order)

    def execute(self, ask: PickOrderAsk, facts: PickFacts, decision: Decision) -> OrderPicked:
        SalesOrder.objects.filter(pk=facts.order.pk).update(picked_at=self.now)
        self.record(f"order:{ask.order}")
        return OrderPicked(order=ask.order, state=queries.order_card(ask.order).state)

    def verify(self, ask: PickOrderAsk, facts: PickFacts, result: OrderPicked) -> None:
        ensure(result.state in ("picking", "part_shipped"), "it is being packed")
