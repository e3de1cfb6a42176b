"""Note that the bank could not be asked to stop a cheque: it is out as before, and people hear."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.billing import policy, queries
from makegood.domains.billing.models import RefundLeg
from makegood.domains.billing.operations import cheque_in, leg_facts
from makegood.domains.billing.policy import LegFacts
from makegood.handbook import book


class NoteStopFailedAsk(Ask):
    """The stop that was asked for, and why nobody asked the bank."""

    effect_key: str = Field(max_length=80, description="The stop.", examples=["stop:RF-3001/1"])
    reason: str = Field(max_length=400, description="Why.", examples=["nobody here does it"])


class StopFailedNoted(Result):
    """How the part of the refund stands now."""

    leg: str
    state: str


@register
class NoteStopFailed(Operation[NoteStopFailedAsk, LegFacts, StopFailedNoted]):
    """Have billing control ask the bank itself, when a stop could not be asked for."""

    name = "billing.note_stop_failed"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: NoteStopFailedAsk) -> LegFacts:
        return leg_facts(cheque_in(ask.effect_key))

    def decide(self, ask: NoteStopFailedAsk, facts: LegFacts) -> Decision:
        return allow(clauses=[policy.clause("REF-11", self.today)])

    def execute(
        self, ask: NoteStopFailedAsk, facts: LegFacts, decision: Decision
    ) -> StopFailedNoted:
        if facts.state == "stopping":
            RefundLeg.objects.filter(number=facts.number).update(stop_asked_at=None, failure="")
            self._ask_billing_control(ask, facts)
        self.record(f"refund:{facts.refund}")
        seen = queries.leg(facts.number)
        return StopFailedNoted(leg=facts.number, state=seen.state if seen else "")

    def _ask_billing_control(self, ask: NoteStopFailedAsk, facts: LegFacts) -> None:
        body = (
            f"{facts.amount} of {facts.order} for {facts.party}: {ask.reason}. "
            "Please ask the bank, and record here what it says."
        )
        self.queue(
            kind="mail",
            key=f"stop_failed:{ask.effect_key}",
            payload={
                "to": book().company.department("billing_control").contact,
                "notice": "stop_failed",
                "subject": f"The cheque {facts.number} was not stopped",
                "body": body,
            },
        )

    def verify(self, ask: NoteStopFailedAsk, facts: LegFacts, result: StopFailedNoted) -> None:
        ensure(result.state != "stopping", "it waits for no answer of the bank")
