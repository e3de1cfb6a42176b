"""Substitute: another article comes in place of one that has not left, as the customer agrees."""

from __future__ import annotations

from dataclasses import replace

from pydantic import Field

from makegood.core.actor import V2, ActorKind
from makegood.core.decision import Decision
from makegood.core.money import Money, sum_of
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.giving_back import give_back
from makegood.domains.ordering.models import (
    GoodsNumber,
    OrderChange,
    OrderLine,
    answer_notices,
    keep_substituted,
    substitute_facts,
)
from makegood.domains.ordering.operations.allocate_order import AllocateOrder, AllocateOrderAsk
from makegood.domains.ordering.operations.cancel_order import Cause
from makegood.domains.ordering.operations.hold_order import hold_for_credit
from makegood.domains.ordering.operations.void_carriage import give_up_beyond
from makegood.domains.ordering.policy import SubstituteFacts
from makegood.domains.parties.queries import why_not_sold


class SubstituteAsk(Ask):
    """Which line, what comes instead, and whether the customer agrees to it."""

    line: Ref[OrderLine] = Field(description="The order line.", examples=["O-5001/1"])
    sku: GoodsNumber = Field(description="What comes instead.", examples=["PT-BELTKIT-24"])
    consent: bool | None = Field(
        None, description="The customer's own yes, once the price was told.", examples=[True]
    )
    reason: str = Field("", description="Why.", examples=["No more come."], max_length=200)


class Substituted(Result):
    """The line on which the other article stands, what the order comes to, what goes back."""

    order: str
    line: str
    before: Money
    total: Money
    refund: Money


@register
class Substitute(Operation[SubstituteAsk, SubstituteFacts, Substituted]):
    """Send another article in place of one that has not left."""

    name = "ordering.substitute"
    needs = Needs(level=V2, standing=holder("orders"), authority="refund", automated=True)
    retention = "orders_7y"

    def gather(self, ask: SubstituteAsk) -> SubstituteFacts:
        found = substitute_facts(ask.line, ask.sku, self.today)
        order = found.order
        facts = replace(found, not_sold=why_not_sold(order.party))
        if not order.terms:
            return facts
        return replace(facts, credit=queries.credit_of(order.party, self.today, but=order.number))

    def decide(self, ask: SubstituteAsk, facts: SubstituteFacts) -> Decision:
        is_ours = self.actor.kind in (ActorKind.STAFF, ActorKind.SYSTEM)
        return policy.may_substitute(facts, consent=ask.consent, is_ours=is_ours, today=self.today)

    def execute(
        self, ask: SubstituteAsk, facts: SubstituteFacts, decision: Decision
    ) -> Substituted:
        order, total, back = facts.order, facts.way.left.total, facts.back
        new = keep_substituted(facts, self.now)
        change = OrderChange.objects.create(
            order_id=order.pk, kind="substitute", reason=ask.reason, at=self.now,
            what={"line": ask.line, "pieces": facts.pieces, "sku": ask.sku, "other": new.number},
            cause=Cause.COMPANY if facts.cannot_come else Cause.CUSTOMER, by=self.actor.name,
            total_before_cents=order.total.cents, total_after_cents=total.cents,
            refunded_cents=back.cents,
        )  # fmt: skip
        if ask.line not in {one.number for one in facts.way.lines}:
            self.release_promise("delivery", f"order_line:{ask.line}")
        give_up_beyond(self, order.number)
        made, memo = policy.back_postings(order, back, facts.deposit), f"Exchange in {order.number}"
        give_back(self, change, made, back, memo)
        answer_notices(self, facts.notices)
        self.run(AllocateOrder, AllocateOrderAsk(order=Ref(order.number), is_told=True))
        hold_for_credit(self, order, facts.credit, total)
        self.record(order.ref)
        acts.tell_of_order(self, order.number, order.party, "order_cancelled", decision.says)
        return Substituted(
            order=order.number, line=new.number, before=order.total, total=total, refund=back
        )

    def verify(self, ask: SubstituteAsk, facts: SubstituteFacts, result: Substituted) -> None:
        card = queries.order_card(result.order)
        lines = sum_of([line.net + line.tax for line in card.lines])
        ensure(card.total == lines == result.total, "the order comes to what was told")
        new = next(line for line in queries.supply_of(result.order) if line.line == result.line)
        ensure((new.sku, new.pieces) == (ask.sku, facts.pieces), "each piece of it is kept")
        ensure(new.promised_on is not None, "and promised for a day")
