"""End what is left of given store credit, after its holder was told and did not spend it."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.billing import policy, queries
from makegood.domains.billing.models import GivenCredit
from makegood.domains.billing.policy import GivenFacts
from makegood.domains.billing.putting import lock_given
from makegood.domains.conversations.operations.send_notice import SendNotice, SendNoticeAsk
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import store_credit_lapsed


class LapseCreditAsk(Ask):
    """Which given credit."""

    credit: Ref[GivenCredit] = Field(description="The given credit.", examples=["SC-1001"])


class CreditLapsed(Result):
    """What ended, and the entry that says so."""

    credit: str
    amount: Money
    entry: str


@register
class LapseCredit(Operation[LapseCreditAsk, GivenFacts, CreditLapsed]):
    """End what is left of given store credit; what was paid for on the same account stays."""

    name = "billing.lapse_credit"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: LapseCreditAsk) -> GivenFacts:
        return lock_given(ask.credit)

    def decide(self, ask: LapseCreditAsk, facts: GivenFacts) -> Decision:
        return policy.may_lapse(facts, self.today)

    def execute(self, ask: LapseCreditAsk, facts: GivenFacts, decision: Decision) -> CreditLapsed:
        lapsed, about = decision.figure("lapsed"), f"given_credit:{facts.number}"
        posting = store_credit_lapsed(lapsed, tender=f"tender:{facts.account}", party=facts.party)
        memo = f"Store credit {facts.number} was given and not spent"
        entry = Entry.of(posting, source=f"{about}:lapsed", on=self.today, memo=memo)
        GivenCredit.objects.filter(number=facts.number).update(ended_by=entry)
        notice = "store_credit_ended"
        letter = SendNoticeAsk.about(about, to=facts.party, notice=notice, says=decision.says)
        self.run(SendNotice, letter)
        self.record(about)
        self.record(f"entry:{entry.number}")
        return CreditLapsed(credit=facts.number, amount=lapsed, entry=entry.number)

    def verify(self, ask: LapseCreditAsk, facts: GivenFacts, result: CreditLapsed) -> None:
        seen = queries.given_credit(result.credit)
        ensure((seen.left.cents, seen.ended) == (0, result.amount), "nothing of it is left")
        held = -ledger.balance_of("2300", about=f"tender:{facts.account}")
        ensure(held.cents >= 0, "and no more ended than was there")
