"""Note what of an order's charge a customer disputes, or that nothing of it is disputed now."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, say
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.core.times_of_day import end_of_office
from makegood.domains.billing import policy, queries
from makegood.domains.billing.models import DisputedCharge
from makegood.domains.billing.operations import OrderNumber, PartyNumber
from makegood.domains.billing.policy import ChargeFacts
from makegood.domains.billing.printing import item_word
from makegood.domains.billing.putting import lock_account
from makegood.domains.conversations.operations.send_notice import SendNotice, SendNoticeAsk

CONFIRMED, ANSWERED = "dispute_confirmed", "dispute_answered"


class NoteDisputeAsk(Ask):
    """Who disputes how much of which order's charge, and why."""

    party: PartyNumber = Field(description="Who disputes it.", examples=["C-6"])
    order: OrderNumber = Field(description="The order that was charged.", examples=["O-1043"])
    amount: Money = Field(
        description="How much of it is disputed now; 0 when the dispute is over.",
        examples=["60.00"],
    )
    reason: str = Field(
        max_length=200, description="Why; or what was found, when the dispute is over.",
        examples=["Billed twice"],
    )  # fmt: skip


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
        disputes = {one.about: one.amount for one in queries.disputes_of(ask.party)}
        return ChargeFacts(
            about, item.owed if item else none, disputes.get(about, none),
            item.due_on if item else self.today,
        )  # fmt: skip

    def decide(self, ask: NoteDisputeAsk, facts: ChargeFacts) -> Decision:
        item = item_word(facts.about)
        return policy.may_dispute(facts, ask.amount, item=item, reason=ask.reason, today=self.today)

    def execute(self, ask: NoteDisputeAsk, facts: ChargeFacts, decision: Decision) -> DisputeNoted:
        standing = DisputedCharge.objects.filter(about=facts.about, ended_at=None)
        standing.update(ended_at=self.now, ended_by=self.actor.name)
        if ask.amount:
            DisputedCharge.objects.create(
                about=facts.about, party=ask.party, amount_cents=ask.amount.cents,
                currency=ask.amount.currency, reason=ask.reason, noted_at=self.now,
                noted_by=self.actor.name,
            )  # fmt: skip
        if policy.is_in_time(facts, self.today):
            self._promise(ask.party, facts.about)
        if not (ask.amount and facts.disputed):
            self._write(ask, facts.about, decision)
        self.record(facts.about)
        return DisputeNoted(order=ask.order, disputed=ask.amount)

    def _promise(self, party: str, about: str) -> None:
        rule, days = policy.clause("PMT-14", self.today), policy.days_of(self.today)
        kinds = (CONFIRMED, "confirm_by"), (ANSWERED, "answer_by")
        for (kind, words), day in zip(kinds, days, strict=True):
            told = say(rule, words, item=item_word(about), due=day)
            self.promise(kind, subject=about, party=party, due=end_of_office(day), sentence=told)

    def _write(self, ask: NoteDisputeAsk, about: str, decision: Decision) -> None:
        """Confirm that it is disputed, or answer; what is written so need not be promised."""
        kind, notice = (CONFIRMED, "dispute_noted") if ask.amount else (ANSWERED, ANSWERED)
        letter = SendNoticeAsk.about(
            about, to=ask.party, notice=notice, says=decision.says, order=ask.order
        )
        if self.run(SendNotice, letter).sent:
            self.keep_promise(kind, about)

    def verify(self, ask: NoteDisputeAsk, facts: ChargeFacts, result: DisputeNoted) -> None:
        now = {one.about: one.amount for one in queries.disputes_of(ask.party)}
        none = Money.zero(ask.amount.currency)
        ensure(now.get(facts.about, none) == ask.amount, "just that much is disputed")
