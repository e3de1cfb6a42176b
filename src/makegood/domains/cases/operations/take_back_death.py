"""Take back a death: it was reported falsely, and everything is as it was before."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, say
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.aftersales.queries import charge_is_due
from makegood.domains.billing.models import RefundLeg
from makegood.domains.billing.operations.release_refund_leg import (
    ReleaseRefundLeg,
    ReleaseRefundLegAsk,
)
from makegood.domains.billing.queries import waiting_for_estate
from makegood.domains.cases import operations as acts
from makegood.domains.cases import policy
from makegood.domains.cases.models import Case, NoteKind
from makegood.domains.cases.policy import DeathFacts
from makegood.domains.cases.queries.estates import HELD_AS, case_of_death, held_for_death
from makegood.domains.conversations.operations.send_notice import SendNotice, SendNoticeAsk
from makegood.domains.ordering.models import SalesOrder
from makegood.domains.ordering.operations.hold_order import HoldKind
from makegood.domains.ordering.operations.release_hold import ReleaseHold, ReleaseHoldAsk
from makegood.domains.parties.models import Death, Party
from makegood.domains.parties.queries import died_by, own_rights


class TakeBackDeathAsk(Ask):
    """Who lives after all, and how that is known."""

    party: Ref[Party] = Field(description="The customer who lives.", examples=["C-26"])
    reason: str = Field(
        min_length=3, max_length=400, description="How that is known.",
        examples=["He came into the shop and showed his passport."],
    )  # fmt: skip


class DeathTakenBack(Result):
    """The customer, the case about it, and the orders that go on."""

    party: str
    case: str
    orders: tuple[str, ...]


@register
class TakeBackDeath(Operation[TakeBackDeathAsk, DeathFacts, DeathTakenBack]):
    """Put back what stopped when a customer was falsely said to have died, and tell them."""

    name = "cases.take_back_death"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "customer_7y"

    def gather(self, ask: TakeBackDeathAsk) -> DeathFacts:
        own_rights(ask.party)
        told = Death.objects.select_for_update().filter(party__number=ask.party).exists()
        return DeathFacts(
            ask.party, told, case_of_death(ask.party), held_for_death(ask.party) if told else ()
        )

    def decide(self, ask: TakeBackDeathAsk, facts: DeathFacts) -> Decision:
        return policy.may_take_back_death(facts, self.today)

    def execute(
        self, ask: TakeBackDeathAsk, facts: DeathFacts, decision: Decision
    ) -> DeathTakenBack:
        Death.objects.get(party__number=facts.party).take_back(
            at=self.now, by=self.actor.name, reason=ask.reason
        )
        for number in facts.orders:
            go_on = ReleaseHoldAsk(
                order=Ref[SalesOrder](number), kind=HoldKind(HELD_AS), note=ask.reason[:200]
            )
            self.run(ReleaseHold, go_on)
        for number in charge_is_due(facts.party, self.today):
            key = f"charge:{number}:{self.act}"
            self.later("aftersales.charge_core", {"exchange": number}, at=self.now, key=key)
        for leg in waiting_for_estate(facts.party):
            self.run(ReleaseRefundLeg, ReleaseRefundLegAsk(leg=Ref[RefundLeg](leg)))
        for subject in (f"party:{facts.party}", f"case:{facts.case}"):
            self.release_promise(policy.ESTATE_ANSWER, subject)
        if facts.case:
            case = Case.objects.get(number=facts.case)
            acts.note(self, case, NoteKind.FACT, ask.reason, f"death:{facts.party}")
            self.record(f"case:{facts.case}")
        told = SendNoticeAsk(
            party=Ref[Party](facts.party), notice="lives", subject=f"party:{facts.party}",
            says=[say(policy.clause("ACC-12", self.today), "lives")],
        )  # fmt: skip
        self.run(SendNotice, told)
        self.record(f"party:{facts.party}")
        return DeathTakenBack(party=facts.party, case=facts.case, orders=facts.orders)

    def verify(self, ask: TakeBackDeathAsk, facts: DeathFacts, result: DeathTakenBack) -> None:
        ensure(died_by(result.party) is None, "nobody is told any more that they have died")
        ensure(not held_for_death(result.party), "nothing of theirs is held for it")
        ensure(not waiting_for_estate(result.party), "and no refund waits for it")
