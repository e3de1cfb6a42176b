"""Alert managers of a claim that waits: its days run out, and silence will approve it."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.models import Effect
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.dealers import policy, queries
from makegood.domains.dealers.models import DealerClaim
from makegood.domains.dealers.models.facts import lock_claim
from makegood.handbook import book


class AlertClaimAsk(Ask):
    """Which claim waits."""

    claim: Ref[DealerClaim] = Field(description="The claim.", examples=["DCL-2201"])


class ClaimAlerted(Result):
    """The claim that managers were told of."""

    claim: str


@register
class AlertClaim(Operation[AlertClaimAsk, policy.ClaimRecord, ClaimAlerted]):
    """Tell managers of a claim that nobody has decided, while there still is time."""

    name = "dealers.alert_claim"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: AlertClaimAsk) -> policy.ClaimRecord:
        return lock_claim(ask.claim, self.today)

    def decide(self, ask: AlertClaimAsk, facts: policy.ClaimRecord) -> Decision:
        return policy.may_alert(facts, self.today)

    def execute(
        self, ask: AlertClaimAsk, facts: policy.ClaimRecord, decision: Decision
    ) -> ClaimAlerted:
        DealerClaim.objects.filter(number=facts.number).update(alerted_at=self.now)
        told = " ".join(one.text("en") for one in decision.says)
        mail = {
            "to": book().company.supervisor_mail, "notice": "dealer_claim_waits",
            "subject": f"Dealer claim {facts.number} waits", "body": told,
        }  # fmt: skip
        self.queue(kind="mail", payload=mail, key=f"alert:{facts.number}:{facts.received_on}")
        self.record(f"dealer_claim:{facts.number}")
        return ClaimAlerted(claim=facts.number)

    def verify(self, ask: AlertClaimAsk, facts: policy.ClaimRecord, result: ClaimAlerted) -> None:
        card = queries.claim_card(facts.number)
        ensure(card.alerted_at == self.now, "the alert is on record")
        key = f"alert:{facts.number}:{facts.received_on}"
        ensure(Effect.objects.filter(key=key).exists(), "and on its way to the managers")
