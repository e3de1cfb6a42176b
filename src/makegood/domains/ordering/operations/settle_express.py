"""Settle faster delivery: what was not there by its day has its price given back."""

from __future__ import annotations

from datetime import timedelta

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.core.times_of_day import morning_of
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.giving_back import give_back
from makegood.domains.ordering.models import OrderChange, OrderLine, SalesOrder, express_facts
from makegood.domains.ordering.operations.cancel_order import CancelOrder, CancelOrderAsk, Cause
from makegood.domains.ordering.policy import ExpressFacts


class SettleExpressAsk(Ask):
    """Which order was to come faster."""

    order: Ref[SalesOrder] = Field(description="The order.", examples=["O-5001"])


class ExpressSettled(Result):
    """The order, and what of the price of faster delivery is given back, with its tax."""

    order: str
    credited: Money


@register
class SettleExpress(Operation[SettleExpressAsk, ExpressFacts, ExpressSettled]):
    """Give back the price of faster delivery where it was not faster."""

    name = "ordering.settle_express"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: SettleExpressAsk) -> ExpressFacts:
        return express_facts(ask.order, self.today)

    def decide(self, ask: SettleExpressAsk, facts: ExpressFacts) -> Decision:
        return policy.may_settle_express(facts, self.today)

    def execute(
        self, ask: SettleExpressAsk, facts: ExpressFacts, decision: Decision
    ) -> ExpressSettled:
        order, credited = facts.order, facts.credited
        if facts.is_late and facts.is_disputed:  # no money goes back before its bank decided
            at = morning_of(self.today + timedelta(days=1))
            key = f"express:{order.number}:{self.act}"
            self.later("ordering.settle_express", {"order": order.number}, at=at, key=key)
        if credited:
            acts.tell_of_order(self, order.number, order.party, "order_cancelled", decision.says)
        if credited and not facts.is_billed:
            dropped = CancelOrderAsk(
                order=ask.order, line=Ref[OrderLine](facts.line), quantity=1, cause=Cause.COMPANY,
                reason="Faster delivery came late.", accepts=True,
            )  # fmt: skip
            self.run(CancelOrder, dropped)
        elif credited:
            back = policy.express_back(facts)
            change = OrderChange.objects.create(
                order_id=order.pk, kind="express", cause="company", at=self.now,
                by=self.actor.name, refunded_cents=back.cents,
                what={"line": facts.line, "goods": facts.net.cents, "tax": facts.tax.cents},
                total_before_cents=order.total.cents, total_after_cents=order.total.cents,
            )  # fmt: skip
            memo = f"Faster delivery of {order.number}"
            give_back(self, change, policy.express_postings(facts), back, memo)
        self.record(order.ref)
        return ExpressSettled(order=order.number, credited=credited)

    def verify(self, ask: SettleExpressAsk, facts: ExpressFacts, result: ExpressSettled) -> None:
        if not result.credited:
            return
        if facts.is_billed:
            ensure(queries.changes_of(ask.order)[-1].kind == "express", "it is credited, once")
        else:
            lines = {one.number for one in queries.order_card(ask.order).lines}
            ensure(facts.line not in lines, "it stands on the order no more")
