"""Chase a refund that did not arrive in time: our people ask the bank, the customer is told."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow, say
from makegood.core.models import Check
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.billing import queries
from makegood.domains.billing.models import Refund
from makegood.domains.billing.operations import looks
from makegood.domains.billing.policy import clause, tender_word
from makegood.domains.billing.queries import LegView
from makegood.domains.conversations.operations.send_notice import SendNotice, SendNoticeAsk
from makegood.domains.parties.queries import died_by
from makegood.handbook import book

_MOST_CHASES = 5


class ChaseRefundAsk(Ask):
    """Which refund, and what the look at the provider showed."""

    subject: Ref[Refund] = Field(description="The refund.", examples=["refund:RF-3001"])
    finding: str = Field(max_length=400, description="What was seen.", examples=["pending"])


@dataclass(frozen=True, slots=True)
class ChaseFacts:
    """What of the refund is still on its way, and how often it was looked for."""

    refund: str
    party: str
    late: tuple[LegView, ...]
    times_chased: int


class RefundChased(Result):
    """The parts that are late."""

    refund: str
    late: tuple[str, ...]


@register
class ChaseRefund(Operation[ChaseRefundAsk, ChaseFacts, RefundChased]):
    """Have somebody ask the bank for a late refund, tell the customer, and look again."""

    name = "billing.chase_refund"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: ChaseRefundAsk) -> ChaseFacts:
        seen = queries.refund(ask.subject)
        if seen is None:
            raise NotFound("refund", ask.subject)
        late = tuple(leg for leg in seen.legs if leg.state in ("queued", "sent", "stopping"))
        chased = Check.objects.filter(
            name="billing.refund_settled", subject=f"refund:{seen.number}"
        )
        return ChaseFacts(seen.number, seen.party, late, chased.exclude(failed_at=None).count())

    def decide(self, ask: ChaseRefundAsk, facts: ChaseFacts) -> Decision:
        return allow(clauses=[clause("REF-4", self.today)])

    def execute(self, ask: ChaseRefundAsk, facts: ChaseFacts, decision: Decision) -> RefundChased:
        about, late = f"refund:{facts.refund}", clause("REF-4", self.today)
        if facts.late:
            says = [
                say(late, "not_settled", amount=leg.amount, tender=tender_word(leg.tender))
                for leg in facts.late
            ]
            if died_by(facts.party) is None:  # else it is a lender's, and no news for a family
                note = SendNoticeAsk.about(about, to=facts.party, notice="refund_late", says=says)
                self.run(SendNotice, note)
            self._ask_billing_control(ask, facts)
            if facts.times_chased < _MOST_CHASES:
                name, (due, deadline) = "billing.refund_settled", looks(self.now, self.today)
                mends = self.name
                self.check_later(name, subject=about, due=due, deadline=deadline, on_fail=mends)
        self.record(about)
        return RefundChased(refund=facts.refund, late=tuple(leg.number for leg in facts.late))

    def _ask_billing_control(self, ask: ChaseRefundAsk, facts: ChaseFacts) -> None:
        amounts = ", ".join(f"{leg.number}: {leg.amount} ({leg.tender})" for leg in facts.late)
        self.queue(
            kind="mail",
            key=f"refund_late:{facts.refund}:{facts.times_chased}",
            payload={
                "to": book().company.department("billing_control").contact,
                "notice": "refund_late",
                "subject": f"Refund {facts.refund} has not arrived in time",
                "body": f"{amounts}. The look at the provider showed: {ask.finding}.",
            },
        )

    def verify(self, ask: ChaseRefundAsk, facts: ChaseFacts, result: RefundChased) -> None:
        waiting = Check.objects.filter(
            subject=f"refund:{facts.refund}", passed_at=None, failed_at=None
        )
        is_last = facts.times_chased >= _MOST_CHASES
        ensure(not facts.late or is_last or waiting.exists(), "somebody looks again")
