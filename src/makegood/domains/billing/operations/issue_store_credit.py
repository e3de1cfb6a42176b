"""Give a customer store credit, for what is owed and was wanted so, or as a bonus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.money import Amount, Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.billing import queries
from makegood.domains.billing.models import GivenCredit, TenderAccount
from makegood.domains.billing.operations import PartyNumber, Source
from makegood.domains.billing.policy import clause, ends_on
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import REFUNDS_PAYABLE, store_credit_issued


class IssueStoreCreditAsk(Ask):
    """To whom, how much, for which record, and out of what."""

    party: PartyNumber = Field(description="Whose credit it is.", examples=["C-6"])
    amount: Amount = Field(description="How much.", examples=["25.00"])
    source: Source = Field(description="What it is for.", examples=["case:CS-1001:credit"])
    out_of: Literal["2310", "5200"] = Field(
        "2310", description="What is owed (2310), or a bonus (5200).", examples=["5200"]
    )
    ends: bool = Field(
        False,
        description="Given for nothing, so that it can be spent until a day (REF-17).",
        examples=[True],
    )
    reason: str = Field(max_length=160, description="Why, in words.", examples=["Goodwill"])


@dataclass(frozen=True, slots=True)
class CreditFacts:
    """What the party holds already, and what it is owed."""

    held: Money
    owed: Money


class StoreCreditIssued(Result):
    """The store credit and what is on it now."""

    account: str
    balance: Money


@register
class IssueStoreCredit(Operation[IssueStoreCreditAsk, CreditFacts, StoreCreditIssued]):
    """Put money on a customer's store credit; never where the customer wants money instead."""

    name = "billing.issue_store_credit"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "ledger_7y"
    only_inside = True

    def gather(self, ask: IssueStoreCreditAsk) -> CreditFacts:
        owed = -ledger.balance_of(REFUNDS_PAYABLE, party=ask.party)
        return CreditFacts(queries.stored_value(ask.party), owed)

    def decide(self, ask: IssueStoreCreditAsk, facts: CreditFacts) -> Decision:
        return allow(clauses=[clause("REF-6", self.today)])

    def execute(
        self, ask: IssueStoreCreditAsk, facts: CreditFacts, decision: Decision
    ) -> StoreCreditIssued:
        held = TenderAccount.for_store_credit(ask.party, at=self.now)
        posting = store_credit_issued(
            ask.amount, tender=held.ref, party=ask.party, about=ask.source, out_of=ask.out_of
        )
        entry = Entry.of(posting, source=ask.source, on=self.today, memo=ask.reason)
        if ask.ends:
            last_day = ends_on(self.today)
            GivenCredit.keep(held, entry, ask.amount, at=self.now, ends_on=last_day)
        self.record(held.ref)
        self.record(f"entry:{entry.number}")
        return StoreCreditIssued(account=held.number, balance=queries.balance(held))

    def verify(
        self, ask: IssueStoreCreditAsk, facts: CreditFacts, result: StoreCreditIssued
    ) -> None:
        ensure(queries.stored_value(ask.party) == facts.held + ask.amount, "it holds that much")
        owed = -ledger.balance_of(REFUNDS_PAYABLE, party=ask.party)
        spent = ask.amount if ask.out_of == REFUNDS_PAYABLE else Money.zero()
        ensure(owed == facts.owed - spent, "what was owed is paid by it")
        ensure(not spent or owed.cents >= 0, "no more is paid so than was owed")
