"""Record a result: what the laboratory measured of a sample, with its uncertainty."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import ProductTest, Sample, lock_test
from makegood.domains.aftersales.policy import TrialFacts
from makegood.domains.aftersales.sampling import Method, judge_value, method_named


class RecordResultAsk(Ask):
    """Which sample was measured, the value with its unit, and how uncertain it is."""

    test: Ref[ProductTest] = Field(description="The test.", examples=["LT-1001"])
    serial: str = Field(description="The sample.", examples=["SN-77120"], max_length=40)
    value: Decimal = Field(
        description="What was measured.", examples=["0.90"], max_digits=12, decimal_places=4
    )
    method: str = Field(
        description="By which method it was measured.", examples=["leakage_current"],
        min_length=1, max_length=40,
    )  # fmt: skip
    unit: str = Field(description="The unit.", examples=["mA"], min_length=1, max_length=12)
    uncertainty: Decimal = Field(
        description="The expanded uncertainty, in the same unit.", examples=["0.02"], ge=0,
        max_digits=12, decimal_places=4,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ResultFacts:
    """The test with its samples, and its method."""

    trial: TrialFacts
    method: Method


class ResultRecorded(Result):
    """What the result means for the sample."""

    test: str
    serial: str
    verdict: str


@register
class RecordResult(Operation[RecordResultAsk, ResultFacts, ResultRecorded]):
    """Keep what was measured of a sample, and judge it against the limit."""

    name = "aftersales.record_result"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: RecordResultAsk) -> ResultFacts:
        trial = lock_test(ask.test)
        method = method_named(trial.method, self.today)
        if method is None:
            raise NotFound("test_method", trial.method)
        return ResultFacts(trial, method)

    def decide(self, ask: RecordResultAsk, facts: ResultFacts) -> Decision:
        return policy.may_measure(
            facts.trial, facts.method, serial=ask.serial, by=ask.method, unit=ask.unit,
            today=self.today,
        )  # fmt: skip

    def execute(
        self, ask: RecordResultAsk, facts: ResultFacts, decision: Decision
    ) -> ResultRecorded:
        verdict = judge_value(facts.method, ask.value, ask.uncertainty)
        Sample.objects.filter(of__number=facts.trial.number, serial=ask.serial).update(
            value=ask.value, uncertainty=ask.uncertainty, verdict=verdict, measured_at=self.now,
            measured_by=self.actor.name,
        )  # fmt: skip
        self.record(f"product_test:{facts.trial.number}")
        return ResultRecorded(test=facts.trial.number, serial=ask.serial, verdict=verdict)

    def verify(self, ask: RecordResultAsk, facts: ResultFacts, result: ResultRecorded) -> None:
        card = queries.test_card(facts.trial.number)
        found = {one.serial: one.verdict for one in card.samples if not one.set_aside}
        ensure(found[ask.serial] == result.verdict, "the result is on record")
