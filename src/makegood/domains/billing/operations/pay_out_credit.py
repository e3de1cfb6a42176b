"""Pay out store credit: the customer took it instead of money, and wants the money after all."""

from __future__ import annotations

from dataclasses import replace

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.billing import policy, queries
from makegood.domains.billing.models import RefundLeg, Tender, TenderAccount
from makegood.domains.billing.operations import leg_facts, owe_again, promise_again
from makegood.domains.billing.operations.send_refund_leg import (
    LegSent,
    SendRefundLeg,
    SendRefundLegAsk,
)
from makegood.domains.billing.policy import CreditedLeg
from makegood.domains.billing.putting import lock_credited
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import GOODWILL, opposite, store_credit_issued


class PayOutCreditAsk(Ask):
    """Which part of a refund went on store credit."""

    leg: Ref[RefundLeg] = Field(description="The part.", examples=["RF-3001/2"])


class CreditPaidOut(Result):
    """What goes back as money, what was spent before, and what is on the store credit now."""

    leg: str
    money: Money
    spent: Money
    balance: Money


@register
class PayOutCredit(Operation[PayOutCreditAsk, CreditedLeg, CreditPaidOut]):
    """Send what is left of store credit back as money, without what was given on top."""

    name = "billing.pay_out_credit"
    needs = Needs(level=V0, standing=staff_only(), authority="refund", automated=False)
    retention = "ledger_7y"

    def gather(self, ask: PayOutCreditAsk) -> CreditedLeg:
        return lock_credited(leg_facts(ask.leg))

    def decide(self, ask: PayOutCreditAsk, facts: CreditedLeg) -> Decision:
        return policy.may_pay_out(facts, self.today)

    def execute(
        self, ask: PayOutCreditAsk, facts: CreditedLeg, decision: Decision
    ) -> CreditPaidOut:
        leg, money, off = facts.leg, facts.money, decision.figure("bonus")
        spent = leg.amount - money
        owe_again(self, leg, "wanted as money")
        if spent:  # what was bought with it stays paid by it
            self._send(facts, spent, Tender.STORE_CREDIT, follows=True)
        sent = self._send(facts, money, None, follows=not spent)
        if off:
            given = store_credit_issued(
                off, tender=f"tender:{facts.account}", party=leg.party,
                about=leg.about, out_of=GOODWILL,
            )  # fmt: skip
            source, why = f"refund:{leg.number}:bonus_back", "Store credit paid out as money"
            entry = Entry.of(opposite(given), source=source, on=self.today, memo=why)
            self.record(f"entry:{entry.number}")
        promise_again(self, replace(leg, amount=money, tender=sent.tender))
        self.record(f"refund:{leg.refund}")
        held = TenderAccount.objects.get(number=facts.account)
        return CreditPaidOut(leg=sent.leg, money=money, spent=spent, balance=queries.balance(held))

    def _send(
        self, facts: CreditedLeg, amount: Money, tender: Tender | None, *, follows: bool
    ) -> LegSent:
        """Send a part of it; the one that `follows` takes the place of the former part."""
        leg = facts.leg
        ask = SendRefundLegAsk(
            refund=Ref(leg.refund), payment=Ref(leg.payment), amount=amount, tender=tender,
            tender_account=Ref(facts.account) if tender else None,
            reissue_of=Ref(leg.number) if follows else None,
        )  # fmt: skip
        return self.run(SendRefundLeg, ask)

    def verify(self, ask: PayOutCreditAsk, facts: CreditedLeg, result: CreditPaidOut) -> None:
        former, now = queries.leg(facts.leg.number), queries.leg(result.leg)
        ensure(former is not None and former.state == "reissued", "it counts no more as it was")
        ensure(now is not None and now.amount == result.money, "what was told goes back")
        ensure(result.balance == facts.left - facts.unused, "and is on the store credit no more")
