"""Make a quote: what a customer asks about gets a price that we hold to for some days."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision, say
from makegood.core.money import Money
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import ByHandAsk, Quote, QuotedLine, ShipToAsk
from makegood.domains.ordering.policy import Offer
from makegood.domains.parties.models import Account

_LINES = [{"sku": "WM900", "quantity": 1}, {"sku": "SV-INST", "quantity": 1}]
PLACE = {"line1": "14 Mill Road", "locality": "Harlow", "region": "XM", "postal_code": "55502"}
BY_HAND = {"percent": "5", "reason": "Price match with an offer that was shown."}


class MakeQuoteAsk(Ask):
    """What is to be quoted, for which account, place and day, with which codes and discount."""

    lines: tuple[QuotedLine, ...] = Field(
        description="The articles with their pieces.", examples=[_LINES], min_length=1,
        max_length=100,
    )  # fmt: skip
    codes: tuple[str, ...] = Field(
        (), description="Codes of promotions.", examples=[["SUMMER12"]], max_length=10
    )
    delivered: bool = Field(True, description="No when it is fetched.", examples=[True])
    ship_to: ShipToAsk | None = Field(
        None, description="Where it goes; the account's own place when empty.", examples=[PLACE]
    )
    by_hand: ByHandAsk | None = Field(
        None, description="A discount that you grant.", examples=[BY_HAND]
    )
    as_of: date | None = Field(
        None, description="The day whose prices count; today when empty.", examples=["2026-06-15"]
    )
    account: Ref[Account] | None = Field(
        None, description="The account, where there are several.", examples=["40006"]
    )


class QuoteMade(Result):
    """The quote and its version, what it comes to, and to which day it holds."""

    quote: str
    version: int
    total: Money
    deposit: Money
    valid_until: date


@register
class MakeQuote(Operation[MakeQuoteAsk, Offer, QuoteMade]):
    """Quote what something costs, explained line by line, and hold to it."""

    name = "ordering.make_quote"
    needs = Needs(level=V2, standing=holder("orders"), authority=policy.DISCOUNT, automated=True)
    retention = "orders_7y"
    undone_by = "ordering.decline_quote"

    def gather(self, ask: MakeQuoteAsk) -> Offer:
        return acts.offer_for(
            self, ask.account, self.actor.party, lines=ask.lines, codes=ask.codes,
            by_hand=ask.by_hand, ship_to=ask.ship_to, is_delivered=ask.delivered, on=ask.as_of,
        )  # fmt: skip

    def decide(self, ask: MakeQuoteAsk, facts: Offer) -> Decision:
        return policy.may_quote(facts, today=self.today)

    def execute(self, ask: MakeQuoteAsk, facts: Offer, decision: Decision) -> QuoteMade:
        party = facts.basket.customer if facts.basket else ""
        quote = Quote.objects.create(
            number=next_number("QT"), party=party, account=facts.account, made_at=self.now
        )
        priced = acts.keep_version(self, quote, facts, decision.says)
        self.tell(say(f"quote:{quote.number}", "ordering.quoted", quote=quote.number))
        return QuoteMade(
            quote=quote.number, version=1, total=priced.total, deposit=priced.deposit,
            valid_until=policy.last_day_of(self.today),
        )  # fmt: skip

    def verify(self, ask: MakeQuoteAsk, facts: Offer, result: QuoteMade) -> None:
        card = queries.quote_card(result.quote)
        ensure(acts.repriced(result.quote) == card.total == result.total, "priced anew it is equal")
        ensure(card.state == "sent", "it is open")
