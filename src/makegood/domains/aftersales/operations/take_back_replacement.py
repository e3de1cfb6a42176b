"""Take back a replacement: the new piece that nobody wanted is here again, and secures nothing."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.aftersales import crediting, policy, queries
from makegood.domains.aftersales.models import Exchange, Unit, lock_exchange, open_on
from makegood.domains.aftersales.operations import book_all, settle_exchange
from makegood.domains.aftersales.policy import ExchangeRecord
from makegood.domains.ledger import queries as ledger


class TakeBackReplacementAsk(Ask):
    """Which exchange the new piece was of, and its serial number."""

    exchange: Ref[Exchange] = Field(description="The exchange.", examples=["EX-1001"])
    serial: str = Field(
        description="The serial number of what came back.", examples=["SN-C-40911"], max_length=40
    )


class ReplacementTakenBack(Result):
    """What goes back to the card, if it had been charged."""

    exchange: str
    refund: Money


@register
class TakeBackReplacement(Operation[TakeBackReplacementAsk, ExchangeRecord, ReplacementTakenBack]):
    """Take in the new piece of a replacement that was given up, and settle what secured it."""

    name = "aftersales.take_back_replacement"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: TakeBackReplacementAsk) -> ExchangeRecord:
        return lock_exchange(ask.exchange)

    def decide(self, ask: TakeBackReplacementAsk, facts: ExchangeRecord) -> Decision:
        return policy.may_take_back(facts, serial=ask.serial, today=self.today)

    def execute(
        self, ask: TakeBackReplacementAsk, facts: ExchangeRecord, decision: Decision
    ) -> ReplacementTakenBack:
        number, subject = facts.number, f"exchange:{facts.number}"
        is_reversed = facts.charged_on is not None
        owed = open_on(facts.order, facts.party, facts.total) if is_reversed else facts.total
        cost = ledger.debited_by(f"{subject}:shipped") or Money.zero(facts.total.currency)
        posted = crediting.new_piece_postings(facts, cost=cost, receivable=owed)
        book_all(self, posted, about=subject, memo=number)
        row = Exchange.objects.get(number=number)
        row.taken_back_at, row.taken_back_by = self.now, self.actor.name
        row.reversed_at = self.now if is_reversed else None
        if facts.is_held:
            row.hold_released_at = self.now
            self.queue(kind="payment.release", key=f"release:{number}", payload=row.wire())
        row.save()
        Unit.objects.filter(number=ask.serial, replaces=facts.serial).delete()
        self.keep_promise("take_back", subject)
        refund = settle_exchange(
            self, facts, owed=owed, is_reversed=is_reversed, notice="exchange_news",
            says=decision.says,
        )  # fmt: skip
        return ReplacementTakenBack(exchange=number, refund=refund)

    def verify(
        self, ask: TakeBackReplacementAsk, facts: ExchangeRecord, result: ReplacementTakenBack
    ) -> None:
        card = queries.exchange_card(facts.number)
        ensure(card.state == "taken_back" and not card.is_held, "it is here and nothing is held")
        out = ledger.balance_of("1220", about=f"exchange:{facts.number}")
        ensure(not out, "nothing of it is with the customer in the books")
        ensure(
            facts.serial in dict(queries.serials_of(facts.party)) or not facts.serial,
            "the customer has the former piece, as before",
        )
