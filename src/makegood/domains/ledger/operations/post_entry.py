"""Post an entry that no act of the company makes by itself, with a second person's yes."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Amount, sum_of
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.ledger import policy, queries
from makegood.domains.ledger.models import Account, Entry, Period, month_of
from makegood.domains.ledger.policy import ManualFacts
from makegood.domains.ledger.postings import Credit, Debit, Side, entered_by_hand

_DEBIT = {"account": "5950", "side": "debit", "amount": "12.00"}
_CREDIT = {"account": "1010", "side": "credit", "amount": "12.00"}


class LineAsk(Ask):
    """One line of the entry."""

    account: str = Field(pattern=r"^\d{4}$", description="Its account.", examples=["5950"])
    side: Literal["debit", "credit"] = Field(description="Its side.", examples=["debit"])
    amount: Amount = Field(description="How much.", examples=["12.00"])

    @property
    def booked(self) -> Side:
        """The line as it stands in the books."""
        return (Debit if self.side == "debit" else Credit)(self.account, self.amount)


class PostEntryAsk(Ask):
    """The lines, the day and the reason."""

    lines: tuple[LineAsk, ...] = Field(
        description="Its lines; debits and credits come to the same.", min_length=2, max_length=50,
        examples=[[_DEBIT, _CREDIT]],
    )  # fmt: skip
    reason: str = Field(
        min_length=3, max_length=160, examples=["Fee of the bank for the safe in May"],
        description="Why it is posted, for whoever reads the books later.",
    )  # fmt: skip
    on: date | None = Field(
        None, description="The day it is for; today if not told.", examples=["2026-06-12"]
    )
    reference_period: str | None = Field(
        None, pattern=r"^20\d{2}-(0[1-9]|1[0-2])$", examples=["2026-05"],
        description="The closed month that it corrects, if it does.",
    )  # fmt: skip


class EntryPosted(Result):
    """The entry in the books."""

    entry: str


@register
class PostEntry(Operation[PostEntryAsk, ManualFacts, EntryPosted]):
    """Post an entry by hand, never on an account that acts keep, with a second person's yes."""

    name = "ledger.post_entry"
    needs = Needs(level=V0, standing=staff_only(), authority="manual_journal", automated=False)
    retention = "ledger_7y"

    def gather(self, ask: PostEntryAsk) -> ManualFacts:
        named = sorted({line.account for line in ask.lines})
        known = set(Account.objects.filter(code__in=named).values_list("code", flat=True))
        for code in named:
            if code not in known:
                raise NotFound("account", code)
        on, corrects = ask.on or self.today, ask.reference_period
        return ManualFacts(
            debits=sum_of([line.amount for line in ask.lines if line.side == "debit"]),
            credits=sum_of([line.amount for line in ask.lines if line.side == "credit"]),
            kept_by_acts=tuple(code for code in named if code in queries.kept_by_acts()),
            on=on,
            month=month_of(on),
            is_month_open=Period.is_open(on),
            corrects=corrects,
            is_corrected_open=corrects is not None and Period.is_open(_first_day(corrects)),
        )

    def decide(self, ask: PostEntryAsk, facts: ManualFacts) -> Decision:
        return policy.may_post(facts, today=self.today)

    def execute(self, ask: PostEntryAsk, facts: ManualFacts, decision: Decision) -> EntryPosted:
        entry = Entry.of(
            entered_by_hand(*(line.booked for line in ask.lines)),
            source=f"manual:{next_number('MJ')}", on=facts.on, memo=ask.reason,
            reference_period=ask.reference_period or "",
        )  # fmt: skip
        self.record(f"entry:{entry.number}")
        return EntryPosted(entry=entry.number)

    def verify(self, ask: PostEntryAsk, facts: ManualFacts, result: EntryPosted) -> None:
        seen = queries.entry(result.entry)
        ensure(seen is not None and len(seen.lines) == len(ask.lines), "every line was posted")
        ensure(not queries.trial_balance_sum(), "the books balance")
        ensure(not queries.control_differences(), "no subledger was broken")


def _first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")
