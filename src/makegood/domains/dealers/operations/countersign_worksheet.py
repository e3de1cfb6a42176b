"""Countersign a worksheet: the company puts its name to what it offered and the dealer accepted."""

from __future__ import annotations

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Needs, Operation
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.dealers import policy, queries
from makegood.domains.dealers.models.signing import lock_worksheet
from makegood.domains.dealers.operations import ensure_signed, put_name
from makegood.domains.dealers.operations.sign_worksheet import SignWorksheetAsk, WorksheetSigned
from makegood.domains.dealers.policy import Side, SigningFacts


class CountersignWorksheetAsk(SignWorksheetAsk):
    """Which claim's worksheet, and the seal of the sheet that was read."""


@register
class CountersignWorksheet(Operation[CountersignWorksheetAsk, SigningFacts, WorksheetSigned]):
    """Sign for the company; above an amount never whoever made the offer."""

    name = "dealers.countersign_worksheet"
    needs = Needs(level=V0, standing=staff_only(), authority="dealer_claim", automated=False)
    retention = "ledger_7y"

    def gather(self, ask: CountersignWorksheetAsk) -> SigningFacts:
        return lock_worksheet(ask.claim, self.today)

    def decide(self, ask: CountersignWorksheetAsk, facts: SigningFacts) -> Decision:
        return policy.may_sign(facts, Side.COMPANY, ask.seal, self.actor.name, self.today)

    def execute(
        self, ask: CountersignWorksheetAsk, facts: SigningFacts, decision: Decision
    ) -> WorksheetSigned:
        self.keep_promise("dealer_signature", f"dealer_claim:{facts.record.number}")
        is_both = put_name(self, facts, Side.COMPANY)
        return WorksheetSigned(
            claim=facts.record.number, seal=facts.seal, is_signed_by_both=is_both
        )

    def verify(
        self, ask: CountersignWorksheetAsk, facts: SigningFacts, result: WorksheetSigned
    ) -> None:
        signed = queries.worksheet_of(facts.record.number).signatures
        ensure(
            (Side.COMPANY, result.seal) in {(one.side, one.seal) for one in signed},
            "our name stands on this sheet",
        )
        ensure_signed(facts, is_both=result.is_signed_by_both)
