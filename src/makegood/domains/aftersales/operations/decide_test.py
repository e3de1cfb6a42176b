"""Decide a test: by the handbook's table, and a lot that is a danger is stopped at once."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.aftersales import policy, queries, sampling
from makegood.domains.aftersales.models import ProductTest, lock_test
from makegood.domains.aftersales.operations.record_result import ResultFacts
from makegood.domains.aftersales.operations.stop_lot import StopLot, StopLotAsk


class DecideTestAsk(Ask):
    """Which test is decided."""

    test: Ref[ProductTest] = Field(description="The test.", examples=["LT-1001"])


class TestDecided(Result):
    """What was decided, by which row, and how many customers a stopped lot concerns."""

    test: str
    action: str
    rests_on: str
    affected: int


@register
class DecideTest(Operation[DecideTestAsk, ResultFacts, TestDecided]):
    """Draw the conclusion of a test, and act on it."""

    name = "aftersales.decide_test"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: DecideTestAsk) -> ResultFacts:
        trial = lock_test(ask.test)
        method = sampling.method_named(trial.method, self.today)
        if method is None:
            raise NotFound("test_method", trial.method)
        return ResultFacts(trial, method)

    def decide(self, ask: DecideTestAsk, facts: ResultFacts) -> Decision:
        return policy.may_decide(facts.trial, facts.method, today=self.today)

    def execute(self, ask: DecideTestAsk, facts: ResultFacts, decision: Decision) -> TestDecided:
        trial = facts.trial
        ruling = sampling.rule_on(facts.method, trial.verdicts, self.today)
        ProductTest.objects.filter(number=trial.number).update(
            decided_at=self.now, decided_by=self.actor.name, decided_row=ruling.row,
            action=ruling.action,
        )  # fmt: skip
        affected = 0
        if ruling.action == "stop_ship" and trial.lot:
            why = decision.says[-1].text()
            stopped = self.run(StopLot, StopLotAsk(lot=trial.lot, reason=why, test=ask.test))
            affected = stopped.affected
        self.record(f"product_test:{trial.number}")
        return TestDecided(
            test=trial.number, action=ruling.action, rests_on=ruling.row, affected=affected
        )

    def verify(self, ask: DecideTestAsk, facts: ResultFacts, result: TestDecided) -> None:
        card = queries.test_card(facts.trial.number)
        ensure(card.action == result.action, "the decision is on record")
        is_stopped = bool(facts.trial.lot) and queries.is_stopped(facts.trial.lot)
        ensure(result.action != "stop_ship" or not facts.trial.lot or is_stopped, "and acted on")
