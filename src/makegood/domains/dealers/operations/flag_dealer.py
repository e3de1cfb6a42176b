"""Flag a dealer for audit: each new claim is looked at by a person for a while, with reasons."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result, who_approves
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.dealers import policy, queries
from makegood.domains.dealers.models import Dealer
from makegood.domains.dealers.models.flags import AuditFlag, FlagReason, flag_facts
from makegood.domains.dealers.operations import who_agrees


class FlagDealerAsk(Ask):
    """Which dealer, what is worth a look, and until when."""

    dealer: Ref[Dealer] = Field(description="The dealer.", examples=["DL-41"])
    reasons: tuple[FlagReason, ...] = Field(
        description="What is worth a look.", examples=[["round_hours"]], min_length=1, max_length=9
    )
    why: str = Field(
        description="Why, in writing, with the claims that show it.", min_length=10,
        max_length=1000, examples=["Six of eight claims of May ask for whole hours (DCL-2203)."],
    )  # fmt: skip
    until: date | None = Field(
        None, description="The last day; as long as may be when empty.", examples=["2026-09-30"]
    )


class DealerFlagged(Result):
    """The dealer, and until when it is flagged."""

    dealer: str
    until: date


@register
class FlagDealer(Operation[FlagDealerAsk, policy.FlagFacts, DealerFlagged]):
    """Have a person look at each new claim of a dealer for a while; none is decided by it."""

    name = "dealers.flag_dealer"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"
    offered_to = staticmethod(who_approves)

    def gather(self, ask: FlagDealerAsk) -> policy.FlagFacts:
        return flag_facts(ask.dealer, self.today)

    def decide(self, ask: FlagDealerAsk, facts: policy.FlagFacts) -> Decision:
        return policy.may_flag(facts, ask.until, approves=who_agrees(self.actor), today=self.today)

    def execute(
        self, ask: FlagDealerAsk, facts: policy.FlagFacts, decision: Decision
    ) -> DealerFlagged:
        row = AuditFlag.objects.create(
            dealer=Dealer.objects.get(number=facts.number), reasons=list(ask.reasons), why=ask.why,
            until=ask.until or policy.last_day_of_flag(self.today), flagged_at=self.now,
            flagged_by=self.actor.name,
        )  # fmt: skip
        self.record(f"dealer:{facts.number}")
        return DealerFlagged(dealer=facts.number, until=row.until)

    def verify(self, ask: FlagDealerAsk, facts: policy.FlagFacts, result: DealerFlagged) -> None:
        flag = queries.dealer_card(facts.number).flag
        ensure(flag is not None and flag.until == result.until, "the dealer's card shows the flag")
