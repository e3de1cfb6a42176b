"""Record what the provider answered when it was asked to capture a payment."""

from __future__ import annotations

from dataclasses import dataclass

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow, say
from makegood.core.operation import Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.billing import queries
from makegood.domains.billing.models import Payment
from makegood.domains.billing.operations import ProviderAnswerAsk, looks, text_of
from makegood.domains.billing.putting import bring_in
from makegood.domains.conversations.operations.send_notice import SendNotice, SendNoticeAsk


class RecordCaptureAsk(ProviderAnswerAsk):
    """The payment, and the provider's receipt."""


@dataclass(frozen=True, slots=True)
class CaptureFacts:
    """A payment that waits for its money, or did."""

    number: str
    is_waiting: bool


class CaptureRecorded(Result):
    """Whether the money is ours now."""

    payment: str
    state: str


@register
class RecordCapture(Operation[RecordCaptureAsk, CaptureFacts, CaptureRecorded]):
    """Record that a payment was captured, or declined, and post the money we have."""

    name = "billing.record_capture"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: RecordCaptureAsk) -> CaptureFacts:
        row = Payment.objects.select_for_update().filter(number=ask.effect_key).first()
        if row is None:
            raise NotFound("payment", ask.effect_key)
        return CaptureFacts(row.number, row.captured_at is None and row.failed_at is None)

    def decide(self, ask: RecordCaptureAsk, facts: CaptureFacts) -> Decision:
        return allow()

    def execute(
        self, ask: RecordCaptureAsk, facts: CaptureFacts, decision: Decision
    ) -> CaptureRecorded:
        row = Payment.objects.select_related("tender_account").get(number=facts.number)
        if facts.is_waiting and text_of(ask.receipt, "status") == "declined":
            row.failed_at, row.failure = self.now, text_of(ask.receipt, "reason")[:200]
            row.save(update_fields=["failed_at", "failure"])
            self._tell_of_decline(row)
        elif facts.is_waiting:
            row.captured_at, row.reference = self.now, text_of(ask.receipt, "reference")[:80]
            row.save(update_fields=["captured_at", "reference"])
            bring_in(self, row)
            if row.hold:
                let_go = {**row.wire(), "on": row.hold}
                self.queue(kind="payment.release", key=f"release:{row.number}", payload=let_go)
            subject, (due, deadline) = f"payment:{row.number}", looks(self.now, self.today)
            self.check_later("billing.payment_settled", subject=subject, due=due, deadline=deadline)
        self.record(f"payment:{row.number}")
        return CaptureRecorded(
            payment=row.number, state="captured" if row.captured_at else "failed"
        )

    def _tell_of_decline(self, row: Payment) -> None:
        about = f"payment:{row.number}"
        told = say(about, "billing.declined", amount=row.amount, order=row.order)
        if not row.order:
            told = say(about, "billing.declined_on_account", amount=row.amount)
        notice = SendNoticeAsk.about(about, to=row.party, notice="payment_declined", says=[told])
        self.run(SendNotice, notice)

    def verify(self, ask: RecordCaptureAsk, facts: CaptureFacts, result: CaptureRecorded) -> None:
        seen = queries.payment(facts.number)
        ensure(
            seen is not None and seen.state == result.state,
            "it stands as its receipt says",
        )
