"""Record whether the bank stopped a cheque of ours in time."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.operation import Needs, Operation
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.billing import policy
from makegood.domains.billing.models import RefundLeg
from makegood.domains.billing.operations import (
    LegStands,
    ProviderAnswerAsk,
    cheque_in,
    leg_facts,
    letter_on_stopping,
    owe_again,
    stands,
    text_of,
)
from makegood.domains.billing.policy import LegFacts
from makegood.domains.conversations.operations.send_notice import SendNotice


class RecordStopResultAsk(ProviderAnswerAsk):
    """The stop that was asked for, and the bank's receipt; a declined one came too late."""

    effect_key: str = Field(max_length=80, description="The stop.", examples=["stop:RF-3001/1"])


@register
class RecordStopResult(Operation[RecordStopResultAsk, LegFacts, LegStands]):
    """Owe the money of a stopped cheque again, or tell that the cheque was cashed before."""

    name = "billing.record_stop_result"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: RecordStopResultAsk) -> LegFacts:
        return leg_facts(cheque_in(ask.effect_key))

    def decide(self, ask: RecordStopResultAsk, facts: LegFacts) -> Decision:
        return allow(clauses=[policy.clause("REF-11", self.today)])

    def execute(self, ask: RecordStopResultAsk, facts: LegFacts, decision: Decision) -> LegStands:
        leg = RefundLeg.objects.filter(number=facts.number)
        was_cashed = text_of(ask.receipt, "status") == "declined" or facts.state == "settled"
        # One that was given up, and went through later, stopped the cheque all the same.
        is_late = facts.state == "sent" and not was_cashed
        if is_late or facts.state in ("stopping", "settled"):
            if was_cashed:
                leg.update(stop_asked_at=None, failure="")
            else:
                owe_again(self, facts, leg.get().failure or "stopped")
            sentence = "cashed" if was_cashed else "stopped"
            self.run(SendNotice, letter_on_stopping(facts, sentence, self.today))
        return stands(self, facts)

    def verify(self, ask: RecordStopResultAsk, facts: LegFacts, result: LegStands) -> None:
        ensure(result.state != "stopping", "the bank's answer says how it stands")
