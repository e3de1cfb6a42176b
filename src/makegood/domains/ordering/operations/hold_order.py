"""Hold an order: nothing of it leaves until somebody has looked at why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pydantic import Field

from makegood.core.acting import Leaving
from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import OrderHold, SalesOrder, lock_order
from makegood.domains.ordering.policy import Credit, OrderMoney


class HoldKind(StrEnum):
    """Why an order is held; a credit hold is released by the credit department only."""

    CREDIT = "credit"
    FRAUD = "fraud"
    ADDRESS = "address"
    CUSTOMER = "customer"


class HoldOrderAsk(Ask):
    """Which order, and why."""

    order: Ref[SalesOrder] = Field(description="The order.", examples=["O-5001"])
    kind: HoldKind = Field(description="What has to be looked at.", examples=["address"])
    reason: str = Field(
        description="Why, in words.", examples=["The street does not exist."], min_length=3,
        max_length=200,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class HoldFacts:
    """The order as it stands."""

    order: policy.OrderMoney


class OrderHeld(Result):
    """The order that is on hold."""

    order: str
    kind: str


@register
class HoldOrder(Operation[HoldOrderAsk, HoldFacts, OrderHeld]):
    """Keep an order from leaving until somebody released it."""

    name = "ordering.hold_order"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"
    undone_by = "ordering.release_hold"

    def gather(self, ask: HoldOrderAsk) -> HoldFacts:
        return HoldFacts(lock_order(ask.order))

    def decide(self, ask: HoldOrderAsk, facts: HoldFacts) -> Decision:
        return policy.may_hold(facts.order, ask.kind, today=self.today)

    def execute(self, ask: HoldOrderAsk, facts: HoldFacts, decision: Decision) -> OrderHeld:
        OrderHold.objects.create(
            order_id=facts.order.pk, kind=ask.kind, reason=ask.reason, placed_at=self.now,
            placed_by=self.actor.name,
        )  # fmt: skip
        SalesOrder.objects.filter(pk=facts.order.pk, held_at=None).update(held_at=self.now)
        self.record(f"order:{ask.order}")
        return OrderHeld(order=ask.order, kind=ask.kind)

    def verify(self, ask: HoldOrderAsk, facts: HoldFacts, result: OrderHeld) -> None:
        held = [one.kind for one in queries.holds_of(ask.order) if one.released_at is None]
        ensure(ask.kind in held, "it is held for that")
        ensure(queries.order_card(ask.order).state == "on_hold", "and whoever looks sees it")


def hold_for_credit(
    acting: Leaving, order: OrderMoney, credit: Credit | None, total: Money
) -> None:
    """Hold an order that passes, as it is now, what its buyer may owe."""
    held = policy.held_for(credit, total, acting.today)
    if held is not None and HoldKind.CREDIT not in order.holds:
        ask = HoldOrderAsk(order=Ref(order.number), kind=HoldKind.CREDIT, reason=held.text("en"))
        acting.run(HoldOrder, ask)
