"""Record a choice: a customer agrees to a later day, or cancels and gets the money back."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.calendars import company_calendar
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import (
    DelayNotice,
    SalesOrder,
    cancel_facts,
    delay_facts,
)
from makegood.domains.ordering.operations.cancel_order import CancelOrder, CancelOrderAsk, Cause
from makegood.domains.ordering.policy import DelayFacts


class Choice(StrEnum):
    """What a customer may answer to a delay notice."""

    CONSENT = "consent"
    CANCEL = "cancel"


class RecordChoiceAsk(Ask):
    """Which order, and what the customer chose."""

    order: Ref[SalesOrder] = Field(description="The order.", examples=["O-5001"])
    choice: Choice = Field(description="Agree or cancel.", examples=["consent"])


class ChoiceRecorded(Result):
    """The order, what was chosen, and what goes back."""

    order: str
    choice: str
    refund: Money


@register
class RecordChoice(Operation[RecordChoiceAsk, DelayFacts, ChoiceRecorded]):
    """Take a customer's answer to a delay notice."""

    name = "ordering.record_choice"
    needs = Needs(level=V2, standing=holder("orders"), authority=None, automated=True)
    retention = "orders_7y"

    def gather(self, ask: RecordChoiceAsk) -> DelayFacts:
        facts = delay_facts(ask.order)
        if ask.choice is Choice.CONSENT:
            return facts
        whole = cancel_facts(ask.order, "", None, self.today, anew=False)
        back = policy.back_of(whole, policy.fee_of(whole, Cause.COMPANY, self.today))
        facts = replace(facts, back=back)
        by = policy.refund_by(facts, self.today, company_calendar(), self.today)
        return replace(facts, back_by=by)

    def decide(self, ask: RecordChoiceAsk, facts: DelayFacts) -> Decision:
        return policy.may_choose(facts, ask.choice, today=self.today)

    def execute(
        self, ask: RecordChoiceAsk, facts: DelayFacts, decision: Decision
    ) -> ChoiceRecorded:
        waiting = DelayNotice.objects.filter(order_id=facts.order.pk, choice="")
        for key in waiting.values_list("pk", flat=True):
            self.call_off(f"delay:{key}")
        waiting.update(choice=ask.choice, chosen_at=self.now)
        self.record(facts.order.ref)
        if ask.choice is Choice.CONSENT:
            told = decision.says
            acts.tell_of_order(self, ask.order, facts.order.party, "order_cancelled", told)
            return ChoiceRecorded(order=ask.order, choice=ask.choice, refund=Money.zero())
        cancelled = CancelOrderAsk(order=ask.order, cause=Cause.COMPANY, reason="Delayed.")
        back = self.run(CancelOrder, cancelled).refund
        return ChoiceRecorded(order=ask.order, choice=ask.choice, refund=back)

    def verify(self, ask: RecordChoiceAsk, facts: DelayFacts, result: ChoiceRecorded) -> None:
        ensure(queries.delays_of(ask.order)[-1].choice == ask.choice, "the choice is stored")
        gone = all(line.to_send == 0 for line in queries.supply_of(ask.order))
        ensure(gone or ask.choice is Choice.CONSENT, "and what was not sent is cancelled")
