"""Record that rejected goods left for the customer again: the promise is kept, and they hear it."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.promises import open_promises
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.aftersales import policy
from makegood.domains.aftersales.models import Return, lock_return
from makegood.domains.aftersales.models.rejections import Rejection
from makegood.domains.aftersales.operations import letter
from makegood.domains.conversations.operations.send_notice import SendNotice


class RecordSentBackAsk(Ask):
    """Which return's goods left, and the number by which the carrier knows them."""

    return_number: Ref[Return] = Field(description="The return.", examples=["R-2001"])
    tracking: str = Field(
        description="The carrier's number.", min_length=3, max_length=60, examples=["MF-20417"]
    )


class SentBackRecorded(Result):
    """The return whose goods left for the customer."""

    return_number: str
    tracking: str


@register
class RecordSentBack(Operation[RecordSentBackAsk, policy.ReturnRecord, SentBackRecorded]):
    """Say that goods which we did not accept are on their way back to the customer."""

    name = "aftersales.record_sent_back"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: RecordSentBackAsk) -> policy.ReturnRecord:
        return lock_return(ask.return_number)

    def decide(self, ask: RecordSentBackAsk, facts: policy.ReturnRecord) -> Decision:
        return policy.may_record_sent_back(facts, ask.tracking, today=self.today)

    def execute(
        self, ask: RecordSentBackAsk, facts: policy.ReturnRecord, decision: Decision
    ) -> SentBackRecorded:
        number, subject = facts.number, f"return:{facts.number}"
        Rejection.objects.filter(of__number=number, choice=policy.Choice.SEND_BACK).update(
            left_at=self.now, tracking=ask.tracking
        )
        self.keep_promise("send_back", subject)
        self.run(SendNotice, letter(number, facts.party, "return_chosen", decision.says))
        self.record(subject)
        return SentBackRecorded(return_number=number, tracking=ask.tracking)

    def verify(
        self, ask: RecordSentBackAsk, facts: policy.ReturnRecord, result: SentBackRecorded
    ) -> None:
        waiting = {one.kind for one in open_promises(f"return:{facts.number}")}
        ensure("send_back" not in waiting, "nobody waits any more for the goods to leave")
