"""Explain a price: each line of a quote with every rule that counted, by its row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.money import Money, sum_of
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import Rights, holder
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import Quote
from makegood.domains.ordering.pricing import PricedLine


class ExplainPriceAsk(Ask):
    """Which quote, and which of its lines; all of them when none is named."""

    quote: Ref[Quote] = Field(description="The quote.", examples=["QT-1001"])
    line: int | None = Field(
        None, description="The line's place, from 1.", examples=[1], ge=1, le=101
    )


@dataclass(frozen=True, slots=True)
class PriceFacts:
    """The lines that are meant as they were quoted, and the sums of the whole quote."""

    rights: Rights
    lines: tuple[PricedLine, ...]
    taxes: Mapping[str, Money]
    total: Money


class LineExplained(Result):
    """One line: its list price, the rows that counted, and what is paid without tax."""

    sku: str
    quantity: int
    gross: Money
    rules: tuple[str, ...]
    net: Money
    tax: Money
    tax_rules: tuple[str, ...]


class PriceExplained(Result):
    """The lines, each explained."""

    quote: str
    lines: tuple[LineExplained, ...]


@register
class ExplainPrice(Operation[ExplainPriceAsk, PriceFacts, PriceExplained]):
    """Say how a quoted price came about, rule by rule."""

    name = "ordering.explain_price"
    needs = Needs(level=V2, standing=holder("orders"), authority=None, automated=True)
    retention = "orders_7y"
    reads_only = True

    def gather(self, ask: ExplainPriceAsk) -> PriceFacts:
        card, lines = queries.quote_card(ask.quote), queries.quoted_lines(ask.quote)
        if ask.line is not None:
            lines = lines[ask.line - 1 : ask.line]
        if not lines:
            raise NotFound("quote_line", f"{ask.quote}/{ask.line}")
        rights = queries.rights_on_quote(ask.quote)
        return PriceFacts(rights, lines, card.taxes, card.total)

    def decide(self, ask: ExplainPriceAsk, facts: PriceFacts) -> Decision:
        return policy.explained(facts.lines, facts.taxes, facts.total, today=self.today)

    def execute(
        self, ask: ExplainPriceAsk, facts: PriceFacts, decision: Decision
    ) -> PriceExplained:
        self.record(f"quote:{ask.quote}")
        return PriceExplained(
            quote=ask.quote,
            lines=tuple(
                LineExplained(
                    sku=line.sku, quantity=line.quantity, gross=line.gross,
                    rules=(line.list_rule, *(step.rule for step in line.steps)),
                    net=line.net, tax=line.tax, tax_rules=line.tax_rules,
                )
                for line in facts.lines
            ),
        )  # fmt: skip

    def verify(self, ask: ExplainPriceAsk, facts: PriceFacts, result: PriceExplained) -> None:
        told = sum_of([line.net + line.tax for line in result.lines])
        ensure(told == facts.total or ask.line is not None, "what is explained is what is paid")
