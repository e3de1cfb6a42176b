"""Issue the credit memo of a return: revenue and tax go back as they came, the fee is kept."""

from __future__ import annotations

from pydantic import Field

from makegood.core.acting import Leaving
from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.aftersales import crediting, policy, queries
from makegood.domains.aftersales.models import CreditMemo, Return, lock_return, open_on
from makegood.domains.aftersales.operations import book_all
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering.models import OrderLine


class IssueCreditAsk(Ask):
    """Which return is credited, and what is kept of it."""

    return_number: Ref[Return] = Field(description="The return.", examples=["R-2001"])
    kept: Money = Field(description="The fee that is kept.", examples=["121.37"])


class CreditIssued(Result):
    """The credit memo, and what of it is to be paid in money."""

    credit_memo: str
    payable: Money


@register
class IssueCredit(Operation[IssueCreditAsk, policy.ReturnRecord, CreditIssued]):
    """Credit what came back with a credit memo, and keep the fee."""

    name = "aftersales.issue_credit"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "orders_7y"
    only_inside = True

    def gather(self, ask: IssueCreditAsk) -> policy.ReturnRecord:
        return lock_return(ask.return_number)

    def decide(self, ask: IssueCreditAsk, facts: policy.ReturnRecord) -> Decision:
        return crediting.may_credit(facts, ask.kept)

    def execute(
        self, ask: IssueCreditAsk, facts: policy.ReturnRecord, decision: Decision
    ) -> CreditIssued:
        terms, about = facts.terms, f"order:{facts.order}"
        owed = open_on(facts.order, facts.party, terms.gross - ask.kept)
        moved = crediting.pays_instead(facts, terms.gross - ask.kept - owed)
        posted = crediting.postings_of(
            terms, ask.kept, receivable=owed + moved, party=facts.party, about=about,
            instead=facts.instead, moved=moved,
        )  # fmt: skip
        subject = f"return:{facts.number}"
        book_all(self, posted, about=subject, memo=f"Return {facts.number}")
        memo = CreditMemo.objects.create(
            number=next_number("CM"), of=Return.objects.get(number=facts.number),
            currency=terms.goods.currency, goods_cents=terms.credited_goods.cents,
            tax_cents=terms.credited_tax.cents, fee_cents=ask.kept.cents,
            receivable_cents=(owed + moved).cents, issued_at=self.now, issued_by=self.actor.name,
        )  # fmt: skip
        OrderLine.take_back(facts.line, facts.quantity)
        self.record(f"credit_memo:{memo.number}")
        return CreditIssued(credit_memo=memo.number, payable=memo.payable)

    def verify(self, ask: IssueCreditAsk, facts: policy.ReturnRecord, result: CreditIssued) -> None:
        lines = [
            line
            for entry in ledger.entries_of(f"return:{facts.number}")
            for line in entry.lines
            if line.account == "2310"
        ]
        owed = sum((line.amount for line in lines), Money.zero(ask.kept.currency))
        ensure(owed == -result.payable, "what is owed to the customer is the credit less the fee")
        ensure(
            queries.return_card(facts.number).credit_memo == result.credit_memo,
            "the return knows its credit memo",
        )


class PayReturnAsk(Ask):
    """Which return is paid, and how much when a person decides after a dispute."""

    return_number: Ref[Return] = Field(description="The return.", examples=["R-2001"])
    amount: Money | None = Field(
        None, description="What is paid back, when the inspection was disputed; else empty.",
        examples=["750.44"],
    )  # fmt: skip


def settled(acting: Leaving, number: str) -> None:
    """Keep that a return is paid, whichever way, and that the refund was as promised."""
    Return.objects.filter(number=number).update(
        refunded_at=acting.now, refunded_by=acting.actor.name
    )
    for kind in ("refund", "second_look"):
        acting.keep_promise(kind, f"return:{number}")


def credited(acting: Leaving, facts: policy.ReturnRecord, total: Money) -> Money:
    """What is to be paid of a return that is worth a total, its credit memo issued if none is."""
    if not facts.is_credited:
        number = Ref[Return](facts.number)
        kept = IssueCreditAsk(return_number=number, kept=facts.terms.gross - total)
        acting.run(IssueCredit, kept)
    return CreditMemo.objects.get(of__number=facts.number).payable
