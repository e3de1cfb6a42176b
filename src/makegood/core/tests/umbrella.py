"""A throw-away act for the tests of the core: lend somebody an umbrella."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F
from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision, Use, allow, needs_info, refuse, say
from makegood.core.models import Number
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.standing import WHOLE, Rights, holder


class LendAsk(Ask):
    stand: str = Field(description="The stand it is taken from.", examples=["UMBA"], max_length=16)
    owner: str = Field("C-6", description="Whose stand it is.", examples=["C-6"], max_length=16)
    worth: Money = Field(Money.zero(), description="What it is worth.", examples=["25.00"])
    rain: bool | None = Field(None, description="Whether it rains.", examples=[True])
    words: str = Field("", description="What the borrower says.", examples=["thanks"])
    break_it: bool = Field(False, description="Whether the proof shall fail.", examples=[False])


@dataclass(frozen=True, slots=True)
class Stand:
    left: int
    rights: Rights


class Lent(Result):
    left: int


class LendUmbrella(Operation[LendAsk, Stand, Lent]):
    """Lend an umbrella from a stand, and promise that it is fetched again."""

    name = "tests.lend_umbrella"
    needs = Needs(level=V2, standing=holder("service"), authority="refund", automated=True)
    retention = "none"

    def gather(self, ask: LendAsk) -> Stand:
        row = Number.objects.select_for_update().filter(series=ask.stand).first()
        if row is None:
            raise NotFound("stand", ask.stand)
        return Stand(left=row.last, rights={ask.owner: WHOLE, "C-7": frozenset({"views"})})

    def decide(self, ask: LendAsk, facts: Stand) -> Decision:
        if ask.rain is None:
            return needs_info("rain")
        if not ask.rain:
            return refuse("policy_denied", says=[say("rule:rain", "core.not_found")])
        return allow(uses=Use("refund", ask.worth) if ask.worth else None)

    def execute(self, ask: LendAsk, facts: Stand, decision: Decision) -> Lent:
        Number.objects.filter(series=ask.stand).update(last=F("last") - 1)
        told = say("rule:rain", "core.stale")
        self.promise(
            "fetch", subject=f"stand:{ask.stand}", party=ask.owner,
            due=self.now + timedelta(days=5), sentence=told,
        )  # fmt: skip
        self.queue(kind="tests.note", payload={"to": ask.owner}, key=f"note:{self.act}")
        self.check_later("tests.dry", subject=ask.stand, due=self.now + timedelta(days=1))
        self.record(f"stand:{ask.stand}")
        return Lent(left=facts.left - 1)

    def verify(self, ask: LendAsk, facts: Stand, result: Lent) -> None:
        kept = Number.objects.values_list("last", flat=True).get(series=ask.stand)
        ensure(kept == result.left and not ask.break_it, "one umbrella fewer in the stand")
