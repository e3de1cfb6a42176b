"""Cancel a replacement: it is not sent and nothing is held, or it goes back as it came."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.promises import open_promises
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.core.times_of_day import evening_of
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import Exchange, Unit, lock_unwanted
from makegood.domains.aftersales.operations import letter_about, visit_due
from makegood.domains.aftersales.policy import ExchangeRecord, UnwantedFacts, exc
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.domains.ordering.models import StockReserve


class CancelReplacementAsk(Ask):
    """Which piece need not be replaced after all."""

    unit: Ref[Unit] = Field(
        description="The faulty piece, or the new one if it is there already.",
        examples=["SN-C-40817"],
    )


class ReplacementCancelled(Result):
    """The exchange that ends, and whether a new piece has to come back first."""

    exchange: str
    comes_back: bool


@register
class CancelReplacement(Operation[CancelReplacementAsk, UnwantedFacts, ReplacementCancelled]):
    """Give up a replacement under warranty that the customer does not want any more."""

    name = "aftersales.cancel_replacement"
    needs = Needs(level=V2, standing=holder("returns"), authority=None, automated=True)
    retention = "orders_7y"

    def gather(self, ask: CancelReplacementAsk) -> UnwantedFacts:
        return lock_unwanted(ask.unit)

    def decide(self, ask: CancelReplacementAsk, facts: UnwantedFacts) -> Decision:
        given_up = facts.record.cancelled_on if facts.record else None
        by = visit_due(given_up or self.today)
        return policy.may_cancel_replacement(facts, collect_by=by, today=self.today)

    def execute(
        self, ask: CancelReplacementAsk, facts: UnwantedFacts, decision: Decision
    ) -> ReplacementCancelled:
        record = _given(facts)
        number, subject, left = record.number, f"exchange:{record.number}", record.shipped_on
        row = Exchange.objects.get(number=number)
        row.cancelled_at, row.cancelled_by = self.now, self.actor.name
        if left is None:
            StockReserve.free(subject)
            self.call_off(f"free:{number}")
            self.release_promise("exchange", subject)
            if record.is_held:
                row.hold_released_at = self.now
                self.queue(kind="payment.release", key=f"release:{number}", payload=row.wire())
        elif record.core_due_on is None:  # we brought it, so we collect it
            due = visit_due(self.today)
            told = exc(4, "collected", self.today, last_day=due)
            self.promise(
                "take_back", subject=subject, party=record.party, due=evening_of(due), sentence=told
            )
        row.save()
        says = decision.says
        self.run(SendNotice, letter_about(subject, record.party, "exchange_news", says,
                                          number=number))  # fmt: skip
        self.record(subject)
        return ReplacementCancelled(exchange=number, comes_back=left is not None)

    def verify(
        self, ask: CancelReplacementAsk, facts: UnwantedFacts, result: ReplacementCancelled
    ) -> None:
        card = queries.exchange_card(result.exchange)
        ensure(card.cancelled_at == self.now, "that it is not wanted is on record")
        if not result.comes_back:
            ensure(card.state == "cancelled" and not card.is_held, "nothing is sent or held")
            ensure(not open_promises(f"exchange:{result.exchange}"), "nothing is promised for it")
            return
        promised = {one.kind for one in open_promises(f"exchange:{result.exchange}")}
        ensure(card.core_due_on is not None or "take_back" in promised, "it is due on a day")


def _given(facts: UnwantedFacts) -> ExchangeRecord:
    if facts.record is None:
        raise TypeError("what is not replaced is refused before")
    return facts.record
