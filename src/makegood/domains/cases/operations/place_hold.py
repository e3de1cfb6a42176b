"""Place a hold: as long as a dispute or the law wants it, nothing of a person is erased."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result, who_approves
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.cases import policy
from makegood.domains.cases.models import LegalHold
from makegood.domains.cases.policy import HoldFacts
from makegood.domains.cases.queries import holds_on
from makegood.domains.cases.requesting import lock_records
from makegood.domains.parties.models import Party
from makegood.domains.parties.queries import party_card


class PlaceHoldAsk(Ask):
    """Whose records are held, and why."""

    party: Ref[Party] = Field(description="Whose records.", examples=["C-6"])
    reason: str = Field(
        min_length=1, max_length=400, description="Why nothing may be erased.",
        examples=["The carrier's claim about O-1041 is before the court."],
    )  # fmt: skip


class HoldPlaced(Result):
    """The hold that stands now."""

    hold: str


@register
class PlaceHold(Operation[PlaceHoldAsk, HoldFacts, HoldPlaced]):
    """Keep a person's records from being erased, for a reason."""

    name = "cases.place_hold"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "customer_7y"
    offered_to = staticmethod(who_approves)

    def gather(self, ask: PlaceHoldAsk) -> HoldFacts:
        lock_records(ask.party)
        return HoldFacts(party_card(ask.party).number)

    def decide(self, ask: PlaceHoldAsk, facts: HoldFacts) -> Decision:
        return policy.may_hold(facts, self.actor, self.today)

    def execute(self, ask: PlaceHoldAsk, facts: HoldFacts, decision: Decision) -> HoldPlaced:
        row = LegalHold.objects.create(
            number=next_number("LH"), party=facts.party, reason=ask.reason, placed_at=self.now,
            placed_by=self.actor.name,
        )  # fmt: skip
        self.record(f"legal_hold:{row.number}")
        return HoldPlaced(hold=row.number)

    def verify(self, ask: PlaceHoldAsk, facts: HoldFacts, result: HoldPlaced) -> None:
        standing = {one.number for one in holds_on(facts.party)}
        ensure(result.hold in standing, "the hold stands")
