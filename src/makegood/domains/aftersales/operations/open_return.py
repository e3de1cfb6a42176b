"""Open a return: the customer sends goods back, we promise the money."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import Return, ReturnReason, lock_line_to_return
from makegood.domains.aftersales.operations import end_at, label_due, letter, reminder_at
from makegood.domains.aftersales.telling import about, way_back
from makegood.domains.aftersales.terms import open_until
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.domains.ordering.models import OrderLine
from makegood.domains.ordering.operations.open_freight_claim import claim_damage


class OpenReturnAsk(Ask):
    """Which goods come back, how many of them, why, and whether they were opened."""

    line: Ref[OrderLine] = Field(description="The order line.", examples=["O-1041/1"])
    quantity: int = Field(1, description="How many pieces.", examples=[1], ge=1, le=10_000)
    reason: ReturnReason = Field(description="Why they come back.", examples=["changed_mind"])
    opened: bool | None = Field(
        None, description="Whether the box was opened; when the fee depends on it.", examples=[True]
    )


class ReturnOpened(Result):
    """The return's number, the refund, and the last day for the goods to arrive."""

    return_number: str
    refund: Money
    fee: Money
    send_by: date


@register
class OpenReturn(Operation[OpenReturnAsk, policy.ReturnFacts, ReturnOpened]):
    """Authorise a return of delivered goods and promise the refund."""

    name = "aftersales.open_return"
    needs = Needs(level=V2, standing=holder("returns"), authority=None, automated=True)
    retention = "orders_7y"
    undone_by = "aftersales.cancel_return"

    def gather(self, ask: OpenReturnAsk) -> policy.ReturnFacts:
        return lock_line_to_return(
            ask.line, quantity=ask.quantity, reason=ask.reason, opened=ask.opened,
            language=self.language, today=self.today,
        )  # fmt: skip

    def decide(self, ask: OpenReturnAsk, facts: policy.ReturnFacts) -> Decision:
        return policy.may_return(
            facts, quantity=ask.quantity, reason=ask.reason, opened=ask.opened, today=self.today
        )

    def execute(
        self, ask: OpenReturnAsk, facts: policy.ReturnFacts, decision: Decision
    ) -> ReturnOpened:
        number = next_number("R")
        row = Return.authorise(
            number, facts, quantity=ask.quantity, reason=ask.reason, opened=ask.opened,
            at=self.now, by=self.actor.name, expires_on=open_until(self.today),
        )  # fmt: skip
        subject, later = f"return:{number}", {"return_number": number}
        self.record(subject)
        told = way_back(number, ask.reason, row.expires_on, facts.sold, self.today)
        for sentence in told:
            self.tell(sentence)
        self.queue(
            kind="carrier.label", payload=queries.label_request(number, self.today),
            key=f"label:{number}", then="aftersales.record_label",
        )  # fmt: skip
        self.promise(
            "return_label", subject=subject, party=facts.party, due=label_due(self.today),
            sentence=about(number, "label_promised", number=number),
        )  # fmt: skip
        if ask.reason is ReturnReason.DAMAGED_IN_TRANSIT:
            claim_damage(self, ask.line, ask.quantity, "Damaged in transit.")
        for act, at in (("remind", reminder_at(self.today)), ("expire", end_at(self.today))):
            self.later(f"aftersales.{act}_return", later, at=at, key=f"{act}:{number}")
        says = (*decision.says, *told)
        self.run(SendNotice, letter(number, facts.party, "return_opened", says, item=facts.item))
        return ReturnOpened(
            return_number=number, refund=row.terms.refund, fee=row.terms.fee, send_by=row.expires_on
        )

    def verify(self, ask: OpenReturnAsk, facts: policy.ReturnFacts, result: ReturnOpened) -> None:
        card = queries.return_card(result.return_number)
        ensure(card.state == "authorised", "the return is authorised")
        ensure((card.line.number, card.quantity) == (ask.line, ask.quantity), "for these goods")
        ensure(card.refund == result.refund, "with the refund that was told")
