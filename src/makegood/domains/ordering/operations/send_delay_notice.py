"""Send a delay notice: an order leaves later than was said, and the customer may cancel."""

from __future__ import annotations

from datetime import date, time

from pydantic import Field, JsonValue

from makegood.core.actor import V0
from makegood.core.clock import at_local
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import (
    DelayNotice,
    OrderLine,
    SalesOrder,
    delay_facts,
    promise_leaving,
)
from makegood.domains.ordering.policy import DelayFacts

_LAST_MINUTE = time(23, 59)


class SendDelayNoticeAsk(Ask):
    """Which order, on which day it leaves now, and why."""

    order: Ref[SalesOrder] = Field(description="The order.", examples=["O-5001"])
    revised_on: date | None = Field(
        None, description="The day it leaves now; empty while nobody knows.",
        examples=["2026-07-06"],
    )  # fmt: skip
    reason: str = Field(
        "", description="Why.", examples=["The maker delivers later."], max_length=200
    )

    @property
    def day(self) -> date:
        """The day it leaves now, or the one that stands for none."""
        return self.revised_on or policy.NO_DAY


class DelayTold(Result):
    """Which notice it was, until when an answer counts, and what silence means."""

    order: str
    kind: str
    answer_by: date
    silence: str


@register
class SendDelayNotice(Operation[SendDelayNoticeAsk, DelayFacts, DelayTold]):
    """Tell a customer that an order leaves later, and what an answer or none means."""

    name = "ordering.send_delay_notice"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: SendDelayNoticeAsk) -> DelayFacts:
        return delay_facts(ask.order)

    def decide(self, ask: SendDelayNoticeAsk, facts: DelayFacts) -> Decision:
        return policy.may_tell_delay(facts, ask.day, today=self.today)

    def execute(self, ask: SendDelayNoticeAsk, facts: DelayFacts, decision: Decision) -> DelayTold:
        order, was_on = facts.order, policy.first_ship_by(facts, self.today)
        kind, silence = policy.silence_means(facts, ask.day, self.today)
        DelayNotice.objects.filter(order_id=order.pk, choice="").update(
            choice="replaced", chosen_at=self.now
        )
        row = DelayNotice.objects.create(
            order_id=order.pk, kind=kind, was_on=was_on, revised_on=ask.day,
            silence=silence, reason=ask.reason, sent_at=self.now,
        )  # fmt: skip
        for line in order.lines:
            if line.is_goods and line.quantity > line.shipped:
                kept = OrderLine.objects.get(number=line.number)
                if ask.revised_on is None:
                    self.release_promise("delivery", f"order_line:{line.number}")
                else:
                    promise_leaving(self, order.party, kept, ask.revised_on)
        answer_by = policy.answer_by(facts, self.today)
        ends = at_local(answer_by, _LAST_MINUTE)
        asked: dict[str, JsonValue] = {"order": order.number, "notice": row.pk}
        self.later("ordering.end_notice", asked, at=ends, key=f"delay:{row.pk}")
        self.record(order.ref)
        acts.tell_of_order(self, order.number, order.party, "delay_notice", decision.says)
        return DelayTold(order=order.number, kind=kind, answer_by=answer_by, silence=silence)

    def verify(self, ask: SendDelayNoticeAsk, facts: DelayFacts, result: DelayTold) -> None:
        told = queries.delays_of(ask.order)[-1]
        ensure((told.revised_on, told.choice) == (ask.revised_on, ""), "it waits for an answer")
        if ask.revised_on is None:
            ensure(queries.promised_on(ask.order) is None, "no day is promised any more")
            return
        for line in queries.supply_of(ask.order):
            leaves = line.promises[0].ship_by if line.to_send else ask.revised_on
            ensure(leaves >= ask.revised_on, "nothing is promised for before what was told")
