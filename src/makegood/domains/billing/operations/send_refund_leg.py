"""Send one part of a refund on its way: onto a card, a bank account, a gift card, as a cheque."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.money import Amount, Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.billing import policy, queries
from makegood.domains.billing.models import Payment, Refund, RefundLeg, Tender, TenderAccount
from makegood.domains.billing.operations import Last4, Token, have_sent, send_on
from makegood.domains.billing.putting import last_held
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import REFUNDS_PAYABLE


class SendRefundLegAsk(Ask):
    """Which refund, on which payment, how much, and where it goes when not back to that."""

    refund: Ref[Refund] = Field(description="The refund.", examples=["RF-3001"])
    payment: Ref[Payment] = Field(description="The payment it goes back on.", examples=["P-5003"])
    amount: Amount = Field(description="How much.", examples=["684.90"])
    tender: Tender | None = Field(None, description="Another means.", examples=["store_credit"])
    token: Token | None = Field(None, description="Its token.", examples=["tok_gallagher_9911"])
    last4: Last4 | None = Field(None, description="Its last four digits.", examples=["9911"])
    tender_account: Ref[TenderAccount] | None = Field(
        None, description="The store credit it goes to.", examples=["TA-1001"]
    )
    drawer: str = Field(
        "", max_length=40, description="The drawer that pays it out.", examples=["drawer:CD-1001"]
    )
    payee: str = Field("", max_length=120, description="Who else.", examples=["Estate of T. Gray"])
    reissue_of: Ref[RefundLeg] | None = Field(
        None, description="The failed leg that it replaces.", examples=["RF-3001/1"]
    )


@dataclass(frozen=True, slots=True)
class SendFacts:
    """What is owed to the party in the books before it is sent."""

    party: str
    owed: Money


class LegSent(Result):
    """The leg and where it goes."""

    leg: str
    tender: str
    last4: str
    amount: Money


@register
class SendRefundLeg(Operation[SendRefundLegAsk, SendFacts, LegSent]):
    """Post one part of a refund and have it sent."""

    name = "billing.send_refund_leg"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "ledger_7y"
    only_inside = True

    def gather(self, ask: SendRefundLegAsk) -> SendFacts:
        refund = Refund.objects.filter(number=ask.refund).first()
        if refund is None or not Payment.objects.filter(number=ask.payment).exists():
            raise NotFound("refund", ask.refund)
        return SendFacts(refund.party, -ledger.balance_of(REFUNDS_PAYABLE, party=refund.party))

    def decide(self, ask: SendRefundLegAsk, facts: SendFacts) -> Decision:
        return allow()

    def execute(self, ask: SendRefundLegAsk, facts: SendFacts, decision: Decision) -> LegSent:
        refund = Refund.objects.get(number=ask.refund)
        payment = Payment.objects.select_related("tender_account").get(number=ask.payment)
        other = TenderAccount.objects.filter(number=ask.tender_account or "").first()
        held = other if ask.tender else payment.tender_account
        leg = RefundLeg(
            number=f"{refund.number}/{refund.legs.count() + 1}", refund=refund, payment=payment,
            tender=ask.tender or payment.tender, tender_account=held, made_at=self.now,
            token=(ask.token or "") if ask.tender else payment.token,
            last4=(ask.last4 or "") if ask.tender else payment.last4,
            amount_cents=ask.amount.cents, currency=ask.amount.currency, drawer=ask.drawer,
            payee=ask.payee,
            reissue_of=RefundLeg.objects.filter(number=ask.reissue_of or "").first(),
        )  # fmt: skip
        posting = policy.sent_back(
            tender=leg.tender, amount=leg.amount, party=refund.party, about=refund.about,
            held=held.ref if held else "", drawer=leg.drawer,
        )  # fmt: skip
        source, memo = f"refund:{leg.number}:sent", f"Refund {refund.number}: {refund.reason}"
        leg.entry = Entry.of(posting, source=source, on=self.today, memo=memo)
        if not leg.is_by_provider:
            leg.sent_at = leg.settled_at = self.now
        if leg.is_by_provider:
            leg.held_until = last_held([payment], self.today, is_over=not refund.order)
        leg.save()
        if leg.held_until:
            release, key = {"leg": leg.number}, f"release:{leg.number}"
            self.later("billing.release_refund_leg", release, at=send_on(leg.held_until), key=key)
        elif leg.is_by_provider:
            have_sent(self, leg)
        self.record(f"entry:{leg.entry.number}")
        return LegSent(leg=leg.number, tender=leg.tender, last4=leg.last4, amount=leg.amount)

    def verify(self, ask: SendRefundLegAsk, facts: SendFacts, result: LegSent) -> None:
        still_owed = -ledger.balance_of(REFUNDS_PAYABLE, party=facts.party)
        ensure(still_owed == facts.owed - ask.amount, "the books owe that much less")
        ensure(still_owed.cents >= 0, "nothing is sent that the books do not owe the customer")
        paid = queries.payment(ask.payment)
        ensure(paid is not None and paid.refundable.cents >= 0, "never more than was captured")
