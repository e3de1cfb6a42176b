"""Write to whoever holds given store credit before its last day comes."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
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


class TellEndingAsk(Ask):
    """Which given credit."""

    credit: Ref[GivenCredit] = Field(description="The given credit.", examples=["SC-1001"])


class EndingTold(Result):
    """The given credit, and whether its holder could be written to."""

    credit: str
    sent: bool


@register
class TellEnding(Operation[TellEndingAsk, GivenFacts, EndingTold]):
    """Tell whoever holds given store credit how much of it ends, and on which day."""

    name = "billing.tell_ending"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: TellEndingAsk) -> GivenFacts:
        return lock_given(ask.credit)

    def decide(self, ask: TellEndingAsk, facts: GivenFacts) -> Decision:
        return policy.may_tell_ending(facts, self.today)

    def execute(self, ask: TellEndingAsk, facts: GivenFacts, decision: Decision) -> EndingTold:
        about, notice = f"given_credit:{facts.number}", "store_credit_ends_soon"
        letter = SendNoticeAsk.about(about, to=facts.party, notice=notice, says=decision.says)
        sent = self.run(SendNotice, letter).sent
        row = GivenCredit.objects.filter(number=facts.number)
        row.update(**{"told_at" if sent else "untold_at": self.now})
        self.record(about)
        return EndingTold(credit=facts.number, sent=sent)

    def verify(self, ask: TellEndingAsk, facts: GivenFacts, result: EndingTold) -> None:
        seen = queries.given_credit(result.credit)
        ensure(policy.ending_of(seen, self.today) is None, "the holder has the whole time")
        ensure((seen.told_on is not None) == result.sent, "only who was written to counts as told")
