"""Replace under warranty: another piece for a faulty one, ahead of it if a card secures it."""

from __future__ import annotations

from pydantic import Field

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
from makegood.core.times_of_day import evening_of, first_minute
from makegood.domains.aftersales import operations as acts
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import Exchange, Unit, lock_unit_to_replace
from makegood.domains.aftersales.policy import ReplaceFacts, exc
from makegood.domains.aftersales.warranty import Component
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.domains.ordering.models import OrderLine, StockReserve


class ReplaceUnderWarrantyAsk(Ask):
    """Which piece is faulty, what of it, and whether the other one is to come first."""

    unit: Ref[Unit] = Field(
        description="The faulty piece, by its serial number.", examples=["SN-C-40817"]
    )
    component: Component = Field(
        Component.OTHER, description="What of it fails.", examples=["control_board"]
    )
    ahead: bool | None = Field(
        None, description="Whether the other one comes before this one goes back.",
        examples=[True],
    )  # fmt: skip


class ReplacementAgreed(Result):
    """The exchange, its kind, and what is held on the card."""

    exchange: str
    kind: str
    hold: Money


@register
class ReplaceUnderWarranty(Operation[ReplaceUnderWarrantyAsk, ReplaceFacts, ReplacementAgreed]):
    """Promise another piece under warranty, and have its price held when it goes ahead."""

    name = "aftersales.replace_under_warranty"
    needs = Needs(level=V2, standing=holder("returns"), authority=None, automated=True)
    retention = "orders_7y"

    def gather(self, ask: ReplaceUnderWarrantyAsk) -> ReplaceFacts:
        return lock_unit_to_replace(ask.unit, today=self.today)

    def decide(self, ask: ReplaceUnderWarrantyAsk, facts: ReplaceFacts) -> Decision:
        return policy.may_replace(facts, component=ask.component, ahead=ask.ahead, today=self.today)

    def execute(
        self, ask: ReplaceUnderWarrantyAsk, facts: ReplaceFacts, decision: Decision
    ) -> ReplacementAgreed:
        number, unit = next_number("EX"), facts.unit
        is_ahead = bool(ask.ahead) and not unit.is_large
        price, card = facts.price, facts.card if is_ahead else None
        subject, zero = f"exchange:{number}", Money.zero()
        row = Exchange.objects.create(
            number=number, kind="advance" if is_ahead else "even",
            line=OrderLine.objects.get(number=unit.line), party=unit.party, account=unit.account,
            serial=unit.serial, sku=unit.sku, token=card.token if card else "",
            last4=card.last4 if card else "",
            goods_cents=price.net.cents if price and card else 0,
            tax_cents=price.tax.cents if price and card else 0,
            agreed_at=self.now, agreed_by=self.actor.name,
        )  # fmt: skip
        is_kept = StockReserve.keep(subject, unit.sku, 1, self.now)
        if is_kept and not unit.is_large:
            self._end_of_reserve(number, is_told=not is_ahead)
        hold = row.goods + row.tax if card else zero
        if card:
            self.queue(
                kind="payment.hold", key=f"hold:{number}", payload=row.wire(),
                then="aftersales.record_hold",
            )  # fmt: skip
        due = acts.visit_due(self.today)
        told = exc(2, "promised", self.today, exchange=number, due=due)
        if is_ahead or unit.is_large:
            self.promise(
                "exchange", subject=subject, party=unit.party, due=evening_of(due),
                sentence=told,
            )  # fmt: skip
            self.tell(told)
        notice = acts.letter_about(
            subject, unit.party, "exchange_agreed", decision.says, number=number,
            item=Article(unit.sku),
        )  # fmt: skip
        self.run(SendNotice, notice)
        self.record(subject)
        return ReplacementAgreed(exchange=number, kind=row.kind, hold=hold)

    def verify(
        self, ask: ReplaceUnderWarrantyAsk, facts: ReplaceFacts, result: ReplacementAgreed
    ) -> None:
        card = queries.exchange_card(result.exchange)
        ensure((card.serial, card.state) == (ask.unit, "agreed"), "it is agreed for this piece")
        ensure(card.hold == result.hold, "and held is what was told")

    def _end_of_reserve(self, number: str, *, is_told: bool) -> None:
        if is_told:
            self.tell(exc(2, "kept", self.today))
        ends_at, key = first_minute(policy.reserve_end(self.today)), f"free:{number}"
        self.later("aftersales.free_reserve", {"exchange": number}, at=ends_at, key=key)
