"""Write off what a customer owes and is no longer expected to pay."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.billing import policy, queries
from makegood.domains.billing.allocating import OpenItem
from makegood.domains.billing.operations import PartyNumber
from makegood.domains.billing.policy import Owing
from makegood.domains.billing.printing import item_word
from makegood.domains.billing.putting import lock_account
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import written_off

ItemName = Annotated[str, StringConstraints(pattern=policy.GIVEN_UP)]


class WriteOffAsk(Ask):
    """Whose charge, which, and why it is given up."""

    party: PartyNumber = Field(description="Who owes it.", examples=["C-6"])
    item: ItemName = Field(
        description="What is owed: an order, or the fee for a returned payment.",
        examples=["order:O-1043", "fee:P-7001"],
    )
    reason: str = Field(
        min_length=3, max_length=160, description="Why.", examples=["Less than a letter costs"]
    )


class WrittenOff(Result):
    """What was given up."""

    item: str
    amount: Money


@register
class WriteOff(Operation[WriteOffAsk, Owing, WrittenOff]):
    """Give up what is still open of a charge, as far as one may."""

    name = "billing.write_off"
    needs = Needs(level=V0, standing=staff_only(), authority="write_off", automated=False)
    retention = "ledger_7y"

    def gather(self, ask: WriteOffAsk) -> Owing:
        lock_account(ask.party)
        owing = tuple(queries.open_items(ask.party))
        nothing = OpenItem(ask.item, Money.zero(), Money.zero(), self.today)
        return Owing(next((one for one in owing if one.about == ask.item), nothing), owing)

    def decide(self, ask: WriteOffAsk, facts: Owing) -> Decision:
        word = item_word(ask.item)
        return policy.may_write_off(facts, word, by=self.actor.kind, today=self.today)

    def execute(self, ask: WriteOffAsk, facts: Owing, decision: Decision) -> WrittenOff:
        posting = written_off(facts.item.owed, party=ask.party, about=ask.item)
        source = f"{ask.item}:written_off:{self.act}"
        entry = Entry.of(posting, source=source, on=self.today, memo=ask.reason)
        self.record(f"entry:{entry.number}")
        self.record(ask.item)
        return WrittenOff(item=ask.item, amount=facts.item.owed)

    def verify(self, ask: WriteOffAsk, facts: Owing, result: WrittenOff) -> None:
        left = [item.about for item in queries.open_items(ask.party)]
        ensure(ask.item not in left, "nothing of it is owed any more")
