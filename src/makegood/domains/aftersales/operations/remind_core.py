"""Remind of a core: the replacement is there, and the faulty piece has not come back yet."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import Exchange, lock_exchange
from makegood.domains.aftersales.operations import letter_about
from makegood.domains.aftersales.policy import ExchangeRecord
from makegood.domains.conversations.operations.send_notice import SendNotice


class RemindCoreAsk(Ask):
    """Which exchange still waits for the faulty piece."""

    exchange: Ref[Exchange] = Field(description="The exchange.", examples=["EX-1001"])


class CoreReminded(Result):
    """The exchange whose customer was reminded."""

    exchange: str


@register
class RemindCore(Operation[RemindCoreAsk, ExchangeRecord, CoreReminded]):
    """Tell a customer until when the faulty piece must be back, and what happens otherwise."""

    name = "aftersales.remind_core"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: RemindCoreAsk) -> ExchangeRecord:
        return lock_exchange(ask.exchange)

    def decide(self, ask: RemindCoreAsk, facts: ExchangeRecord) -> Decision:
        return policy.may_remind_core(facts, today=self.today)

    def execute(
        self, ask: RemindCoreAsk, facts: ExchangeRecord, decision: Decision
    ) -> CoreReminded:
        subject = f"exchange:{facts.number}"
        Exchange.objects.filter(number=facts.number).update(reminded_at=self.now)
        notice = letter_about(
            subject, facts.party, "core_reminder", decision.says, number=facts.number
        )
        self.run(SendNotice, notice)
        self.record(subject)
        return CoreReminded(exchange=facts.number)

    def verify(self, ask: RemindCoreAsk, facts: ExchangeRecord, result: CoreReminded) -> None:
        card = queries.exchange_card(facts.number)
        ensure(card.reminded_at == self.now, "the customer was reminded now")
