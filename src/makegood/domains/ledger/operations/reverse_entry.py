"""Take an entry back with an entry that says the opposite; nothing is ever changed."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.ledger import policy, queries
from makegood.domains.ledger.models import Entry, Period, month_of
from makegood.domains.ledger.policy import EntryFacts


class ReverseEntryAsk(Ask):
    """Which entry is wrong, and why."""

    entry: Ref[Entry] = Field(description="The entry that is taken back.", examples=["JE-1001"])
    reason: str = Field(
        min_length=3,
        max_length=160,
        description="Why it is taken back, for whoever reads the books later.",
        examples=["Posted to the wrong customer"],
    )


class EntryReversed(Result):
    """The entry that takes the other back."""

    entry: str
    reversal_of: str
    reference_period: str


@register
class ReverseEntry(Operation[ReverseEntryAsk, EntryFacts, EntryReversed]):
    """Take back an entry of the books by posting its opposite, with a second person's yes."""

    name = "ledger.reverse_entry"
    needs = Needs(level=V0, standing=staff_only(), authority="manual_journal", automated=False)
    retention = "ledger_7y"

    def gather(self, ask: ReverseEntryAsk) -> EntryFacts:
        row = Entry.objects.select_for_update().filter(number=ask.entry).first()
        seen = queries.entry(ask.entry)
        if row is None or seen is None:
            raise NotFound("entry", ask.entry)
        amounts = [line.amount for line in seen.lines if line.amount.cents > 0]
        return EntryFacts(
            number=row.number,
            month=month_of(row.on),
            is_month_open=Period.is_open(row.on),
            turnover=sum(amounts[1:], amounts[0]),
            reversal_of=seen.reversal_of,
            reversed_by=seen.reversed_by,
        )

    def decide(self, ask: ReverseEntryAsk, facts: EntryFacts) -> Decision:
        return policy.may_reverse(facts)

    def execute(self, ask: ReverseEntryAsk, facts: EntryFacts, decision: Decision) -> EntryReversed:
        wrong = Entry.objects.get(number=facts.number)
        reversal = wrong.reverse(
            on=self.today,
            source=f"reversal:{wrong.number}",
            memo=f"Takes back {wrong.number}: {ask.reason}",
        )
        self.record(f"entry:{reversal.number}")
        return EntryReversed(
            entry=reversal.number,
            reversal_of=wrong.number,
            reference_period=reversal.reference_period,
        )

    def verify(self, ask: ReverseEntryAsk, facts: EntryFacts, result: EntryReversed) -> None:
        wrong, reversal = queries.entry(facts.number), queries.entry(result.entry)
        ensure(wrong is not None and reversal is not None, "both entries stand in the books")
        if wrong and reversal:
            left = [line.amount.cents for line in (*wrong.lines, *reversal.lines)]
            ensure(sum(left) == 0 and len(left) == 2 * len(wrong.lines), "the opposite was posted")
        ensure(not queries.trial_balance_sum(), "the books balance")
