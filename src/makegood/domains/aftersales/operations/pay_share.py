"""Pay the share of a price that a long warranty credits, once the fault was found."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import Repair, share_facts
from makegood.domains.aftersales.operations import letter_about
from makegood.domains.aftersales.policy import ShareFacts
from makegood.domains.billing import queries as billing
from makegood.domains.billing.operations.refund_tenders import RefundTenders, RefundTendersAsk
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import price_shared_by_warranty


class PayShareAsk(Ask):
    """Which repair found the fault whose part is paid by share."""

    repair: Ref[Repair] = Field(description="The repair.", examples=["RP-1001"])


class SharePaid(Result):
    """The repair, the share, and the refund by which it goes back."""

    repair: str
    amount: Money
    refund: str


@register
class PayShare(Operation[PayShareAsk, ShareFacts, SharePaid]):
    """Pay what a warranty by share credits, out of the reserve, the way the piece was paid."""

    name = "aftersales.pay_share"
    needs = Needs(level=V0, standing=staff_only(), authority="refund", automated=False)
    retention = "ledger_7y"

    def gather(self, ask: PayShareAsk) -> ShareFacts:
        return share_facts(ask.repair)

    def decide(self, ask: PayShareAsk, facts: ShareFacts) -> Decision:
        return policy.may_pay_share(facts, today=self.today)

    def execute(self, ask: PayShareAsk, facts: ShareFacts, decision: Decision) -> SharePaid:
        subject, amount = f"repair:{facts.number}", decision.figure("warranty_credit")
        posting = price_shared_by_warranty(amount, party=facts.party, about=f"order:{facts.order}")
        why = f"Warranty by share, repair {facts.number}"
        entry = Entry.of(posting, source=f"{subject}:share", on=self.today, memo=why)
        back = RefundTendersAsk(order=facts.order, amount=amount, source=subject, reason=why)
        refund = self.run(RefundTenders, back).refund
        Repair.objects.filter(number=facts.number).update(credit_paid_at=self.now)
        notice = letter_about(
            subject, facts.party, "repair_recorded", decision.says, number=facts.number
        )
        self.run(SendNotice, notice)
        for record in (subject, f"entry:{entry.number}"):
            self.record(record)
        return SharePaid(repair=facts.number, amount=amount, refund=refund)

    def verify(self, ask: PayShareAsk, facts: ShareFacts, result: SharePaid) -> None:
        paid = [one.total for one in billing.refunds_from(f"repair:{ask.repair}")]
        ensure(paid == [result.amount], "it is paid once")
        ensure(queries.repair_card(ask.repair).credit == result.amount, "and is what was credited")
