"""Split a line: some of its pieces go now, and the rest later, for the same price."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.money import sum_of
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import (
    OrderChange,
    OrderLine,
    part_line,
    promise_line,
    split_facts,
)
from makegood.domains.ordering.operations.void_carriage import give_up_beyond
from makegood.domains.ordering.policy import SplitFacts


class SplitLineAsk(Ask):
    """Which line, how many of its pieces go first, and when the rest is wanted."""

    line: Ref[OrderLine] = Field(description="The order line.", examples=["O-5001/1"])
    first: int | None = Field(
        None, description="How many go first; what is here when empty.", examples=[1], ge=1,
        le=10_000,
    )  # fmt: skip
    later_on: date | None = Field(
        None, description="The rest not before this day; soon when empty.",
        examples=["2026-07-06"],
    )  # fmt: skip


class LineSplit(Result):
    """The line with what goes first, the other with the rest, and the day promised for each."""

    order: str
    line: str
    other: str
    first: int
    later: int
    promised_on: date | None
    later_promised_on: date | None


@register
class SplitLine(Operation[SplitLineAsk, SplitFacts, LineSplit]):
    """Let a part of an order line go first, and the rest of it later."""

    name = "ordering.split_line"
    needs = Needs(level=V2, standing=holder("orders"), authority=None, automated=True)
    retention = "orders_7y"
    undone_by = "ordering.join_lines"

    def gather(self, ask: SplitLineAsk) -> SplitFacts:
        return split_facts(ask.line, ask.first, ask.later_on, self.today)

    def decide(self, ask: SplitLineAsk, facts: SplitFacts) -> Decision:
        return policy.may_split(facts, asked=ask.first, later_on=ask.later_on, today=self.today)

    def execute(self, ask: SplitLineAsk, facts: SplitFacts, decision: Decision) -> LineSplit:
        order, new = facts.order, part_line(facts)
        total = order.total.cents
        OrderChange.objects.create(
            order_id=order.pk, kind="split", cause="customer", at=self.now, by=self.actor.name,
            what={"line": ask.line, "first": facts.first, "other": new.number,
                  "together": order.ships_complete},
            total_before_cents=total, total_after_cents=total,
        )  # fmt: skip
        why = "delayed" if facts.is_late else "split"  # what came late still counts as late
        if facts.sooner and facts.sooner != facts.said:
            old = OrderLine.objects.get(number=ask.line)
            promise_line(self, order.party, old, facts.sooner, why)
        if facts.later:
            promise_line(self, order.party, new, facts.later, why)
        give_up_beyond(self, order.number)
        self.record(order.ref)
        acts.tell_of_order(self, order.number, order.party, "order_cancelled", decision.says)
        return LineSplit(
            order=order.number, line=ask.line, other=new.number, first=facts.first,
            later=new.quantity,
            promised_on=facts.sooner.promised_on if facts.sooner else None,
            later_promised_on=facts.later.promised_on if facts.later else None,
        )  # fmt: skip

    def verify(self, ask: SplitLineAsk, facts: SplitFacts, result: LineSplit) -> None:
        card = queries.order_card(result.order)
        lines = {line.number: line for line in card.lines}
        one, other = lines[result.line], lines[result.other]
        ensure(one.quantity + other.quantity == facts.found.quantity, "no piece was lost")
        whole = facts.found.net + facts.found.tax
        ensure(one.net + one.tax + other.net + other.tax == whole, "and it costs what it did")
        ensure(card.total == sum_of([line.net + line.tax for line in lines.values()]), "in all")
        days = {line.line: line.promised_on for line in queries.supply_of(result.order)}
        stays = facts.said.promised_on if facts.said else None
        told = (result.promised_on or stays, result.later_promised_on)
        ensure((days[result.line], days[result.other]) == told, "each for the day that was told")
