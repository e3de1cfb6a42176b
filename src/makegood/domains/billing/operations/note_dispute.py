"""Note what of an order's charge a customer disputes, or that nothing of it is disputed now."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow, refuse, say
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.billing import policy, queries
from makegood.domains.billing.models import DisputedCharge
from makegood.domains.billing.operations import OrderNumber, PartyNumber
from makegood.domains.billing.printing import item_word
from makegood.domains.billing.putting import lock_account


class NoteDisputeAsk(Ask):
    """Who disputes how much of which order's charge, and why."""

    party: PartyNumber = Field(description="Who disputes it.", examples=["C-6"])
    order: OrderNumber = Field(description="The order that was charged.", examples=["O-1043"])
    amount: Money = Field(
        description="How much of it is disputed now; 0 when the dispute is over.",
        examples=["60.00"],
    )
    reason: str = Field(max_length=200, description="Why.", examples=["Billed twice"])


@dataclass(frozen=True, slots=True)
class ChargeFacts:
    """What is owed for the order, and what of it is disputed already."""

    about: str
    owed: Money
    disputed: Money


class DisputeNoted(Result):
    """What of the order's charge is disputed now."""

    order: str
    disputed: Money


@register
class NoteDispute(Operation[NoteDisputeAsk, ChargeFacts, DisputeNoted]):
    """Keep payments away from what a customer disputes, until that is settled."""

    name = "billing.note_dispute"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: NoteDisputeAsk) -> ChargeFacts:
        lock_account(ask.party)
        about, none = f"order:{ask.order}", Money.zero(ask.amount.currency)
        item = next((one for one in queries.open_items(ask.party) if one.about == about), None)
        return ChargeFacts(about, item.owed if item else none, item.disputed if item else none)

    def decide(self, ask: NoteDisputeAsk, facts: ChargeFacts) -> Decision:
        rule, item = policy.clause("PMT-5", self.today), item_word(facts.about)
        if not ask.amount and not facts.disputed:
            told = say(facts.about, "billing.nothing_disputed")
            return refuse("policy_denied", clause=rule, says=[told])
        if not Money.zero(ask.amount.currency) <= ask.amount <= facts.owed:
            told = say(facts.about, "billing.more_than_owed", owed=facts.owed)
            return refuse("policy_denied", clause=rule, says=[told])
        if not ask.amount:
            return allow(says=[say(rule, "ended", item=item)])
        return allow(says=[say(rule, "noted", amount=ask.amount, item=item), say(rule)])

    def execute(self, ask: NoteDisputeAsk, facts: ChargeFacts, decision: Decision) -> DisputeNoted:
        standing = DisputedCharge.objects.filter(about=facts.about, ended_at=None)
        standing.update(ended_at=self.now, ended_by=self.actor.name)
        if ask.amount:
            DisputedCharge.objects.create(
                about=facts.about, party=ask.party, amount_cents=ask.amount.cents,
                currency=ask.amount.currency, reason=ask.reason, noted_at=self.now,
                noted_by=self.actor.name,
            )  # fmt: skip
        self.record(facts.about)
        return DisputeNoted(order=ask.order, disputed=ask.amount)

    def verify(self, ask: NoteDisputeAsk, facts: ChargeFacts, result: DisputeNoted) -> None:
        now = {one.about: one.amount for one in queries.disputes_of(ask.party)}
        none = Money.zero(ask.amount.currency)
        ensure(now.get(facts.about, none) == ask.amount, "just that much is disputed")
