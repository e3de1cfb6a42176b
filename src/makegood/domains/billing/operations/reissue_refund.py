"""Send a failed part of a refund again: the same way, or another that the customer proved."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from pydantic import Field, ValidationInfo, field_validator

from makegood.core.actor import V0
from makegood.core.decision import Decision, say
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.billing import policy, queries
from makegood.domains.billing.looking import is_looked_at
from makegood.domains.billing.models import Refund, RefundLeg, Tender, TenderAccount
from makegood.domains.billing.operations import (
    Last4,
    Token,
    leg_facts,
    promise_again,
    waits_for_estate,
)
from makegood.domains.billing.operations.send_refund_leg import SendRefundLeg, SendRefundLegAsk
from makegood.domains.billing.policy import LegFacts
from makegood.domains.parties.queries import recent_address_change


class Way(StrEnum):
    """Where the money goes the second time."""

    SAME_TENDER = "same_tender"
    OTHER_CARD = "other_card"
    BANK_ACCOUNT = "bank_account"
    CHEQUE = "cheque"
    STORE_CREDIT = "store_credit"


_TENDERS = {
    Way.OTHER_CARD: Tender.CARD, Way.BANK_ACCOUNT: Tender.ACH, Way.CHEQUE: Tender.CHEQUE,
    Way.STORE_CREDIT: Tender.STORE_CREDIT,
}  # fmt: skip
_BY_TOKEN = frozenset({Way.OTHER_CARD, Way.BANK_ACCOUNT})


class ReissueRefundAsk(Ask):
    """Which failed leg, and where it goes now."""

    leg: Ref[RefundLeg] = Field(description="The leg that failed.", examples=["RF-3001/2"])
    to: Way = Field(description="Where it goes now.", examples=["same_tender"])
    token: Token | None = Field(
        None, validate_default=True, examples=["tok_gallagher_9911"],
        description="The provider's token of another card or bank account; only for these.",
    )  # fmt: skip
    last4: Last4 | None = Field(None, description="Its last four digits.", examples=["9911"])
    customer_agreed: bool | None = Field(None, description="Was it wanted?", examples=[True])

    @field_validator("token")
    @classmethod
    def _token_of_the_other_card(cls, token: str | None, read: ValidationInfo) -> str | None:
        if (token is not None) != (read.data.get("to") in _BY_TOKEN):
            raise ValueError("a token for another card or bank account, and only then")
        return token


class RefundReissued(Result):
    """The leg that takes the failed one's place."""

    leg: str
    reissue_of: str


@register
class ReissueRefund(Operation[ReissueRefundAsk, LegFacts, RefundReissued]):
    """Send again what a bank sent back, and renew the promise to the customer."""

    name = "billing.reissue_refund"
    needs = Needs(level=V0, standing=staff_only(), authority="refund", automated=False)
    retention = "ledger_7y"

    def gather(self, ask: ReissueRefundAsk) -> LegFacts:
        facts, days = leg_facts(ask.leg), policy.clause("ACC-4", self.today).whole("hold_days")
        moved_on = recent_address_change(facts.party, days)
        return replace(facts, moved_on=moved_on, is_looked_at=is_looked_at(facts.order))

    def decide(self, ask: ReissueRefundAsk, facts: LegFacts) -> Decision:
        agreed = ask.customer_agreed
        level = self.actor.level if self.actor.party == facts.party else V0
        return policy.may_reissue(facts, to=ask.to, agreed=agreed, level=level, today=self.today)

    def execute(self, ask: ReissueRefundAsk, facts: LegFacts, decision: Decision) -> RefundReissued:
        sent = self.run(SendRefundLeg, self._again(ask, facts))
        about, seen = f"refund:{facts.refund}", queries.refund(facts.refund)
        if waits_for_estate(Refund.objects.get(number=facts.refund)):
            self.tell(say(policy.clause("ACC-12", self.today), "balance"))
        elif ask.to != Way.STORE_CREDIT:
            promise_again(self, facts)
        elif seen and seen.state == "settled":
            self.keep_promise("refund", about)
        self.record(about)
        return RefundReissued(leg=sent.leg, reissue_of=facts.number)

    def _again(self, ask: ReissueRefundAsk, facts: LegFacts) -> SendRefundLegAsk:
        is_credit = ask.to == Way.STORE_CREDIT
        account = TenderAccount.for_store_credit(facts.party, at=self.now) if is_credit else None
        return SendRefundLegAsk(
            refund=Ref(facts.refund), payment=Ref(facts.payment), amount=facts.amount,
            tender=_TENDERS.get(ask.to), token=ask.token, last4=ask.last4,
            tender_account=Ref(account.number) if account else None,
            reissue_of=Ref(facts.number),
        )  # fmt: skip

    def verify(self, ask: ReissueRefundAsk, facts: LegFacts, result: RefundReissued) -> None:
        failed, again = queries.leg(facts.number), queries.leg(result.leg)
        ensure(failed is not None and failed.state == "reissued", "the failed leg has a successor")
        ensure(again is not None and again.amount == facts.amount, "it goes again in full")
