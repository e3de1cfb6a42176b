"""Join the two parts of a line: what was to come in two goes comes at once after all."""

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
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import (
    LinePromise,
    OrderChange,
    OrderLine,
    join_facts,
    join_lines,
    promise_line,
)
from makegood.domains.ordering.operations.void_carriage import give_up
from makegood.domains.ordering.policy.joining import JoinFacts, may_join


class JoinLinesAsk(Ask):
    """Which line comes at once, and which one was split from it."""

    line: Ref[OrderLine] = Field(description="The line that was split.", examples=["O-5001/1"])
    other: Ref[OrderLine] | None = Field(
        None, description="The line with the rest; the last one split from it when empty.",
        examples=["O-5001/2"],
    )  # fmt: skip


class LinesJoined(Result):
    """The line with all pieces again, how many, and the day on which all of it comes."""

    order: str
    line: str
    pieces: int
    promised_on: date | None


@register
class JoinLines(Operation[JoinLinesAsk, JoinFacts, LinesJoined]):
    """Let all of a line come at once that was to come in two parts."""

    name = "ordering.join_lines"
    needs = Needs(level=V2, standing=holder("orders"), authority=None, automated=True)
    retention = "orders_7y"

    def gather(self, ask: JoinLinesAsk) -> JoinFacts:
        return join_facts(ask.line, ask.other or "")

    def decide(self, ask: JoinLinesAsk, facts: JoinFacts) -> Decision:
        return may_join(facts, self.today)

    def execute(self, ask: JoinLinesAsk, facts: JoinFacts, decision: Decision) -> LinesJoined:
        order, (one, other) = facts.order, facts.both
        kept, total = join_lines(facts, self.now), order.total.cents
        OrderChange.objects.create(
            order_id=order.pk, kind="join", cause="customer", at=self.now, by=self.actor.name,
            what={"line": one.number, "other": other.number},
            total_before_cents=total, total_after_cents=total,
        )  # fmt: skip
        self.release_promise("delivery", f"order_line:{other.number}")
        if facts.when is not None:
            late = LinePromise.objects.filter(line__number__in=[one.number, other.number])
            why = "delayed" if late.filter(why="delayed").exists() else "joined"
            promise_line(self, order.party, kept, facts.when, why)
        give_up(self, order.number, {one.number, other.number})
        self.record(order.ref)
        acts.tell_of_order(self, order.number, order.party, "order_cancelled", decision.says)
        return LinesJoined(
            order=order.number, line=kept.number, pieces=kept.quantity,
            promised_on=facts.when.promised_on if facts.when else None,
        )  # fmt: skip

    def verify(self, ask: JoinLinesAsk, facts: JoinFacts, result: LinesJoined) -> None:
        card, (one, other) = queries.order_card(result.order), facts.both
        lines = {line.number: line for line in card.lines}
        ensure(other.number not in lines, "the other line stands no more")
        whole = one.net + one.tax + other.net + other.tax
        ensure(lines[one.number].net + lines[one.number].tax == whole, "all costs what it did")
        ensure(card.total == sum_of([line.net + line.tax for line in card.lines]), "in all")
        kept = {line.line: line.pieces for line in queries.supply_of(result.order)}
        ensure(kept[one.number] == result.pieces, "and each piece of it is kept")
