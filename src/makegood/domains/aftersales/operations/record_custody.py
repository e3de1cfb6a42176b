"""Record custody: a sample goes from hand to hand, and it is written down whether its seal held."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import Custody, ProductTest, Sample, lock_test
from makegood.domains.aftersales.policy import TrialFacts


class RecordCustodyAsk(Ask):
    """Which sample goes to whom, and how its seal is."""

    test: Ref[ProductTest] = Field(description="The test.", examples=["LT-1001"])
    serial: str = Field(description="The sample.", examples=["SN-77120"], max_length=40)
    taker: str = Field(
        description="Who takes it.", examples=["Product Test Lab"], min_length=2, max_length=120
    )
    seal_whole: bool = Field(description="Whether the seal is whole.", examples=[True])


class CustodyRecorded(Result):
    """The sample and who holds it now."""

    test: str
    serial: str
    holder: str


@register
class RecordCustody(Operation[RecordCustodyAsk, TrialFacts, CustodyRecorded]):
    """Write down that a sample was handed on."""

    name = "aftersales.record_custody"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: RecordCustodyAsk) -> TrialFacts:
        return lock_test(ask.test)

    def decide(self, ask: RecordCustodyAsk, facts: TrialFacts) -> Decision:
        return policy.may_hand_on(facts, serial=ask.serial, today=self.today)

    def execute(
        self, ask: RecordCustodyAsk, facts: TrialFacts, decision: Decision
    ) -> CustodyRecorded:
        sample = Sample.objects.get(of__number=facts.number, serial=ask.serial)
        Custody.objects.create(
            sample=sample, at=self.now, giver=sample.holder, taker=ask.taker,
            seal_whole=ask.seal_whole, recorded_by=self.actor.name,
        )  # fmt: skip
        sample.holder = ask.taker
        if not ask.seal_whole and sample.seal_broken_at is None:
            sample.seal_broken_at = self.now
        sample.save(update_fields=["holder", "seal_broken_at"])
        self.record(f"product_test:{facts.number}")
        return CustodyRecorded(test=facts.number, serial=ask.serial, holder=ask.taker)

    def verify(self, ask: RecordCustodyAsk, facts: TrialFacts, result: CustodyRecorded) -> None:
        card = queries.test_card(facts.number)
        holders = {one.serial: one.holder for one in card.samples}
        ensure(holders[ask.serial] == ask.taker, "it is known who holds it")
