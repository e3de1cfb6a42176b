"""Prepare a return invoice: what was billed and is not owed is credited, line by line."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money, sum_of
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.aftersales import disputing, policy, queries
from makegood.domains.aftersales.disputing import InvoiceFacts
from makegood.domains.aftersales.models import CreditMemo, Invoice
from makegood.domains.aftersales.models.dossiers import lock_invoice
from makegood.domains.aftersales.operations import letter_about
from makegood.domains.aftersales.operations.write_credit_note import (
    WriteCreditNote,
    WriteCreditNoteAsk,
)
from makegood.domains.billing import queries as billing
from makegood.domains.billing.operations.refund_tenders import RefundTenders, RefundTendersAsk
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import INVENTORY, RETURNED_INVENTORY, goods_credited


class PrepareReturnInvoiceAsk(Ask):
    """Which invoice is credited, and how much when a person decides."""

    invoice: Ref[Invoice] = Field(description="The invoice's number.", examples=["10231"])
    amount: Money | None = Field(
        None, description="Without tax, where no paper says it; else empty.", examples=["109.00"]
    )
    reason: str = Field(
        "", max_length=200, description="Why, when a person decides.", examples=["As agreed"]
    )


class ReturnInvoicePrepared(Result):
    """The credit memo with its sums, and what of it paid an open invoice or went back."""

    credit_memo: str
    invoice: str
    goods: Money
    tax: Money
    total: Money
    to_invoice: Money
    refund: str | None


@register
class PrepareReturnInvoice(Operation[PrepareReturnInvoiceAsk, InvoiceFacts, ReturnInvoicePrepared]):
    """Credit what an invoice billed and nobody owes, with a memo that mirrors the invoice."""

    name = "aftersales.prepare_return_invoice"
    needs = Needs(level=V0, standing=internal(), authority="refund", automated=True)
    retention = "ledger_7y"

    def gather(self, ask: PrepareReturnInvoiceAsk) -> InvoiceFacts:
        facts = lock_invoice(ask.invoice)
        if self.actor.party not in (None, facts.party):
            raise NotFound("invoice", ask.invoice)
        return facts

    def decide(self, ask: PrepareReturnInvoiceAsk, facts: InvoiceFacts) -> Decision:
        return policy.may_credit_invoice(facts, ask.amount, ask.reason, self.today)

    def execute(
        self, ask: PrepareReturnInvoiceAsk, facts: InvoiceFacts, decision: Decision
    ) -> ReturnInvoicePrepared:
        credit = disputing.wanted(facts, disputing.compared(facts, self.today), ask.amount)
        owed = max(Money.zero(credit.total.currency), min(facts.open, credit.total))
        memo = CreditMemo.mirror(
            next_number("CM"), facts, credit, reason=ask.reason, receivable=owed,
            at=self.now, by=self.actor.name,
        )  # fmt: skip
        posting = goods_credited(
            goods=credit.goods, tax=credit.tax, receivable=owed, party=facts.party,
            about=f"order:{facts.order}",
        )  # fmt: skip
        why = f"Credit memo {memo.number} of invoice {facts.number}"
        entry = Entry.of(posting, source=memo.ref, on=self.today, memo=why)
        refund = None
        if memo.payable:  # what was paid already goes back the way it was paid
            back = RefundTendersAsk(
                order=facts.order, amount=memo.payable, source=memo.ref, reason=why
            )
            refund = self.run(RefundTenders, back).refund
        self.run(WriteCreditNote, WriteCreditNoteAsk(credit_memo=Ref[CreditMemo](memo.number)))
        told = disputing.credited(facts, credit, memo.number, owed, self.today)
        for sentence in told:
            self.tell(sentence)
        named, paper = {"number": memo.number, "invoice": facts.number}, [f"paper:{memo.ref}"]
        note = letter_about(memo.ref, facts.party, "return_invoice", told, paper, **named)
        self.run(SendNotice, note)
        for record in (memo.ref, f"invoice:{facts.number}", f"entry:{entry.number}"):
            self.record(record)
        return ReturnInvoicePrepared(
            credit_memo=memo.number, invoice=facts.number, goods=credit.goods, tax=credit.tax,
            total=credit.total, to_invoice=owed, refund=refund,
        )  # fmt: skip

    def verify(
        self, ask: PrepareReturnInvoiceAsk, facts: InvoiceFacts, result: ReturnInvoicePrepared
    ) -> None:
        card = queries.credit_memo_card(result.credit_memo)
        lines = sum_of([one.amount + one.tax for one in card.lines])
        ensure(lines == result.total, "the lines come to what is credited")
        ensure(card.invoice == facts.number, "it names the invoice that it corrects")
        posted = ledger.entries_of(f"credit_memo:{result.credit_memo}")
        accounts = {line.account for entry in posted for line in entry.lines}
        ensure(not accounts & {INVENTORY, RETURNED_INVENTORY}, "no goods moved by it")
        paid = sum_of([one.total for one in billing.refunds_from(card.ref)])
        ensure(paid + result.to_invoice == result.total, "all of it is credited or paid back, once")
