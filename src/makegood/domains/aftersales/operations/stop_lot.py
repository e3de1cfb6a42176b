"""Stop a lot: nothing of it is shipped, product safety is told at once, its owners are warned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow, refuse
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.core.statements import Article
from makegood.core.times_of_day import evening_of
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.models import ProductTest, owners_of_lot
from makegood.domains.aftersales.operations import letter_about, visit_due
from makegood.domains.aftersales.policy import tst
from makegood.domains.catalog.queries import LotCard, named_lot
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.domains.ordering.models import StoppedLot
from makegood.handbook import book


class StopLotAsk(Ask):
    """Which lot is stopped, why, and the test that showed it if there was one."""

    lot: str = Field(description="The lot.", examples=["LOT-24-117"], max_length=40)
    reason: str = Field(
        description="Why.", examples=["Leakage current above the limit."], min_length=3,
        max_length=400,
    )  # fmt: skip
    test: Ref[ProductTest] | None = Field(
        None, description="The test that showed it.", examples=["LT-1001"]
    )


@dataclass(frozen=True, slots=True)
class LotFacts:
    """The lot, whether it is stopped already, and the customers who have a piece of it."""

    lot: LotCard
    is_stopped: bool
    owners: tuple[str, ...]


class LotStopped(Result):
    """The lot, how many customers it concerns, and by when the authority must hear of it."""

    lot: str
    affected: int
    report_by: datetime


@register
class StopLot(Operation[StopLotAsk, LotFacts, LotStopped]):
    """Keep a lot from being shipped, escalate it, and warn who has a piece of it."""

    name = "aftersales.stop_lot"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: StopLotAsk) -> LotFacts:
        lot = named_lot(ask.lot, self.today)
        stopped = StoppedLot.standing().select_for_update().filter(number=ask.lot).exists()
        return LotFacts(lot, stopped, owners_of_lot(lot))

    def decide(self, ask: StopLotAsk, facts: LotFacts) -> Decision:
        if facts.is_stopped:
            told = tst(3, "stopped_already", self.today, lot=ask.lot)
            return refuse("policy_denied", says=[told])
        return allow(
            clauses=[book().clause("TST-3", on=self.today)],
            says=[tst(3, "stopped", self.today, lot=ask.lot, customers=len(facts.owners))],
        )

    def execute(self, ask: StopLotAsk, facts: LotFacts, decision: Decision) -> LotStopped:
        hours = book().clause("TST-3", on=self.today).whole("report_hours")
        report_by = self.now + timedelta(hours=hours)
        stop = {
            "sku": facts.lot.sku, "reason": ask.reason, "test": ask.test or "",
            "stopped_at": self.now, "stopped_by": self.actor.name, "escalated_at": self.now,
            "report_by": report_by,
        }  # fmt: skip
        StoppedLot.stop(ask.lot, **stop)
        subject, item = f"lot:{ask.lot}", Article(facts.lot.sku)
        told = tst(3, "warning", self.today, item=item, lot=ask.lot)
        due = visit_due(self.today)
        for party in facts.owners:
            notice = letter_about(subject, party, "lot_stopped", [told], item=item, lot=ask.lot)
            self.run(SendNotice, notice)
            call = tst(3, "call", self.today, due=due)
            self.promise(
                "safety_call", subject=f"{subject}/{party}", party=party, sentence=call,
                due=evening_of(due),
            )  # fmt: skip
        self.record(subject)
        return LotStopped(lot=ask.lot, affected=len(facts.owners), report_by=report_by)

    def verify(self, ask: StopLotAsk, facts: LotFacts, result: LotStopped) -> None:
        ensure(queries.is_stopped(ask.lot), "nothing of it is shipped")
        card = queries.lot_card(ask.lot)
        ensure(len(card.affected) == result.affected, "and all who have it are known")
