"""Refund an order's money the way it was paid: each means of payment its part."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.clock import local
from makegood.core.decision import Decision
from makegood.core.money import Amount, Money, sum_of
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
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
from makegood.domains.billing.policy import EarlierRefund, OpenChargeback, RefundFacts
from makegood.domains.billing.putting import cash_drawer, last_held, lock_paying
from makegood.domains.billing.splitting import split
from makegood.domains.parties.queries import died_by


class RefundTendersAsk(Ask):
    """Which order's money goes back, how much, and why."""

    order: OrderNumber = Field(description="The order that was paid.", examples=["O-1041"])
    amount: Amount = Field(description="What goes back in all.", examples=["750.44"])
    source: Source = Field(description="The record it goes back for.", examples=["return:R-2001"])
    reason: str = Field(max_length=160, description="Why, in words.", examples=["Return R-2001"])


class TendersRefunded(Result):
    """The refund, its parts, and the days by which it is back and looked at."""

    refund: str
    total: Money
    due: date
    check_on: date
    for_estate: bool
    legs: tuple[LegSent, ...]


@register
class RefundTenders(Operation[RefundTendersAsk, RefundFacts, TendersRefunded]):
    """Send money back the way it was paid, promise the day, and look whether it arrived."""

    name = "billing.refund_tenders"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "ledger_7y"
    only_inside = True

    def gather(self, ask: RefundTendersAsk) -> RefundFacts:
        paid = lock_paying(ask.order)
        parties = [row.party for row in paid]
        if not parties:
            raise NotFound("order", ask.order)
        earlier, disputed = queries.refunds_of(ask.order), queries.open_chargebacks(ask.order)
        return RefundFacts(
            order=ask.order,
            party=parties[0],
            paid=queries.paid_on(ask.order),
            earlier=tuple(EarlierRefund(one.number, one.total, one.on) for one in earlier),
            held=last_held(paid, self.today),
            has_died=died_by(parties[0]) is not None,
            in_cash=frozenset(row.number for row in paid if row.tender == Tender.CASH),
            chargebacks=tuple(OpenChargeback(one.number, one.amount) for one in disputed),
        )

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
        pays_out = cash_drawer(self, sum_of([part.amount for part in by_hand]))
        legs = tuple(
            self.run(
                SendRefundLeg,
                SendRefundLegAsk(
                    refund=Ref(row.number), payment=Ref(part.payment), amount=part.amount,
                    drawer=pays_out if part in by_hand else "",
                ),
            )
            for part in parts
        )  # fmt: skip
        promise_refund(self, row, [leg.tender for leg in legs], facts.held)
        _, last = looks(self.now, self.today, facts.held)
        return TendersRefunded(
            refund=row.number, total=row.total, due=row.due_on, check_on=local(last).date(),
            for_estate=waits_for_estate(row), legs=legs,
        )  # fmt: skip

    def verify(self, ask: RefundTendersAsk, facts: RefundFacts, result: TendersRefunded) -> None:
        seen = queries.refund(result.refund)
        ensure(seen is not None, "the refund stands on record")
        legs = seen.legs if seen else ()
        ensure(sum_of([leg.amount for leg in legs]) == ask.amount, "its parts are the whole")
