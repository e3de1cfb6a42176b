"""Ask whose payment is put to nothing what it is for, and say when it goes back."""

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
from makegood.domains.billing.models import Payment
from makegood.domains.billing.policy import Aged
from makegood.domains.conversations.operations.send_notice import SendNotice, SendNoticeAsk


class AskAboutPaymentAsk(Ask):
    """Which payment."""

    payment: Ref[Payment] = Field(description="The payment.", examples=["P-7001"])


class PaymentAskedAbout(Result):
    """The payment, and the notice by which its payer was asked."""

    payment: str
    notice: str


@register
class AskAboutPayment(Operation[AskAboutPaymentAsk, Aged, PaymentAskedAbout]):
    """Write once to whose money waits, before it goes back the way it came."""

    name = "billing.ask_about_payment"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: AskAboutPaymentAsk) -> Aged:
        return queries.aged_payment(ask.payment)

    def decide(self, ask: AskAboutPaymentAsk, facts: Aged) -> Decision:
        return policy.may_ask(facts, self.today)

    def execute(
        self, ask: AskAboutPaymentAsk, facts: Aged, decision: Decision
    ) -> PaymentAskedAbout:
        letter = SendNoticeAsk.about(
            facts.about, to=facts.party, notice=queries.MONEY_WAITS, says=decision.says,
            payment=ask.payment,
        )  # fmt: skip
        self.record(facts.about)
        return PaymentAskedAbout(payment=ask.payment, notice=self.run(SendNotice, letter).number)

    def verify(self, ask: AskAboutPaymentAsk, facts: Aged, result: PaymentAskedAbout) -> None:
        asked = queries.aged_payment(ask.payment).asked_on
        ensure(asked == self.today, "it is on record that we asked")
