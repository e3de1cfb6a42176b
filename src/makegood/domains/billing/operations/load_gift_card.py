"""Load a gift card: it is sold at the till, or topped up, and the company owes what is on it."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow, say
from makegood.core.money import Amount, Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.billing import policy, queries
from makegood.domains.billing.models import Tender, TenderAccount
from makegood.domains.billing.operations import Token
from makegood.domains.billing.putting import drawer_of
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.models import Entry


class LoadGiftCardAsk(Ask):
    """Which card and how much."""

    code: Token = Field(description="The card's code.", examples=["GC-7J4Q-26MX"])
    amount: Amount = Field(description="How much goes on it.", examples=["100.00"])
    reason: str = Field(max_length=120, description="Why.", examples=["Sold at the till"])


@dataclass(frozen=True, slots=True)
class GiftCardFacts:
    """The card, when it exists, with what is on it and how often it was loaded."""

    number: str | None
    balance: Money
    times_loaded: int


class GiftCardLoaded(Result):
    """The card's number (never its code) and what is on it now."""

    tender: str
    balance: Money


@register
class LoadGiftCard(Operation[LoadGiftCardAsk, GiftCardFacts, GiftCardLoaded]):
    """Put money on a gift card, opening it when it is new; the till says so, not a person."""

    name = "billing.load_gift_card"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "ledger_7y"
    secrets = frozenset({"code"})

    def gather(self, ask: LoadGiftCardAsk) -> GiftCardFacts:
        found = queries.tender_account(ask.code)
        if found and found.kind != Tender.GIFT:
            raise NotFound("gift_card", "")
        if found is None:
            return GiftCardFacts(None, Money.zero(), 0)
        held = TenderAccount.objects.select_for_update().get(pk=found.pk)
        loaded = len(ledger.entries_of(f"{held.ref}:load"))
        return GiftCardFacts(held.number, queries.balance(held), loaded)

    def decide(self, ask: LoadGiftCardAsk, facts: GiftCardFacts) -> Decision:
        return allow(says=[say("rule:J17", "billing.loads", amount=ask.amount)])

    def execute(
        self, ask: LoadGiftCardAsk, facts: GiftCardFacts, decision: Decision
    ) -> GiftCardLoaded:
        held = queries.tender_account(ask.code)
        held = held or TenderAccount.open(Tender.GIFT, at=self.now, code=ask.code)
        posting = policy.loaded(ask.amount, held=held.ref, drawer=drawer_of(self))
        source = f"{held.ref}:load:{facts.times_loaded + 1}"
        entry = Entry.of(posting, source=source, on=self.today, memo=ask.reason)
        self.record(held.ref)
        self.record(f"entry:{entry.number}")
        return GiftCardLoaded(tender=held.number, balance=queries.balance(held))

    def verify(self, ask: LoadGiftCardAsk, facts: GiftCardFacts, result: GiftCardLoaded) -> None:
        on_it = -ledger.balance_of("2300", about=f"tender:{result.tender}")
        ensure(on_it == facts.balance + ask.amount, "the card holds that much more")
