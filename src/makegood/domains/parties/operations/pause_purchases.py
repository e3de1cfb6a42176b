"""Pause what a customer buys: they ask to be kept from buying, and we sell them nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pydantic import Field, field_validator

from makegood.core import clock
from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import Rights, holder
from makegood.domains.parties.models import Party, PurchasePause
from makegood.domains.parties.policy import may_pause, pause_end, pause_lengths
from makegood.domains.parties.queries import may_contact, own_rights, sells_nothing_until


class PausePurchasesAsk(Ask):
    """For how long, and the words in which it was asked for."""

    months: str = Field(
        description="For how many months.", examples=["3"], max_length=3,
        json_schema_extra=lambda described: described.update(enum=[*pause_lengths(clock.today())]),
    )  # fmt: skip
    wording: str = Field(
        description="The words in which it was asked for.",
        examples=["please sell me no more gift cards"],
        min_length=1, max_length=400,
    )  # fmt: skip

    @field_validator("months")
    @classmethod
    def _is_offered(cls, months: str) -> str:
        offered = pause_lengths(clock.today())
        if months not in offered:
            raise ValueError(f"one of {', '.join(offered)}")
        return months


class PurchasesPaused(Result):
    """The last day of the pause."""

    until: date


@dataclass(frozen=True, slots=True)
class PauseFacts:
    """Who speaks for the accounts, and the pause that runs already."""

    rights: Rights
    running_until: date | None


@register
class PausePurchases(Operation[PausePurchasesAsk, PauseFacts, PurchasesPaused]):
    """Sell a customer nothing for a time, because they ask us to keep them from buying."""

    name = "parties.pause_purchases"
    needs = Needs(level=V2, standing=holder("account"), authority=None, automated=True)
    retention = "consent_5y"

    def gather(self, ask: PausePurchasesAsk) -> PauseFacts:
        party = self.actor.party or ""
        return PauseFacts(own_rights(party), sells_nothing_until(party))

    def decide(self, ask: PausePurchasesAsk, facts: PauseFacts) -> Decision:
        return may_pause(int(ask.months), running_until=facts.running_until, today=self.today)

    def execute(
        self, ask: PausePurchasesAsk, facts: PauseFacts, decision: Decision
    ) -> PurchasesPaused:
        party = Party.objects.get(number=self.actor.party)
        until = pause_end(self.today, int(ask.months))
        PurchasePause.objects.create(
            party=party, wording=ask.wording, at=self.now, until=until,
            captured_how=f"{self.actor.channel}:{self.actor.conversation or self.act}",
        )  # fmt: skip
        self.record(f"party:{party.number}")
        return PurchasesPaused(until=until)

    def verify(self, ask: PausePurchasesAsk, facts: PauseFacts, result: PurchasesPaused) -> None:
        party = self.actor.party or ""
        ensure(sells_nothing_until(party) == result.until, "nothing is sold to them until then")
        ensure(not may_contact(party, "email", "marketing"), "nothing is advertised to them")
