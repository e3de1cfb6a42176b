"""End a delay notice: nobody answered, and silence is what the law says that it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.calendars import company_calendar
from makegood.core.decision import Decision, allow, say
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import DelayNotice, SalesOrder, cancel_facts, delay_facts
from makegood.domains.ordering.operations.cancel_order import CancelOrder, CancelOrderAsk, Cause
from makegood.domains.ordering.policy import DelayFacts


class EndNoticeAsk(Ask):
    """Which notice of which order ran out."""

    order: Ref[SalesOrder] = Field(description="The order.", examples=["O-5001"])
    notice: int = Field(description="Its place on record.", examples=[1], ge=1)


@dataclass(frozen=True, slots=True)
class EndFacts:
    """The order with its notices, and by when the law wants the money back."""

    delay: DelayFacts
    refund_by: date | None


class NoticeEnded(Result):
    """What silence was taken for; empty where an answer or the goods came before."""

    order: str
    choice: str


@register
class EndNotice(Operation[EndNoticeAsk, EndFacts, NoticeEnded]):
    """Take silence to a delay notice for what it means; cancelled, all money goes back."""

    name = "ordering.end_notice"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: EndNoticeAsk) -> EndFacts:
        facts = delay_facts(ask.order)
        waiting = facts.open
        if waiting is None or waiting.key != ask.notice or not facts.has_to_leave:
            return EndFacts(facts, None)
        whole = cancel_facts(ask.order, "", None, self.today, anew=False)
        facts = replace(facts, back=whole.held)
        by = policy.refund_by(facts, waiting.was_on, company_calendar(), self.today)
        return EndFacts(facts, by)

    def decide(self, ask: EndNoticeAsk, facts: EndFacts) -> Decision:
        return allow(clauses=[policy.clause("LAW-MITO-2", self.today)])

    def execute(self, ask: EndNoticeAsk, facts: EndFacts, decision: Decision) -> NoticeEnded:
        waiting, order = facts.delay.open, facts.delay.order
        if waiting is None or facts.refund_by is None:
            return NoticeEnded(order=ask.order, choice="")
        DelayNotice.objects.filter(pk=waiting.key).update(
            choice=waiting.silence, by_silence=True, chosen_at=self.now
        )
        self.record(order.ref)
        if waiting.silence == policy.CANCEL:
            cancelled = CancelOrderAsk(order=ask.order, cause=Cause.COMPANY, reason="No answer.")
            self.run(CancelOrder, cancelled)
            rule = policy.clause("LAW-MITO-3", self.today)
            sentence = "by_account" if facts.delay.is_our_credit else "by"
            told = [say(rule, sentence, order=order.number, day=facts.refund_by)]
            acts.tell_of_order(self, order.number, order.party, "order_cancelled", told)
        return NoticeEnded(order=ask.order, choice=waiting.silence)

    def verify(self, ask: EndNoticeAsk, facts: EndFacts, result: NoticeEnded) -> None:
        if result.choice:
            ensure(queries.delays_of(ask.order)[-1].choice == result.choice, "silence is recorded")
