"""Open the return of a gift: who was given it brings it back, and the giver is told nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.core.statements import Statement
from makegood.core.times_of_day import evening_of
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import Return, lock_gift
from makegood.domains.aftersales.operations import (
    end_at,
    letter,
    reminder_at,
    visit_due,
)
from makegood.domains.aftersales.policy.gifts import REASON
from makegood.domains.aftersales.telling import ret
from makegood.domains.aftersales.terms import open_until
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.domains.ordering.models import OrderLine
from makegood.domains.parties.models import Party


class ReturnGiftAsk(Ask):
    """Which goods come back, who was given them, and whether they were opened."""

    line: Ref[OrderLine] = Field(description="The order line.", examples=["O-1041/1"])
    recipient: Ref[Party] = Field(description="Who was given it.", examples=["C-5"])
    quantity: int = Field(1, description="How many pieces.", examples=[1], ge=1, le=10_000)
    opened: bool | None = Field(
        None, description="Whether the box was opened; when the fee depends on it.", examples=[True]
    )


class GiftReturnOpened(Result):
    """The return's number, what is credited, and the last day for the goods to arrive."""

    return_number: str
    credit: Money
    fee: Money
    send_by: date


@register
class ReturnGift(Operation[ReturnGiftAsk, policy.GiftFacts, GiftReturnOpened]):
    """Authorise the return of a gift, for store credit at the price that was paid."""

    name = "aftersales.return_gift"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"
    undone_by = "aftersales.cancel_return"

    def gather(self, ask: ReturnGiftAsk) -> policy.GiftFacts:
        return lock_gift(
            ask.line, ask.recipient, quantity=ask.quantity, opened=ask.opened, today=self.today
        )

    def decide(self, ask: ReturnGiftAsk, facts: policy.GiftFacts) -> Decision:
        return policy.may_return_gift(
            facts, quantity=ask.quantity, opened=ask.opened, today=self.today
        )

    def execute(
        self, ask: ReturnGiftAsk, facts: policy.GiftFacts, decision: Decision
    ) -> GiftReturnOpened:
        number = next_number("R")
        theirs = replace(facts.back, party=facts.recipient, account=facts.recipient_account)
        row = Return.authorise(
            number, theirs, quantity=ask.quantity, reason=REASON, opened=ask.opened,
            at=self.now, by=self.actor.name, expires_on=open_until(self.today),
        )  # fmt: skip
        row.is_gift = True
        row.save(update_fields=["is_gift"])
        later = {"return_number": number}
        for act, at in (("remind", reminder_at(self.today)), ("expire", end_at(self.today))):
            self.later(f"aftersales.{act}_return", later, at=at, key=f"{act}:{number}")
        way = self._way_back(number, facts, row.expires_on)
        for sentence in way:
            self.tell(sentence)
        says = (*decision.says, *way)
        item = facts.back.item
        self.run(SendNotice, letter(number, facts.recipient, "gift_return_opened", says, item=item))
        self.record(f"return:{number}")
        return GiftReturnOpened(
            return_number=number, credit=row.terms.refund, fee=row.terms.fee,
            send_by=row.expires_on,
        )  # fmt: skip

    def _way_back(self, number: str, facts: policy.GiftFacts, last: date) -> list[Statement]:
        """How it comes back: it is brought, or collected where it may not travel as a parcel."""
        if not facts.back.sold.has_refrigerant:
            return [policy.gift("bring", self.today, return_number=number, last_day=last)]
        due = visit_due(self.today)
        call = policy.gift("collect", self.today, return_number=number, due=due)
        self.promise(
            "pick_up", subject=f"return:{number}", party=facts.recipient, due=evening_of(due),
            sentence=call,
        )  # fmt: skip
        return [ret(19, "says", self.today), call]

    def verify(self, ask: ReturnGiftAsk, facts: policy.GiftFacts, result: GiftReturnOpened) -> None:
        card = queries.return_card(result.return_number)
        ensure(card.state == "authorised", "the return is authorised")
        ensure(card.party == ask.recipient != facts.back.party, "of who was given it alone")
