"""Refund an order's money the way it was paid: each means of payment its part."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.clock import local
from makegood.core.decision import Decision
from makegood.core.money import Amount, Money, sum_of
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.billing import policy, queries
from makegood.domains.billing.models import Tender
from makegood.domains.billing.operations import (
    OrderNumber,
    Source,
    looks,
    open_refund,
    promise_refund,
    waits_for_estate,
)
from makegood.domains.billing.operations.send_refund_leg import (
    LegSent,
    SendRefundLeg,
    SendRefundLegAsk,
)
from makegood.domains.billing.policy import RefundFacts
from makegood.domains.billing.putting import cash_drawer, lock_refunding
from makegood.domains.billing.splitting import split


class RefundTendersAsk(Ask):
    """Which order's money goes back, how much, and why."""

    order: OrderNumber = Field(description="The order that was paid.", examples=["O-1041"])
    amount: Amount = Field(description="What goes back in all.", examples=["750.44"])
    source: Source = Field(description="The record it goes back for.", examples=["return:R-2001"])
    reason: str = Field(max_length=160, description="Why, in words.", examples=["Return R-2001"])


class TendersRefunded(Result):
    """The refund, its parts, what of it waits for an estate, and when it is back and looked at."""

    refund: str
    total: Money
    due: date
    check_on: date
    waits: Money
    legs: tuple[LegSent, ...]


@register
class RefundTenders(Operation[RefundTendersAsk, RefundFacts, TendersRefunded]):
    """Send money back the way it was paid, promise the day, and look whether it arrived."""

    name = "billing.refund_tenders"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "ledger_7y"
    only_inside = True

    def gather(self, ask: RefundTendersAsk) -> RefundFacts:
        return lock_refunding(ask.order, self.today)

    def decide(self, ask: RefundTendersAsk, facts: RefundFacts) -> Decision:
        return policy.may_refund(facts, amount=ask.amount, today=self.today)

    def execute(
        self, ask: RefundTendersAsk, facts: RefundFacts, decision: Decision
    ) -> TendersRefunded:
        row = open_refund(
            self, order=ask.order, party=facts.party, source=ask.source, reason=ask.reason,
            total=ask.amount, held=facts.held,
        )  # fmt: skip
        parts = split(ask.amount, facts.paid)
        by_hand = [part for part in parts if part.payment in facts.in_cash]
        cash = sum_of([part.amount for part in by_hand])
        pays_out = "" if facts.has_died else cash_drawer(self, cash)
        # No gift card of whoever has died is loaded: it waits, and goes by cheque.
        for_cheque = facts.stored if facts.has_died else frozenset()
        legs = tuple(
            self.run(
                SendRefundLeg,
                SendRefundLegAsk(
                    refund=Ref(row.number), payment=Ref(part.payment), amount=part.amount,
                    drawer=pays_out if part in by_hand else "",
                    tender=Tender.CHEQUE if part.payment in for_cheque else None,
                ),
            )
            for part in parts
        )  # fmt: skip
        promise_refund(self, row, [leg.tender for leg in legs], facts.held)
        _, last = looks(self.now, self.today, facts.held)
        return TendersRefunded(
            refund=row.number, total=row.total, due=row.due_on, check_on=local(last).date(),
            waits=waits_for_estate(row), legs=legs,
        )  # fmt: skip

    def verify(self, ask: RefundTendersAsk, facts: RefundFacts, result: TendersRefunded) -> None:
        seen = queries.refund(result.refund)
        ensure(seen is not None, "the refund stands on record")
        legs = seen.legs if seen else ()
        ensure(sum_of([leg.amount for leg in legs]) == ask.amount, "its parts are the whole")
