"""Sign a worksheet: the dealer puts its name to what both sides agree on, line by line."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V2, ActorKind
from makegood.core.decision import Decision, refuse
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.core.times_of_day import evening_of
from makegood.domains.dealers import policy, queries
from makegood.domains.dealers.models import DealerClaim
from makegood.domains.dealers.models.signing import lock_worksheet
from makegood.domains.dealers.operations import ensure_signed, put_name
from makegood.domains.dealers.policy import Side, SigningFacts
from makegood.domains.dealers.telling import dlr


class SignWorksheetAsk(Ask):
    """Which claim's worksheet, and the seal of the sheet that was read."""

    claim: Ref[DealerClaim] = Field(description="The claim.", examples=["DCL-2201"])
    seal: str = Field(
        "", description="The seal of the sheet; as it reads now when empty.", max_length=64,
        examples=["khjmnoabgpdfcielkhjmnoabgpdfcielkhjmnoabgpdfcielkhjmnoabgpdfciel"],
    )  # fmt: skip


class WorksheetSigned(Result):
    """The seal of what was signed, and whether both sides have signed it now."""

    claim: str
    seal: str
    is_signed_by_both: bool


@register
class SignWorksheet(Operation[SignWorksheetAsk, SigningFacts, WorksheetSigned]):
    """Sign for the dealer what both sides agree on; with both signatures it is owed."""

    name = "dealers.sign_worksheet"
    needs = Needs(level=V2, standing=holder("dealer_claims"), authority=None, automated=True)
    retention = "ledger_7y"

    def gather(self, ask: SignWorksheetAsk) -> SigningFacts:
        return lock_worksheet(ask.claim, self.today)

    def decide(self, ask: SignWorksheetAsk, facts: SigningFacts) -> Decision:
        if self.actor.kind is ActorKind.STAFF:
            return refuse("not_authorised", says=[dlr(23, "in_person", self.today)])
        return policy.may_sign(facts, Side.DEALER, ask.seal, self.actor.name, self.today)

    def execute(
        self, ask: SignWorksheetAsk, facts: SigningFacts, decision: Decision
    ) -> WorksheetSigned:
        is_both = put_name(self, facts, Side.DEALER)
        if not is_both:
            subject, last = f"dealer_claim:{facts.record.number}", policy.counts_until(self.today)
            self.promise(
                "dealer_signature", subject=subject, party=facts.record.party,
                due=evening_of(last), sentence=dlr(23, "we_sign", self.today, last_day=last),
            )  # fmt: skip
        return WorksheetSigned(
            claim=facts.record.number, seal=facts.seal, is_signed_by_both=is_both
        )

    def verify(self, ask: SignWorksheetAsk, facts: SigningFacts, result: WorksheetSigned) -> None:
        signed = queries.worksheet_of(facts.record.number).signatures
        ensure(
            (Side.DEALER, result.seal) in {(one.side, one.seal) for one in signed},
            "the dealer's name stands on this sheet",
        )
        ensure_signed(facts, is_both=result.is_signed_by_both)
