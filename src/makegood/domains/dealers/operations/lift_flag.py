"""Lift the flag of a dealer: its claims are looked at like those of any other again."""

from __future__ import annotations

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
from makegood.domains.dealers.models.flags import AuditFlag, flag_facts
from makegood.domains.dealers.operations import who_agrees


class LiftFlagAsk(Ask):
    """Which dealer, and what was found."""

    dealer: Ref[Dealer] = Field(description="The dealer.", examples=["DL-41"])
    why: str = Field(
        description="What was found.", min_length=10, max_length=1000,
        examples=["The clock shows the hours that were claimed (AU-1001)."],
    )  # fmt: skip


class FlagLifted(Result):
    """The dealer that is flagged no more."""

    dealer: str


@register
class LiftFlag(Operation[LiftFlagAsk, policy.FlagFacts, FlagLifted]):
    """End the flag of a dealer before its day, with what was found."""

    name = "dealers.lift_flag"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"
    offered_to = staticmethod(who_approves)

    def gather(self, ask: LiftFlagAsk) -> policy.FlagFacts:
        return flag_facts(ask.dealer, self.today)

    def decide(self, ask: LiftFlagAsk, facts: policy.FlagFacts) -> Decision:
        return policy.may_lift_flag(facts, approves=who_agrees(self.actor), today=self.today)

    def execute(self, ask: LiftFlagAsk, facts: policy.FlagFacts, decision: Decision) -> FlagLifted:
        AuditFlag.standing([facts.number], self.today).update(
            lifted_at=self.now, lifted_by=self.actor.name, lifted_why=ask.why
        )
        self.record(f"dealer:{facts.number}")
        return FlagLifted(dealer=facts.number)

    def verify(self, ask: LiftFlagAsk, facts: policy.FlagFacts, result: FlagLifted) -> None:
        ensure(queries.dealer_card(facts.number).flag is None, "the dealer's card shows no flag")
