"""Hand a refund that nobody claimed to the state's office for unclaimed property."""

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
from makegood.domains.billing.models import RefundLeg
from makegood.domains.billing.operations import unclaimed_leg
from makegood.domains.billing.policy import UnclaimedLeg
from makegood.domains.conversations.operations.send_notice import SendNotice, SendNoticeAsk
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import refund_unclaimed


class EscheatRefundAsk(Ask):
    """Which part of a refund nobody claimed."""

    leg: Ref[RefundLeg] = Field(description="The part.", examples=["RF-3001/1"])


class RefundEscheated(Result):
    """The part that the state keeps now, and the entry that says so."""

    leg: str
    entry: str


@register
class EscheatRefund(Operation[EscheatRefundAsk, UnclaimedLeg, RefundEscheated]):
    """Turn money over to the state when its letter is old enough and nobody claimed it."""

    name = "billing.escheat_refund"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: EscheatRefundAsk) -> UnclaimedLeg:
        return unclaimed_leg(ask.leg, self.today)

    def decide(self, ask: EscheatRefundAsk, facts: UnclaimedLeg) -> Decision:
        return policy.may_escheat(facts, self.today)

    def execute(
        self, ask: EscheatRefundAsk, facts: UnclaimedLeg, decision: Decision
    ) -> RefundEscheated:
        leg = facts.leg
        posting = refund_unclaimed(leg.amount, party=leg.party, about=leg.about)
        source, memo = f"refund:{leg.number}:unclaimed", f"Nobody claimed {leg.number}"
        entry = Entry.of(posting, source=source, on=self.today, memo=memo)
        RefundLeg.objects.filter(number=leg.number).update(unclaimed_at=self.now)
        self.record(f"entry:{entry.number}")
        about, notice = f"refund:{leg.refund}", "refund_turned_over"
        self.release_promise("refund", about)
        letter = SendNoticeAsk.about(about, to=leg.party, notice=notice, says=decision.says)
        self.run(SendNotice, letter)
        self.record(about)
        return RefundEscheated(leg=leg.number, entry=entry.number)

    def verify(self, ask: EscheatRefundAsk, facts: UnclaimedLeg, result: RefundEscheated) -> None:
        seen = queries.leg(result.leg)
        ensure(seen is not None and seen.state == "unclaimed", "the state has it")
