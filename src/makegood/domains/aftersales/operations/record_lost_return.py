"""Record a lost return: the carrier lost what we had collected or labelled, so it is refunded."""

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
from makegood.domains.aftersales.models import Return, lock_return
from makegood.domains.aftersales.operations import letter
from makegood.domains.aftersales.operations.issue_credit import IssueCredit, IssueCreditAsk
from makegood.domains.billing.operations import automated
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.domains.ordering.models import claim_from_carrier


class RecordLostReturnAsk(Ask):
    """Which return the carrier lost, and what the carrier says."""

    return_number: Ref[Return] = Field(description="The return.", examples=["R-2001"])
    report: str = Field(
        description="What the carrier reported.", min_length=3, max_length=400,
        examples=["Not found after 10 days, claim MF-881 accepted."],
    )  # fmt: skip


class LostReturnRecorded(Result):
    """The return that was lost, and what comes back for it."""

    return_number: str
    refund: Money


@register
class RecordLostReturn(Operation[RecordLostReturnAsk, policy.ReturnRecord, LostReturnRecorded]):
    """Refund a return that was lost on its way to us with our label."""

    name = "aftersales.record_lost_return"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: RecordLostReturnAsk) -> policy.ReturnRecord:
        return lock_return(ask.return_number)

    def decide(self, ask: RecordLostReturnAsk, facts: policy.ReturnRecord) -> Decision:
        return policy.may_record_lost(facts, today=self.today)

    def execute(
        self, ask: RecordLostReturnAsk, facts: policy.ReturnRecord, decision: Decision
    ) -> LostReturnRecorded:
        number, subject = facts.number, f"return:{facts.number}"
        Return.objects.filter(number=number).update(
            lost_at=self.now, lost_report=ask.report, accepted_at=self.now
        )
        for act in ("remind", "expire"):
            self.call_off(f"{act}:{number}")
        if not facts.is_credited:
            kept = IssueCreditAsk(return_number=ask.return_number, kept=facts.terms.fee)
            self.run(IssueCredit, kept)
        self.later(
            "aftersales.refund_return", {"return_number": number}, at=self.now,
            key=f"refund:{number}", by=automated(facts.party),
        )  # fmt: skip
        card = queries.return_card(number)
        claim_from_carrier(
            self, number, facts.line, facts.terms.goods, kind="lost", pieces=facts.quantity,
            note=ask.report, label=(card.carrier, card.tracking),
        )  # fmt: skip
        self.run(SendNotice, letter(number, facts.party, "return_lost", decision.says))
        self.record(subject)
        return LostReturnRecorded(return_number=number, refund=facts.terms.refund)

    def verify(
        self, ask: RecordLostReturnAsk, facts: policy.ReturnRecord, result: LostReturnRecorded
    ) -> None:
        card = queries.return_card(facts.number)
        ensure(card.state == "accepted", "nobody waits for it any more")
        ensure(card.credit_memo is not None, "and it is credited")
