"""Send a customer the receipt for a payment."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, Statement, allow, refuse, say
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.billing import queries
from makegood.domains.billing.models import Payment
from makegood.domains.billing.queries import PaymentView
from makegood.domains.conversations.operations.send_notice import SendNotice, SendNoticeAsk
from makegood.domains.conversations.queries import notice


class SendReceiptAsk(Ask):
    """Which payment."""

    payment: Ref[Payment] = Field(description="The payment.", examples=["P-7001"])


class ReceiptSent(Result):
    """The payment and the notice that carries its receipt."""

    payment: str
    notice: str


@register
class SendReceipt(Operation[SendReceiptAsk, PaymentView, ReceiptSent]):
    """Write a receipt: what was paid, by which means, and what it was put to."""

    name = "billing.send_receipt"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: SendReceiptAsk) -> PaymentView:
        seen = queries.payment(ask.payment)
        if seen is None:
            raise NotFound("payment", ask.payment)
        return seen

    def decide(self, ask: SendReceiptAsk, facts: PaymentView) -> Decision:
        says = _says(facts)
        if not says:
            return refuse("policy_denied", says=[say(_about(facts), "billing.not_ours")])
        return allow(says=says)

    def execute(self, ask: SendReceiptAsk, facts: PaymentView, decision: Decision) -> ReceiptSent:
        letter = SendNoticeAsk.about(
            f"receipt:{facts.number}",
            to=facts.party,
            notice="receipt",
            says=_says(facts),
            number=facts.number,
        )
        sent = self.run(SendNotice, letter)
        self.record(_about(facts))
        return ReceiptSent(payment=facts.number, notice=sent.number)

    def verify(self, ask: SendReceiptAsk, facts: PaymentView, result: ReceiptSent) -> None:
        ensure(facts.number in notice(result.notice).subject, "the receipt names its payment")


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
