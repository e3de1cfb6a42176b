"""Decide a test: by the handbook's table, and a lot that is a danger is stopped at once."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.core.statements import Article
from makegood.domains.aftersales import policy, queries, sampling
from makegood.domains.aftersales.models import ProductTest, lock_test
from makegood.domains.aftersales.operations import letter_about
from makegood.domains.aftersales.operations.record_result import ResultFacts
from makegood.domains.aftersales.operations.stop_lot import StopLot, StopLotAsk
from makegood.domains.aftersales.policy import TrialFacts
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import shipment_invoiced


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
            action=ruling.action, borne_by=policy.borne_by(trial, ruling.action),
        )  # fmt: skip
        if trial.asked_by:
            self._tell_who_asked(trial, decision)
        affected = 0
        if ruling.action == "stop_ship" and trial.lot:
            why = decision.says[-1].text()
            stopped = self.run(StopLot, StopLotAsk(lot=trial.lot, reason=why, test=ask.test))
            affected = stopped.affected
        self.record(f"product_test:{trial.number}")
        return TestDecided(
            test=trial.number, action=ruling.action, rests_on=ruling.row, affected=affected
        )

    def _tell_who_asked(self, trial: TrialFacts, decision: Decision) -> None:
        """Tell the customer who wanted the laboratory what it found, and who bears its cost."""
        about = f"product_test:{trial.number}"
        due = [one.amount for one in decision.figures if one.name == "test_cost"]
        for cost in due:
            none = Money.zero(cost.currency)
            owed = shipment_invoiced(
                goods=none, services=cost, tax=none, party=trial.asked_by, about=about
            )
            entry = Entry.of(owed, source=f"{about}:borne", on=self.today, memo=trial.number)
            self.record(f"entry:{entry.number}")
        item = Article(trial.sku)
        letter = letter_about(about, trial.asked_by, "test_decided", decision.says, item=item)
        self.run(SendNotice, letter)

    def verify(self, ask: DecideTestAsk, facts: ResultFacts, result: TestDecided) -> None:
        card = queries.test_card(facts.trial.number)
        ensure(card.action == result.action, "the decision is on record")
        is_stopped = bool(facts.trial.lot) and queries.is_stopped(facts.trial.lot)
        borne = ledger.debited_by(f"product_test:{facts.trial.number}:borne")
        ensure((borne is not None) == (card.borne_by == "customer"), "and who bears it, owes it")
        ensure(result.action != "stop_ship" or not facts.trial.lot or is_stopped, "and acted on")
