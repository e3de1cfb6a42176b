"""Record the label of a return and send it to the customer."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import Return, lock_return
from makegood.domains.aftersales.operations import letter
from makegood.domains.aftersales.telling import label_sentence
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.domains.ordering.models import LabelMadeAsk


class RecordLabelAsk(LabelMadeAsk):
    """The effect that asked for the label of a return, and the carrier's answer."""

    effect_key: str = Field(
        description="The key of the effect.", examples=["label:R-2001"], pattern=r"^label:R-[0-9]+$"
    )


class LabelRecorded(Result):
    """The return and its tracking number."""

    return_number: str
    tracking: str


@register
class RecordLabel(Operation[RecordLabelAsk, policy.ReturnRecord, LabelRecorded]):
    """Record the carrier's label and send it to the customer."""

    name = "aftersales.record_label"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: RecordLabelAsk) -> policy.ReturnRecord:
        return lock_return(ask.labelled)

    def decide(self, ask: RecordLabelAsk, facts: policy.ReturnRecord) -> Decision:
        return policy.may_go_on(facts, today=self.today)

    def execute(
        self, ask: RecordLabelAsk, facts: policy.ReturnRecord, decision: Decision
    ) -> LabelRecorded:
        receipt, subject = ask.receipt, f"return:{facts.number}"
        Return.objects.filter(number=facts.number).update(
            label_sent_at=self.now, label=receipt.reference, carrier=receipt.carrier,
            tracking=receipt.tracking,
        )  # fmt: skip
        self.keep_promise("return_label", subject)
        says = label_sentence(facts.number, receipt.service, receipt.paid_by, self.today)
        notice = letter(
            facts.number, facts.party, "return_label", says,
            [f"paper:return_label:{facts.number}"], carrier=receipt.carrier,
            tracking=receipt.tracking, last_day=facts.expires_on,
        )  # fmt: skip
        self.run(SendNotice, notice)
        self.record(subject)
        return LabelRecorded(return_number=facts.number, tracking=receipt.tracking)

    def verify(
        self, ask: RecordLabelAsk, facts: policy.ReturnRecord, result: LabelRecorded
    ) -> None:
        card = queries.return_card(facts.number)
        ensure(card.tracking == ask.receipt.tracking, "the return can be followed")
        ensure(card.label_sent_at == self.now, "the label was sent now")
