"""Choose for rejected goods: sent back at the customer's cost, disposed of, or looked at again."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.core.times_of_day import evening_of
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import Return, lock_return
from makegood.domains.aftersales.models.rejections import Rejection
from makegood.domains.aftersales.operations import book_all, letter
from makegood.domains.aftersales.policy import Choice
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.domains.ledger.postings import shipment_invoiced


class ChooseForRejectedAsk(Ask):
    """Which return, and what becomes of its goods."""

    return_number: Ref[Return] = Field(description="The return.", examples=["R-2001"])
    choice: Choice = Field(
        description="Sent back at your cost, disposed of, or looked at again.",
        examples=["send_back"],
    )


class RejectedChosen(Result):
    """What was chosen, and what it costs."""

    return_number: str
    choice: str
    fee: Money | None = None


@register
class ChooseForRejected(Operation[ChooseForRejectedAsk, policy.ReturnRecord, RejectedChosen]):
    """Do with goods that we did not accept what the customer chooses."""

    name = "aftersales.choose_for_rejected"
    needs = Needs(level=V2, standing=holder("returns"), authority=None, automated=True)
    retention = "orders_7y"

    def gather(self, ask: ChooseForRejectedAsk) -> policy.ReturnRecord:
        return lock_return(ask.return_number)

    def decide(self, ask: ChooseForRejectedAsk, facts: policy.ReturnRecord) -> Decision:
        return policy.may_choose(facts, ask.choice, today=self.today)

    def execute(
        self, ask: ChooseForRejectedAsk, facts: policy.ReturnRecord, decision: Decision
    ) -> RejectedChosen:
        number, subject = facts.number, f"return:{facts.number}"
        Rejection.chosen(number, ask.choice, at=self.now)
        fee = decision.figure("fee") if decision.figures else None
        if ask.choice is not Choice.DISPUTE:
            Return.objects.filter(number=number).update(closed_at=self.now)
        if fee is not None:
            none = Money.zero(fee.currency)
            sent = shipment_invoiced(
                goods=none, services=fee, tax=none, party=facts.party, about=subject
            )
            book_all(self, [("sent_back", sent)], about=subject, memo=f"Return {number}")
        if ask.choice is not Choice.DISPOSE:
            kind = "second_look" if ask.choice is Choice.DISPUTE else "send_back"
            due = evening_of(policy.looked_at_by(self.today))
            self.promise(
                kind, subject=subject, party=facts.party, due=due, sentence=decision.says[-1]
            )
        self.run(SendNotice, letter(number, facts.party, "return_chosen", decision.says))
        self.record(subject)
        return RejectedChosen(return_number=number, choice=ask.choice, fee=fee)

    def verify(
        self, ask: ChooseForRejectedAsk, facts: policy.ReturnRecord, result: RejectedChosen
    ) -> None:
        state = "disputed" if ask.choice is Choice.DISPUTE else "closed"
        ensure(queries.return_card(facts.number).state == state, "the return is as was chosen")
