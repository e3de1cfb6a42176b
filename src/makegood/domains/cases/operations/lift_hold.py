"""Lift a hold: what kept a person's records from being erased is over."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result, who_approves
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.cases import policy
from makegood.domains.cases.models import LegalHold
from makegood.domains.cases.policy import HoldFacts
from makegood.domains.cases.queries import holds_on


class LiftHoldAsk(Ask):
    """Which hold, and why it is over."""

    hold: Ref[LegalHold] = Field(description="The hold.", examples=["LH-1001"])
    reason: str = Field(
        min_length=1, max_length=400, description="Why it is over.",
        examples=["The court closed the claim."],
    )  # fmt: skip


class HoldLifted(Result):
    """The hold that stood, and whether others still stand on the same person."""

    hold: str
    others: tuple[str, ...]


@register
class LiftHold(Operation[LiftHoldAsk, HoldFacts, HoldLifted]):
    """End a legal hold; that it stood, and why, is kept."""

    name = "cases.lift_hold"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "customer_7y"
    offered_to = staticmethod(who_approves)

    def gather(self, ask: LiftHoldAsk) -> HoldFacts:
        row = LegalHold.objects.select_for_update().filter(number=ask.hold).first()
        if row is None:
            raise NotFound("legal_hold", ask.hold)
        return HoldFacts(row.party, is_lifted=row.lifted_at is not None)

    def decide(self, ask: LiftHoldAsk, facts: HoldFacts) -> Decision:
        return policy.may_hold(facts, self.actor, self.today)

    def execute(self, ask: LiftHoldAsk, facts: HoldFacts, decision: Decision) -> HoldLifted:
        row = LegalHold.objects.get(number=ask.hold)
        row.lifted_at, row.lifted_by, row.lift_reason = self.now, self.actor.name, ask.reason
        row.save()
        self.record(f"legal_hold:{row.number}")
        others = tuple(one.number for one in holds_on(facts.party))
        return HoldLifted(hold=row.number, others=others)

    def verify(self, ask: LiftHoldAsk, facts: HoldFacts, result: HoldLifted) -> None:
        standing = {one.number for one in holds_on(facts.party)}
        ensure(ask.hold not in standing, "the hold stands no more")
