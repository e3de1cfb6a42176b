"""Write to whoever does not claim a refund, and in the end hand the money to the state."""

from __future__ import annotations

from datetime import date

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow, say
from makegood.core.operation import Needs, Nothing, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.billing import policy, queries
from makegood.domains.billing.models import RefundLeg
from makegood.domains.billing.operations import leg_facts
from makegood.domains.billing.operations.stop_refund import StopRefund, StopRefundAsk
from makegood.domains.billing.policy import LegFacts
from makegood.domains.billing.queries import Unclaimed
from makegood.domains.conversations.operations.send_notice import SendNotice, SendNoticeAsk
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import refund_unclaimed


class UnclaimedTurnedOver(Result):
    """What was stopped, written about and turned over."""

    stopped: tuple[str, ...]
    written: tuple[str, ...]
    turned_over: tuple[str, ...]


@register
class TurnOverUnclaimed(Operation[Nothing, Unclaimed, UnclaimedTurnedOver]):
    """Each day: stop stale cheques, write before money is lost, turn over what nobody claims."""

    name = "billing.turn_over_unclaimed"
    needs = Needs(level=V0, standing=internal(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: Nothing) -> Unclaimed:
        stale = policy.clause("REF-11", self.today).whole("stale_days")
        rule = policy.clause("REF-13", self.today)
        kept, before = rule.whole("claim_days"), rule.whole("letter_days")
        return queries.unclaimed(self.today, stale, kept, before)

    def decide(self, ask: Nothing, facts: Unclaimed) -> Decision:
        return allow(clauses=[policy.clause("REF-13", self.today)])

    def execute(self, ask: Nothing, facts: Unclaimed, decision: Decision) -> UnclaimedTurnedOver:
        for leg in facts.stale:
            self.run(StopRefund, StopRefundAsk(leg=Ref(leg), reason="Not cashed in time"))
        for leg in facts.to_write:
            RefundLeg.objects.filter(number=leg).update(written_at=self.now)
            self._tell(leg_facts(leg), "soon", last_day=facts.last_days[leg])
        for leg in facts.to_turn_over:
            self._turn_over(leg_facts(leg))
        return UnclaimedTurnedOver(
            stopped=facts.stale, written=facts.to_write, turned_over=facts.to_turn_over
        )

    def _turn_over(self, leg: LegFacts) -> None:
        posting = refund_unclaimed(leg.amount, party=leg.party, about=leg.about)
        source, memo = f"refund:{leg.number}:unclaimed", f"Nobody claimed {leg.number}"
        entry = Entry.of(posting, source=source, on=self.today, memo=memo)
        RefundLeg.objects.filter(number=leg.number).update(unclaimed_at=self.now)
        self.record(f"entry:{entry.number}")
        self.release_promise("refund", f"refund:{leg.refund}")
        self._tell(leg, "turned_over")

    def _tell(self, leg: LegFacts, sentence: str, **more: date) -> None:
        rule = policy.clause("REF-13", self.today)
        told = say(rule, sentence, amount=leg.amount, **more)
        notice = "refund_turned_over" if not more else "refund_unclaimed_soon"
        about = f"refund:{leg.refund}"
        letter = SendNoticeAsk.about(about, to=leg.party, notice=notice, says=[told])
        self.run(SendNotice, letter)
        self.record(about)

    def verify(self, ask: Nothing, facts: Unclaimed, result: UnclaimedTurnedOver) -> None:
        states = {number: queries.leg(number) for number in result.turned_over}
        ensure(all(leg and leg.state == "unclaimed" for leg in states.values()), "the state has it")
