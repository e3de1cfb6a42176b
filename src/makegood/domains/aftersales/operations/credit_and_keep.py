"""Credit goods that stay: a part of the price for damage, or all of it when they cost little."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.money import Money, sum_of
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import (
    Allowance,
    ReturnReason,
    lock_line_to_keep,
    open_on,
)
from makegood.domains.aftersales.operations import letter_about
from makegood.domains.aftersales.policy import KeepFacts
from makegood.domains.billing import queries as billing
from makegood.domains.billing.operations.refund_tenders import RefundTenders, RefundTendersAsk
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.domains.ledger import postings
from makegood.domains.ledger.models import Entry
from makegood.domains.ordering.models import OrderLine
from makegood.domains.ordering.operations.open_freight_claim import claim_damage


class CreditAndKeepAsk(Ask):
    """Which goods stay, what is wrong with them, and what shows it."""

    line: Ref[OrderLine] = Field(description="The order line.", examples=["O-1041/1"])
    quantity: int = Field(1, description="How many pieces.", examples=[1], ge=1, le=10_000)
    reason: ReturnReason = Field(
        ReturnReason.DAMAGED_IN_TRANSIT, description="What is wrong with them.",
        examples=["damaged_in_transit"],
    )  # fmt: skip
    evidence: str = Field(
        "", description="What shows it: a photo that was filed, or who saw it.",
        examples=["DC-1007"], max_length=400,
    )  # fmt: skip


class CreditedAndKept(Result):
    """The allowance, and what comes back with its tax."""

    allowance: str
    goods: Money
    tax: Money
    refund: Money


@register
class CreditAndKeep(Operation[CreditAndKeepAsk, KeepFacts, CreditedAndKept]):
    """Give money back for goods with a fault of ours that the customer keeps."""

    name = "aftersales.credit_and_keep"
    needs = Needs(level=V2, standing=holder("returns"), authority="refund", automated=True)
    retention = "orders_7y"

    def gather(self, ask: CreditAndKeepAsk) -> KeepFacts:
        return lock_line_to_keep(
            ask.line, quantity=ask.quantity, reason=ask.reason, language=self.language,
            today=self.today,
        )  # fmt: skip

    def decide(self, ask: CreditAndKeepAsk, facts: KeepFacts) -> Decision:
        return policy.may_keep(
            facts, quantity=ask.quantity, reason=ask.reason, evidence=ask.evidence, today=self.today
        )

    def execute(
        self, ask: CreditAndKeepAsk, facts: KeepFacts, decision: Decision
    ) -> CreditedAndKept:
        number, back = next_number("AL"), facts.back
        goods, tax = facts.credit
        subject, owed = f"allowance:{number}", open_on(back.order, back.party, goods + tax)
        Allowance.objects.create(
            number=number, line=OrderLine.objects.get(number=ask.line), party=back.party,
            account=back.account, quantity=ask.quantity, reason=ask.reason,
            evidence=ask.evidence or facts.seen, is_whole=facts.is_whole,
            currency=goods.currency, goods_cents=goods.cents, tax_cents=tax.cents,
            granted_at=self.now, granted_by=self.actor.name,
        )  # fmt: skip
        posting = postings.goods_credited(
            goods=goods, tax=tax, party=back.party, about=f"order:{back.order}", receivable=owed
        )
        entry = Entry.of(posting, source=f"{subject}:credit", on=self.today, memo=number)
        self.record(f"entry:{entry.number}")
        if goods + tax != owed:
            paid = RefundTendersAsk(
                order=back.order, amount=goods + tax - owed, source=subject, reason=number
            )
            self.run(RefundTenders, paid)
        if ask.reason is ReturnReason.DAMAGED_IN_TRANSIT:
            claim_damage(self, ask.line, ask.quantity, facts.seen or ask.evidence)
        notice = letter_about(
            subject, back.party, "credited_and_kept", decision.says, number=number, item=back.item
        )
        self.run(SendNotice, notice)
        self.record(subject)
        return CreditedAndKept(allowance=number, goods=goods, tax=tax, refund=goods + tax)

    def verify(self, ask: CreditAndKeepAsk, facts: KeepFacts, result: CreditedAndKept) -> None:
        card = queries.allowance_card(result.allowance)
        ensure(card.goods + card.tax == result.refund, "it is on record as it was told")
        paid = sum_of([one.total for one in billing.refunds_from(f"allowance:{card.number}")])
        ensure(paid <= result.refund, "and no more goes back")
