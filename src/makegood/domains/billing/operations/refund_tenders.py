"""Refund an order's money the way it was paid: each means of payment its part."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.clock import local
from makegood.core.decision import Decision
from makegood.core.money import Money, sum_of
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.billing import policy, queries
from makegood.domains.billing.models import STORED_VALUE, Payment, Refund
from makegood.domains.billing.operations import (
    Amount,
    OrderNumber,
    Source,
    evening_of,
    looks,
    refund_due_on,
)
from makegood.domains.billing.operations.send_refund_leg import (
    LegSent,
    SendRefundLeg,
    SendRefundLegAsk,
)
from makegood.domains.billing.policy import EarlierRefund, OpenChargeback, RefundFacts
from makegood.domains.billing.splitting import split


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
    legs: tuple[LegSent, ...]


@register
class RefundTenders(Operation[RefundTendersAsk, RefundFacts, TendersRefunded]):
    """Send money back the way it was paid, promise the day, and look whether it arrived."""

    name = "billing.refund_tenders"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "ledger_7y"
    only_inside = True

    def gather(self, ask: RefundTendersAsk) -> RefundFacts:
        paid = Payment.objects.select_for_update().filter(order=ask.order).order_by("pk")
        parties = [row.party for row in paid]
        if not parties:
            raise NotFound("order", ask.order)
        earlier, disputed = queries.refunds_of(ask.order), queries.open_chargebacks(ask.order)
        return RefundFacts(
            order=ask.order,
            party=parties[0],
            paid=queries.paid_on(ask.order),
            earlier=tuple(EarlierRefund(one.number, one.total, one.on) for one in earlier),
            chargebacks=tuple(OpenChargeback(one.number, one.amount) for one in disputed),
        )

    def decide(self, ask: RefundTendersAsk, facts: RefundFacts) -> Decision:
        return policy.may_refund(facts, amount=ask.amount, today=self.today)

    def execute(
        self, ask: RefundTendersAsk, facts: RefundFacts, decision: Decision
    ) -> TendersRefunded:
        due = refund_due_on(self.today)
        row = Refund.objects.create(
            number=next_number("RF"), order=ask.order, party=facts.party, source=ask.source,
            reason=ask.reason, total_cents=ask.amount.cents, currency=ask.amount.currency,
            made_at=self.now, made_by=self.actor.name, due_on=due,
        )  # fmt: skip
        self.record(row.ref)
        legs = tuple(
            self.run(
                SendRefundLeg,
                SendRefundLegAsk(
                    refund=Ref(row.number), payment=Ref(part.payment), amount=part.amount
                ),
            )
            for part in split(ask.amount, facts.paid)
        )
        first, last = looks(self.now, self.today)
        if any(leg.tender not in STORED_VALUE for leg in legs):
            told = policy.back_by(row.total, due, self.today)
            self.promise(
                "refund", subject=row.ref, party=row.party, due=evening_of(due), sentence=told
            )
            name, mends = "billing.refund_settled", "billing.chase_refund"
            self.check_later(name, subject=row.ref, due=first, deadline=last, on_fail=mends)
        return TendersRefunded(
            refund=row.number, total=row.total, due=due, check_on=local(last).date(), legs=legs
        )

    def verify(self, ask: RefundTendersAsk, facts: RefundFacts, result: TendersRefunded) -> None:
        seen = queries.refund(result.refund)
        ensure(seen is not None, "the refund stands on record")
        legs = seen.legs if seen else ()
        ensure(sum_of([leg.amount for leg in legs]) == ask.amount, "its parts are the whole")
