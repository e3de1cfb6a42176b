"""Claim a repair: a dealer tells in a few words what was done, and we work out what it comes to."""

from __future__ import annotations

from datetime import date

from makegood.core.actor import V2
from makegood.core.decision import Decision, needs_info
from makegood.core.money import Money
from makegood.core.operation import Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.dealers import policy, queries
from makegood.domains.dealers.models.telling_repairs import (
    ClaimRepairAsk,
    ToldRepair,
    told_for_several,
    told_repair,
)
from makegood.domains.dealers.operations.submit_claim import SubmitClaim
from makegood.domains.dealers.telling import dlr


class RepairClaimed(Result):
    """The claim, what it claims, what the checks allow, and until when it is decided."""

    claim: str
    state: str
    claimed: Money
    allowed: Money
    decide_by: date


@register
class ClaimRepair(Operation[ClaimRepairAsk, ToldRepair, RepairClaimed]):
    """Claim a repair at flat-rate time, agreed part price and miles driven, told in few words."""

    name = "dealers.claim_repair"
    needs = Needs(level=V2, standing=holder("dealer_claims"), authority=None, automated=True)
    retention = "orders_7y"

    def gather(self, ask: ClaimRepairAsk) -> ToldRepair:
        spoken_for = queries.dealers_for(self.actor.party) if self.actor.party else ()
        numbers = [ask.dealer] if ask.dealer else [one.number for one in spoken_for]
        if not numbers:
            raise NotFound("dealer", self.actor.party or "")
        if len(numbers) > 1:
            return told_for_several(tuple(numbers))
        return told_repair(ask, numbers[0], today=self.today, at=self.now)

    def decide(self, ask: ClaimRepairAsk, facts: ToldRepair) -> Decision:
        if facts.dealers:
            asked = dlr(3, "which_dealer", self.today, dealers=", ".join(facts.dealers))
            return needs_info("dealer", says=[asked], options=facts.dealers)
        if ask.trip and ask.miles is None:
            return needs_info("miles", says=[dlr(10, "ask_miles", self.today)])
        if facts.submission is None:
            told = dlr(7, "which", self.today, ops=", ".join(facts.ops))
            return needs_info("op", says=[told], options=facts.ops)
        claim = facts.submission
        return policy.may_submit(
            claim.repair, claim.checked, other=claim.other, completes=None, answer=""
        )

    def execute(self, ask: ClaimRepairAsk, facts: ToldRepair, decision: Decision) -> RepairClaimed:
        if facts.whole is None:
            raise TypeError("what cannot be claimed yet is not allowed")
        taken = self.run(SubmitClaim, facts.whole)
        self.record(f"dealer_claim:{taken.claim}")
        return RepairClaimed(
            claim=taken.claim, state=taken.state, claimed=taken.claimed, allowed=taken.allowed,
            decide_by=taken.decide_by,
        )  # fmt: skip

    def verify(self, ask: ClaimRepairAsk, facts: ToldRepair, result: RepairClaimed) -> None:
        card = queries.claim_card(result.claim)
        ensure((card.serial, card.claimed) == (ask.serial, result.claimed), "it is on record")
