"""Record a hold: the card secures a replacement that goes ahead, or it does not."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow, refuse
from makegood.core.operation import Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.models import Exchange, lock_exchange
from makegood.domains.aftersales.operations import letter_about
from makegood.domains.aftersales.policy import ExchangeRecord, exc
from makegood.domains.billing.operations import ProviderAnswerAsk
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.domains.ordering.models import StockReserve


class RecordHoldAsk(ProviderAnswerAsk):
    """The effect that asked for the hold, and the provider's answer."""

    effect_key: str = Field(
        description="The key of the effect.", examples=["hold:EX-1001"], pattern=r"^hold:EX-[0-9]+$"
    )

    @property
    def exchange(self) -> str:
        """The exchange that is secured."""
        return self.effect_key.removeprefix("hold:")


class HoldRecorded(Result):
    """Whether the card holds the amount."""

    exchange: str
    held: bool


@register
class RecordHold(Operation[RecordHoldAsk, ExchangeRecord, HoldRecorded]):
    """Note whether the card holds the price of a replacement, and tell the customer if not."""

    name = "aftersales.record_hold"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: RecordHoldAsk) -> ExchangeRecord:
        return lock_exchange(ask.exchange)

    def decide(self, ask: RecordHoldAsk, facts: ExchangeRecord) -> Decision:
        if facts.is_answered or facts.kind != "advance":
            told = exc(3, "settled", self.today, exchange=facts.number)
            return refuse("policy_denied", says=[told])
        if ask.receipt.get("status") == "done":
            return allow()
        return allow(says=[exc(3, "declined", self.today, last4=facts.last4)])

    def execute(
        self, ask: RecordHoldAsk, facts: ExchangeRecord, decision: Decision
    ) -> HoldRecorded:
        subject, held = f"exchange:{facts.number}", not decision.says
        at = {"held_at" if held else "hold_declined_at": self.now}
        row = Exchange.objects.get(number=facts.number)
        is_needless = facts.core_received_on is not None or facts.is_unwanted
        if held and is_needless:
            at["hold_released_at"] = self.now
            self.queue(kind="payment.release", key=f"release:{row.number}", payload=row.wire())
        Exchange.objects.filter(pk=row.pk).update(**at)
        if not held and not facts.is_unwanted:
            StockReserve.free(subject)
            self.release_promise("exchange", subject)
            notice = letter_about(
                subject, facts.party, "exchange_news", decision.says, number=facts.number
            )
            self.run(SendNotice, notice)
        self.record(subject)
        return HoldRecorded(exchange=facts.number, held=held)

    def verify(self, ask: RecordHoldAsk, facts: ExchangeRecord, result: HoldRecorded) -> None:
        state = queries.exchange_card(facts.number).state
        answered = "held" if result.held else "hold_declined"
        ensure(state == ("cancelled" if facts.is_unwanted else answered), "it is as was answered")
