"""Send a customer the receipt for a payment."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision, Statement, allow, refuse, say
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import Rights, holder
from makegood.domains.billing import queries
from makegood.domains.billing.models import Payment
from makegood.domains.billing.queries import PaymentView
from makegood.domains.conversations.operations.send_notice import SendNotice, SendNoticeAsk
from makegood.domains.conversations.queries import notice
from makegood.domains.parties.queries import own_rights


class SendReceiptAsk(Ask):
    """Which payment."""

    payment: Ref[Payment] = Field(description="The payment.", examples=["P-7001"])


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """The payment, and who may have its receipt: whoever paid."""

    payment: PaymentView
    rights: Rights


class ReceiptSent(Result):
    """The payment and the notice that carries its receipt."""

    payment: str
    notice: str


@register
class SendReceipt(Operation[SendReceiptAsk, ReceiptFacts, ReceiptSent]):
    """Write a receipt: what was paid, by which means, and what it was put to."""

    name = "billing.send_receipt"
    needs = Needs(level=V2, standing=holder("billing"), authority=None, automated=True)
    retention = "ledger_7y"

    def gather(self, ask: SendReceiptAsk) -> ReceiptFacts:
        seen = queries.payment(ask.payment)
        if seen is None:
            raise NotFound("payment", ask.payment)
        return ReceiptFacts(seen, own_rights(seen.party))

    def decide(self, ask: SendReceiptAsk, facts: ReceiptFacts) -> Decision:
        says = _says(facts.payment)
        if not says:
            return refuse("policy_denied", says=[say(_about(facts.payment), "billing.not_ours")])
        return allow(says=says)

    def execute(self, ask: SendReceiptAsk, facts: ReceiptFacts, decision: Decision) -> ReceiptSent:
        letter = SendNoticeAsk.about(
            f"receipt:{facts.payment.number}",
            to=facts.payment.party,
            notice="receipt",
            says=_says(facts.payment),
            number=facts.payment.number,
        )
        sent = self.run(SendNotice, letter)
        self.record(_about(facts.payment))
        return ReceiptSent(payment=facts.payment.number, notice=sent.number)

    def verify(self, ask: SendReceiptAsk, facts: ReceiptFacts, result: ReceiptSent) -> None:
        ensure(
            facts.payment.number in notice(result.notice).subject, "the receipt names its payment"
        )


def _about(facts: PaymentView) -> str:
    return f"payment:{facts.number}"


def _says(facts: PaymentView) -> list[Statement]:
    """What the receipt says, nothing of money we do not have; a returned payment's is void."""
    about = _about(facts)
    if facts.captured_on is None:
        return []
    told = say(
        about, "billing.receipt_of", amount=facts.amount, payment=facts.number,
        paid_on=facts.captured_on,
    )  # fmt: skip
    void = [say(about, "billing.receipt_void")] if facts.state == "returned" else []
    return [*void, told]
