"""Free a reserve: a new piece is kept no more for a customer who did not send the faulty one."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.aftersales import policy
from makegood.domains.aftersales.models import Exchange, lock_exchange
from makegood.domains.aftersales.policy import ExchangeRecord
from makegood.domains.catalog.queries import product
from makegood.domains.ordering.models import StockReserve


class FreeReserveAsk(Ask):
    """For which exchange nothing is kept any more."""

    exchange: Ref[Exchange] = Field(description="The exchange.", examples=["EX-1001"])


class ReserveFreed(Result):
    """The exchange, which stands; its new piece is found anew when the faulty one comes."""

    exchange: str


@register
class FreeReserve(Operation[FreeReserveAsk, ExchangeRecord, ReserveFreed]):
    """Give a new piece free that waits for a customer's part of an exchange for too long."""

    name = "aftersales.free_reserve"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: FreeReserveAsk) -> ExchangeRecord:
        return lock_exchange(ask.exchange)

    def decide(self, ask: FreeReserveAsk, facts: ExchangeRecord) -> Decision:
        is_large = product(facts.sku).large_appliance
        return policy.may_free(facts, is_large=is_large, today=self.today)

    def execute(
        self, ask: FreeReserveAsk, facts: ExchangeRecord, decision: Decision
    ) -> ReserveFreed:
        StockReserve.free(f"exchange:{facts.number}")
        self.record(f"exchange:{facts.number}")
        return ReserveFreed(exchange=facts.number)

    def verify(self, ask: FreeReserveAsk, facts: ExchangeRecord, result: ReserveFreed) -> None:
        kept = StockReserve.objects.filter(about=f"exchange:{facts.number}", left_at=None)
        ensure(not kept.exists(), "nothing is kept for it any more")
