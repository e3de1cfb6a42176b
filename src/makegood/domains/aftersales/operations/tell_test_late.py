"""Tell that a test is late: who waits for the laboratory's result hears so, and when again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.calendars import company_calendar
from makegood.core.decision import Decision
from makegood.core.models import Job
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.core.statements import Article
from makegood.core.times_of_day import morning_of
from makegood.domains.aftersales import policy
from makegood.domains.aftersales.models import ProductTest, known_unit, lock_test
from makegood.domains.aftersales.operations import letter_about
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.handbook import book


class TellTestLateAsk(Ask):
    """Which test has no result yet."""

    test: Ref[ProductTest] = Field(description="The test.", examples=["LT-1001"])


@dataclass(frozen=True, slots=True)
class LateFacts:
    """The test, and the customers whose pieces failed and are in it."""

    trial: policy.TrialFacts
    waiting: tuple[str, ...]


class LateTestTold(Result):
    """Who was told, and the day by which they hear again."""

    test: str
    told: tuple[str, ...]
    again_on: date


@register
class TellTestLate(Operation[TellTestLateAsk, LateFacts, LateTestTold]):
    """Write to who waits for a test whose result is late, and again until it is decided."""

    name = "aftersales.tell_test_late"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: TellTestLateAsk) -> LateFacts:
        trial = lock_test(ask.test)
        failed = (one.serial for one in trial.samples if one.role == "failed")
        units = (known_unit(serial) for serial in failed)
        return LateFacts(trial, tuple(sorted({one.party for one in units if one and one.party})))

    def decide(self, ask: TellTestLateAsk, facts: LateFacts) -> Decision:
        return policy.may_tell_late(facts.trial, self._again_on(), today=self.today)

    def execute(self, ask: TellTestLateAsk, facts: LateFacts, decision: Decision) -> LateTestTold:
        again_on, about = self._again_on(), f"product_test:{ask.test}"
        item = Article(facts.trial.sku)
        for party in facts.waiting:
            self.run(SendNotice, letter_about(about, party, "test_late", decision.says, item=item))
        at, key = morning_of(again_on), self._key(ask.test, again_on)
        self.later(self.name, {"test": ask.test}, at=at, key=key)
        self.record(about)
        return LateTestTold(test=ask.test, told=facts.waiting, again_on=again_on)

    def verify(self, ask: TellTestLateAsk, facts: LateFacts, result: LateTestTold) -> None:
        key = self._key(result.test, result.again_on)
        ensure(Job.objects.filter(key=key).exists(), "they hear again when nothing comes")

    def _again_on(self) -> date:
        days = book().clause("TST-1", on=self.today).whole("again_days")
        return company_calendar().add_business_days(self.today, days)

    def _key(self, test: str, day: date) -> str:
        return f"test_late:{test}:{day.isoformat()}"
