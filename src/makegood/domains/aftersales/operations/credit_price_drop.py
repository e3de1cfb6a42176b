"""Credit a price drop: our own price fell after the sale, and the customer gets the difference."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.money import Money, sum_of
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import PRICE_DROP, Allowance, lock_line_cheaper, open_on
from makegood.domains.aftersales.operations import letter_about
from makegood.domains.aftersales.policy import DropFacts
from makegood.domains.billing import queries as billing
from makegood.domains.billing.operations.refund_tenders import RefundTenders, RefundTendersAsk
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.domains.ledger import postings
from makegood.domains.ledger.models import Entry
from makegood.domains.ordering.models import OrderLine


class CreditPriceDropAsk(Ask):
    """Which goods became cheaper."""

    line: Ref[OrderLine] = Field(description="The order line.", examples=["O-1041/1"])


class PriceDropCredited(Result):
    """The allowance, and what comes back with its tax."""

    allowance: str
    goods: Money
    tax: Money
    refund: Money


@register
class CreditPriceDrop(Operation[CreditPriceDropAsk, DropFacts, PriceDropCredited]):
    """Give back the difference where our own price fell soon after the sale."""

    name = "aftersales.credit_price_drop"
    needs = Needs(level=V2, standing=holder("returns"), authority="refund", automated=True)
    retention = "orders_7y"

    def gather(self, ask: CreditPriceDropAsk) -> DropFacts:
        return lock_line_cheaper(ask.line, language=self.language, today=self.today)

    def decide(self, ask: CreditPriceDropAsk, facts: DropFacts) -> Decision:
        return policy.may_credit_drop(facts, today=self.today)

    def execute(
        self, ask: CreditPriceDropAsk, facts: DropFacts, decision: Decision
    ) -> PriceDropCredited:
        number, (goods, tax) = next_number("AL"), facts.credit
        subject, total = f"allowance:{number}", goods + tax
        owed = open_on(facts.order, facts.party, total)
        Allowance.objects.create(
            number=number, line=OrderLine.objects.get(number=ask.line), party=facts.party,
            account=facts.account, quantity=facts.pieces, reason=PRICE_DROP,
            evidence=f"{facts.before} then, {facts.now} now", is_whole=False,
            currency=goods.currency, goods_cents=goods.cents, tax_cents=tax.cents,
            granted_at=self.now, granted_by=self.actor.name,
        )  # fmt: skip
        posting = postings.goods_credited(
            goods=goods, tax=tax, party=facts.party, about=f"order:{facts.order}", receivable=owed
        )
        entry = Entry.of(posting, source=f"{subject}:credit", on=self.today, memo=number)
        self.record(f"entry:{entry.number}")
        if total != owed:
            back = RefundTendersAsk(
                order=facts.order, amount=total - owed, source=subject, reason=number
            )
            self.run(RefundTenders, back)
        notice = letter_about(
            subject, facts.party, "credited_and_kept", decision.says, number=number, item=facts.item
        )
        self.run(SendNotice, notice)
        self.record(subject)
        return PriceDropCredited(allowance=number, goods=goods, tax=tax, refund=total)

    def verify(self, ask: CreditPriceDropAsk, facts: DropFacts, result: PriceDropCredited) -> None:
        card = queries.allowance_card(result.allowance)
        ensure(card.goods + card.tax == result.refund, "it is on record as it was told")
        paid = sum_of([one.total for one in billing.refunds_from(f"allowance:{card.number}")])
        ensure(paid <= result.refund, "and no more goes back")
