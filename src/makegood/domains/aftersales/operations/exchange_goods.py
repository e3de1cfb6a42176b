"""Exchange goods: one article goes back, another comes, and the difference is settled once."""

from __future__ import annotations

from pydantic import Field, field_validator

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.core.statements import Article
from makegood.core.times_of_day import evening_of
from makegood.domains.aftersales import exchanging, policy, queries
from makegood.domains.aftersales import operations as acts
from makegood.domains.aftersales.models import Exchange, Return, lock_line_to_exchange
from makegood.domains.aftersales.policy import SwapFacts, exc
from makegood.domains.aftersales.terms import open_until
from makegood.domains.billing.operations.take_payment import TakePayment
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.domains.ordering.models import OrderLine, QuotedLine
from makegood.domains.ordering.operations.allocate_order import AllocateOrder
from makegood.domains.ordering.operations.import_order import ImportOrder


class ExchangeGoodsAsk(Ask):
    """Which goods go back, and which article is wanted instead."""

    line: Ref[OrderLine] = Field(description="The order line.", examples=["O-1041/1"])
    sku: str = Field(description="What is wanted instead.", examples=["WM950"], max_length=40)

    @field_validator("sku")
    @classmethod
    def _is_sold_here(cls, sku: str) -> str:
        return QuotedLine(sku=sku).sku


class GoodsExchanged(Result):
    """The exchange with its return and its order, and what is to be paid or comes back."""

    exchange: str
    return_number: str
    order: str
    to_pay: Money
    to_refund: Money


@register
class ExchangeGoods(Operation[ExchangeGoodsAsk, SwapFacts, GoodsExchanged]):
    """Take goods back for others: one document, and tax on the difference."""

    name = "aftersales.exchange_goods"
    needs = Needs(level=V2, standing=holder("returns"), authority=None, automated=True)
    retention = "orders_7y"

    def gather(self, ask: ExchangeGoodsAsk) -> SwapFacts:
        return lock_line_to_exchange(ask.line, ask.sku, language=self.language, today=self.today)

    def decide(self, ask: ExchangeGoodsAsk, facts: SwapFacts) -> Decision:
        return policy.may_exchange(facts, sku=ask.sku, today=self.today)

    def execute(
        self, ask: ExchangeGoodsAsk, facts: SwapFacts, decision: Decision
    ) -> GoodsExchanged:
        number, back_number = next_number("EX"), next_number("R")
        back = Return.authorise(
            back_number, facts.back, quantity=1, reason=policy.REASON, opened=None, at=self.now,
            by=self.actor.name, expires_on=open_until(self.today),
        )  # fmt: skip
        made = self.run(ImportOrder, exchanging.order_of(facts, str(self.actor.channel)))
        self.run(AllocateOrder, exchanging.kept_for(made.order))
        Exchange.objects.create(
            number=number, kind="uneven", line=back.line, party=back.party, account=back.account,
            sku=ask.sku, back=back, order=made.order, **exchanging.money_of(facts),
            agreed_at=self.now, agreed_by=self.actor.name,
        )  # fmt: skip
        paid = exchanging.payment_of(facts, made.order)
        if paid is not None:
            self.run(TakePayment, paid)
        for act, at in (("remind", acts.reminder_at), ("expire", acts.end_at)):
            key = f"{act}:{back_number}"
            which = {"return_number": back_number}
            self.later(f"aftersales.{act}_return", which, at=at(self.today), key=key)
        subject, due = f"exchange:{number}", acts.visit_due(self.today)
        brought = exc(1, "agreed", self.today, exchange=number, due=due)
        self.promise(
            "exchange", subject=subject, party=back.party, sentence=brought, due=evening_of(due)
        )
        self.tell(brought)
        notice = acts.letter_about(
            subject, back.party, "exchange_agreed", (*decision.says, brought), number=number,
            item=Article(ask.sku),
        )  # fmt: skip
        self.run(SendNotice, notice)
        self.record(subject)
        self.record(f"return:{back_number}")
        zero = Money.zero(back.currency)
        return GoodsExchanged(
            exchange=number, return_number=back_number, order=made.order,
            to_pay=max(zero, facts.difference), to_refund=max(zero, -facts.difference),
        )  # fmt: skip

    def verify(self, ask: ExchangeGoodsAsk, facts: SwapFacts, result: GoodsExchanged) -> None:
        card = queries.exchange_card(result.exchange)
        ensure((card.back, card.order) == (result.return_number, result.order), "both belong to it")
        ensure(card.to_pay - card.to_refund == facts.difference, "the difference is what was told")
