"""Record what the bank told one of ours of a cheque that was to be stopped."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.billing import policy
from makegood.domains.billing.models import RefundLeg
from makegood.domains.billing.operations import leg_facts
from makegood.domains.billing.operations.record_stop_result import (
    RecordStopResult,
    RecordStopResultAsk,
)
from makegood.domains.billing.policy import LegFacts


class RecordBankWordAsk(Ask):
    """Which cheque, whether the bank stopped it, and where that stands."""

    leg: Ref[RefundLeg] = Field(description="The part.", examples=["RF-3001/1"])
    stopped: bool = Field(
        description="True when the bank stopped it, false when it was cashed.", examples=[True]
    )
    reference: str = Field(
        min_length=3, max_length=80, description="Its letter or call.", examples=["Call of June 16"]
    )


class BankWordRecorded(Result):
    """The part that is owed again ("failed"), or was cashed and stays "sent" until it settles."""

    leg: str
    state: str


@register
class RecordBankWord(Operation[RecordBankWordAsk, LegFacts, BankWordRecorded]):
    """Take the bank's word on a cheque from one of ours, where no machine asks the bank."""

    name = "billing.record_bank_word"
    needs = Needs(level=V0, standing=staff_only(), authority="refund", automated=False)
    retention = "ledger_7y"

    def gather(self, ask: RecordBankWordAsk) -> LegFacts:
        return leg_facts(ask.leg)

    def decide(self, ask: RecordBankWordAsk, facts: LegFacts) -> Decision:
        return policy.may_record_word(facts, stopped=ask.stopped, today=self.today)

    def execute(
        self, ask: RecordBankWordAsk, facts: LegFacts, decision: Decision
    ) -> BankWordRecorded:
        status = "done" if ask.stopped else "declined"
        told = RecordStopResultAsk(
            effect_key=f"stop:{facts.number}",
            receipt={"status": status, "reference": ask.reference},
        )
        became = self.run(RecordStopResult, told)
        return BankWordRecorded(leg=became.leg, state=became.state)

    def verify(self, ask: RecordBankWordAsk, facts: LegFacts, result: BankWordRecorded) -> None:
        expected = "failed" if ask.stopped else "sent"
        ensure(result.state == expected, "it stands as the bank said")
