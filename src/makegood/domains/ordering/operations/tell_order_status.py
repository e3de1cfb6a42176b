"""Tell where an order is: what left, with whom, where it was seen, and when it comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pydantic import Field

from makegood.core.actor import V1
from makegood.core.clock import local
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import Rights, holder
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import SalesOrder


class TellOrderStatusAsk(Ask):
    """Which order is meant."""

    order: Ref[SalesOrder] = Field(description="The order's number.", examples=["O-1041"])


@dataclass(frozen=True, slots=True)
class StatusFacts:
    """How far the order is, and where each shipment was seen last."""

    rights: Rights
    status: policy.OrderStatus


class OrderStatusTold(Result):
    """How far the order is: confirmed, part_shipped, shipped or delivered."""

    order: str
    state: str
    tracking: tuple[str, ...]
    promised_on: date | None


@register
class TellOrderStatus(Operation[TellOrderStatusAsk, StatusFacts, OrderStatusTold]):
    """Tell a customer where an order is and when it comes."""

    name = "ordering.tell_order_status"
    needs = Needs(level=V1, standing=holder("orders"), authority=None, automated=True)
    retention = "orders_7y"
    reads_only = True

    def gather(self, ask: TellOrderStatusAsk) -> StatusFacts:
        order = queries.order_card(ask.order)
        sought = queries.searches_of(ask.order)
        searched = {one.shipment: one.look_until for one in sought if one.ended_on is None}
        parcels = tuple(
            policy.ParcelStatus(
                number=one.number,
                carrier=one.carrier,
                tracking=one.tracking,
                shipped_on=one.shipped_on,
                promised_on=one.promised_on,
                delivered_on=local(one.delivered_at).date() if one.delivered_at else None,
                place=one.scans[-1].place if one.scans else "",
                seen_on=local(one.scans[-1].at).date() if one.scans else None,
                undone_as=one.undone_as,
                turned_back_as=one.turned_back_as,
                searched_until=searched.get(one.number),
                window=one.window,
            )
            for one in order.shipments
        )
        status = policy.OrderStatus(
            order.number, order.ordered_on, order.state, parcels, queries.promised_on(ask.order),
            queries.window_of(ask.order),
        )  # fmt: skip
        return StatusFacts(rights=queries.rights_on_order(ask.order), status=status)

    def decide(self, ask: TellOrderStatusAsk, facts: StatusFacts) -> Decision:
        return policy.tell_status(facts.status, today=self.today)

    def execute(
        self, ask: TellOrderStatusAsk, facts: StatusFacts, decision: Decision
    ) -> OrderStatusTold:
        self.record(f"order:{ask.order}")
        status = facts.status
        coming = [one for one in status.parcels if one.is_awaited]
        days = [one.promised_on for one in coming]
        if status.rest_on is not None:
            days.append(status.rest_on)
        return OrderStatusTold(
            order=status.number,
            state=status.state,
            tracking=tuple(one.tracking for one in status.parcels),
            promised_on=max(days, default=None),
        )

    def verify(self, ask: TellOrderStatusAsk, facts: StatusFacts, result: OrderStatusTold) -> None:
        ensure(result.state == queries.order_card(ask.order).state, "what was told is so")
