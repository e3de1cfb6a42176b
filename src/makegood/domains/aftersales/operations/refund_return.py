"""Refund a return: the money goes back the way it was paid, once."""

from __future__ import annotations

from datetime import date

from makegood.core.actor import V0
from makegood.core.decision import Decision, Statement, say
from makegood.core.money import Money, sum_of
from makegood.core.operation import Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.aftersales import policy, queries, telling
from makegood.domains.aftersales.models import lock_return
from makegood.domains.aftersales.operations import letter
from makegood.domains.aftersales.operations.issue_credit import PayReturnAsk, credited, settled
from makegood.domains.billing import queries as billing
from makegood.domains.billing.models import STORED_VALUE, Tender
from makegood.domains.billing.operations.refund_tenders import (
    RefundTenders,
    RefundTendersAsk,
    TendersRefunded,
)
from makegood.domains.billing.policy import back_by, clause
from makegood.domains.conversations.operations.send_notice import SendNotice


class ReturnRefunded(Result):
    """What was paid back, by which refund, and what of it paid an open invoice."""

    return_number: str
    refund: str | None
    total: Money
    to_invoice: Money
    check_on: date | None


@register
class RefundReturn(Operation[PayReturnAsk, policy.ReturnRecord, ReturnRefunded]):
    """Pay back what a return is worth, to the tenders that paid for it."""

    name = "aftersales.refund_return"
    needs = Needs(level=V0, standing=internal(), authority="refund", automated=True)
    retention = "orders_7y"

    def gather(self, ask: PayReturnAsk) -> policy.ReturnRecord:
        return lock_return(ask.return_number, amount=ask.amount)

    def decide(self, ask: PayReturnAsk, facts: policy.ReturnRecord) -> Decision:
        return policy.may_refund_buyer(facts, ask.amount, today=self.today)

    def execute(
        self, ask: PayReturnAsk, facts: policy.ReturnRecord, decision: Decision
    ) -> ReturnRefunded:
        number, subject = facts.number, f"return:{facts.number}"
        total = decision.figure("refund")
        payable = credited(self, facts, total)
        paid = None
        if payable:
            back = RefundTendersAsk(
                order=facts.order, amount=payable, source=subject, reason=f"Return {number}"
            )
            paid = self.run(RefundTenders, back)
        settled(self, number)
        told = self._told(facts, total, total - payable, paid)
        for sentence in told:
            self.tell(sentence)
        if payable or facts.instead is None:  # else the letter of the inspection has said it
            self.run(SendNotice, letter(number, facts.party, "return_refunded", told))
        self.record(subject)
        return ReturnRefunded(
            return_number=number, refund=paid.refund if paid else None, total=total,
            to_invoice=total - payable, check_on=paid.check_on if paid else None,
        )  # fmt: skip

    def _told(
        self, facts: policy.ReturnRecord, total: Money, to_invoice: Money,
        paid: TendersRefunded | None,
    ) -> list[Statement]:  # fmt: skip
        """What is said of it; of whoever has died all but a lender's part waits (REF-14)."""
        waits = paid is not None and bool(paid.waits)
        told = [] if waits else telling.paid(facts.number, total, to_invoice, self.today)
        if facts.terms.fee and total == facts.terms.refund:
            told.append(telling.ret(4, "fee", self.today, fee=facts.terms.fee))
        legs = paid.legs if paid else ()
        lent = sum_of([leg.amount for leg in legs if leg.tender == Tender.LOAN])
        if paid and waits:
            told.insert(0, telling.ret(9, "refund", self.today, refund=total))
            told += [back_by(lent, paid.due, self.today, lent)] if lent else []
            return [*told, say(clause("REF-14", self.today), "part_waits", amount=paid.waits)]
        told += telling.split(facts.order, facts.legs)
        if paid and any(leg.tender not in STORED_VALUE for leg in legs):
            told.append(back_by(paid.total, paid.due, self.today, lent))
        return told

    def verify(self, ask: PayReturnAsk, facts: policy.ReturnRecord, result: ReturnRefunded) -> None:
        source = f"return:{facts.number}"
        legs = [leg for one in billing.refunds_from(source) for leg in one.legs]
        paid = sum((leg.amount for leg in legs), Money.zero(result.total.currency))
        ensure(paid + result.to_invoice == result.total, "the refund is what was told, paid once")
        ensure(queries.return_card(facts.number).state == "refunded", "the return is refunded")
