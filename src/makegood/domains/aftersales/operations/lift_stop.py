"""Lift a stop: a later test found a stopped lot safe, so it may be shipped again."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.core.statements import Article
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import ProductTest, owners_of_lot
from makegood.domains.aftersales.operations import letter_about
from makegood.domains.aftersales.policy import tst
from makegood.domains.catalog.queries import LotCard, named_lot
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.domains.ordering.models import StoppedLot


class LiftStopAsk(Ask):
    """Which lot may leave again, and the test that found it safe."""

    lot: str = Field(description="The lot.", examples=["LOT-24-117"], max_length=40)
    test: Ref[ProductTest] = Field(
        description="The later test that found it safe.", examples=["LT-1002"]
    )


@dataclass(frozen=True, slots=True)
class LiftFacts:
    """The lot, whether it is stopped, what the test says of it, and who was warned.

    `judged_by` are those who stopped it and who decided the test.
    """

    lot: LotCard
    is_stopped: bool
    is_found_safe: bool
    judged_by: frozenset[str]
    owners: tuple[str, ...]


class StopLifted(Result):
    """The lot, and how many customers are told that their piece is safe."""

    lot: str
    told: int


@register
class LiftStop(Operation[LiftStopAsk, LiftFacts, StopLifted]):
    """Let a lot be shipped again that a test found safe, and tell who was warned of it."""

    name = "aftersales.lift_stop"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: LiftStopAsk) -> LiftFacts:
        test = ProductTest.objects.filter(number=ask.test).first()
        if test is None:
            raise NotFound("product_test", ask.test)
        lot = named_lot(ask.lot, self.today)
        stop = StoppedLot.standing().select_for_update().filter(number=ask.lot).first()
        # What was sampled before the stop says nothing of what it was stopped for.
        later = test.sampled_at is not None and (stop is None or test.sampled_at > stop.stopped_at)
        safe = later and test.lot == ask.lot and test.action == policy.SHIP
        judged_by = frozenset({test.decided_by, stop.stopped_by if stop else ""})
        return LiftFacts(lot, stop is not None, safe, judged_by, owners_of_lot(lot))

    def decide(self, ask: LiftStopAsk, facts: LiftFacts) -> Decision:
        return policy.may_lift(
            ask.lot, ask.test, is_stopped=facts.is_stopped, is_found_safe=facts.is_found_safe,
            is_second=self.actor.name not in facts.judged_by, today=self.today,
        )  # fmt: skip

    def execute(self, ask: LiftStopAsk, facts: LiftFacts, decision: Decision) -> StopLifted:
        StoppedLot.standing().filter(number=ask.lot).update(
            lifted_at=self.now, lifted_by=self.actor.name, lifted_for=ask.test
        )
        subject, item = f"lot:{ask.lot}", Article(facts.lot.sku)
        told = tst(3, "safe_again", self.today, item=item, lot=ask.lot)
        for party in facts.owners:
            self.release_promise("safety_call", f"{subject}/{party}")
            notice = letter_about(subject, party, "lot_safe", [told], item=item, lot=ask.lot)
            self.run(SendNotice, notice)
        self.record(subject)
        return StopLifted(lot=ask.lot, told=len(facts.owners))

    def verify(self, ask: LiftStopAsk, facts: LiftFacts, result: StopLifted) -> None:
        ensure(not queries.is_stopped(ask.lot), "it may be shipped again")
