"""Cancel an order or a part of it: what has not left is given free, and the money goes back."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from makegood.core.actor import V2, ActorKind
from makegood.core.decision import Decision
from makegood.core.money import Money, sum_of
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.credited import let_fall
from makegood.domains.ordering.giving_back import give_back
from makegood.domains.ordering.models import (
    OrderChange,
    OrderLine,
    SalesOrder,
    cancel_facts,
    keep_left,
)
from makegood.domains.ordering.operations.void_carriage import let_go
from makegood.domains.ordering.policy import CancelFacts


class Cause(StrEnum):
    """On whose side it is that it is cancelled; our side is named by our people only."""

    CUSTOMER = "customer"
    COMPANY = "company"


class CancelOrderAsk(Ask):
    """Which order, which of it, and on whose side the reason is."""

    order: Ref[SalesOrder] = Field(description="The order.", examples=["O-5001"])
    line: Ref[OrderLine] | None = Field(
        None, description="The line; the whole order when empty.", examples=["O-5001/1"]
    )
    quantity: int | None = Field(
        None, description="How many pieces of the line.", examples=[1], ge=1
    )
    reason: str = Field("", description="Why.", examples=["Too late."], max_length=200)
    cause: Cause = Field(Cause.CUSTOMER, description="On whose side.", examples=["customer"])
    accepts: bool | None = Field(
        None, description="Yes to a higher price of the rest, once it was told.", examples=[True]
    )


class OrderCancelled(Result):
    """What is left of the order, what it comes to, the fee, and what goes back."""

    order: str
    state: str
    total: Money
    fee: Money
    refund: Money


@register
class CancelOrder(Operation[CancelOrderAsk, CancelFacts, OrderCancelled]):
    """Cancel what has not left of an order, and give its money back."""

    name = "ordering.cancel_order"
    needs = Needs(level=V2, standing=holder("orders"), authority="refund", automated=True)
    retention = "orders_7y"

    def gather(self, ask: CancelOrderAsk) -> CancelFacts:
        anew = ask.cause is Cause.CUSTOMER
        return cancel_facts(ask.order, ask.line or "", ask.quantity, self.today, anew=anew)

    def decide(self, ask: CancelOrderAsk, facts: CancelFacts) -> Decision:
        return policy.may_cancel(
            facts, line=ask.line or "", asked=ask.quantity, cause=ask.cause, accepts=ask.accepts,
            is_ours=self.actor.kind in (ActorKind.STAFF, ActorKind.SYSTEM), today=self.today,
        )  # fmt: skip

    def execute(
        self, ask: CancelOrderAsk, facts: CancelFacts, decision: Decision
    ) -> OrderCancelled:
        fee = policy.fee_of(facts, ask.cause, self.today)
        back, order = policy.back_of(facts, fee), facts.order
        keep_left(facts, self.now)
        change = OrderChange.objects.create(
            order_id=order.pk, kind="cancel", what=dict(facts.pieces), reason=ask.reason,
            cause=ask.cause, at=self.now, by=self.actor.name, fee_cents=fee.cents,
            total_before_cents=order.total.cents, total_after_cents=facts.left.total.cents,
            refunded_cents=back.cents,
        )  # fmt: skip
        for line, goods, tax in facts.fallen:
            why = f"cancel:{change.pk}"
            let_fall(self, line, (goods, tax), order=order.number, party=order.party, why=why)
        memo = f"Cancellation of {order.number}"
        give_back(self, change, policy.cancel_postings(facts, fee, back), back, memo)
        let_go(self, facts)
        self.record(order.ref)
        acts.tell_of_order(self, order.number, order.party, "order_cancelled", decision.says)
        card = queries.order_card(order.number)
        return OrderCancelled(
            order=card.number, state=card.state, total=card.total, fee=fee, refund=back
        )

    def verify(self, ask: CancelOrderAsk, facts: CancelFacts, result: OrderCancelled) -> None:
        card = queries.order_card(ask.order)
        lines = sum_of([line.net + line.tax for line in card.lines], result.total.currency)
        ensure(card.total == lines == result.total, "what is left comes to what was told")
        for line in queries.supply_of(ask.order):
            ensure(line.pieces <= line.to_send, "nothing is kept for what is cancelled")
        held = -ledger.balance_of("2100", about=facts.order.ref)
        ensure(held.cents >= 0, "no more went back than was paid")
