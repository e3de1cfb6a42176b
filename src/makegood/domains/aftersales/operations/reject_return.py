"""Reject a return: the customer hears why, sees a photo, and chooses what becomes of the goods."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import Return, lock_return_to_judge
from makegood.domains.aftersales.models.rejections import Rejection
from makegood.domains.aftersales.operations import letter
from makegood.domains.conversations.operations.send_notice import SendNotice


class RejectReturnAsk(Ask):
    """Which return, why it is not accepted, and the photo that shows it."""

    return_number: Ref[Return] = Field(description="The return.", examples=["R-2001"])
    why: str = Field(
        description="Why, as the customer reads it.", min_length=10, max_length=1000,
        examples=["The drum is dented from inside, which no transport does"],
    )  # fmt: skip
    photo: str = Field(
        "", description="The photo that shows it.", examples=["DC-1012"], max_length=400
    )


class ReturnRejected(Result):
    """The return that is not accepted."""

    return_number: str


@register
class RejectReturn(Operation[RejectReturnAsk, policy.ReturnRecord, ReturnRejected]):
    """Say that a return is not accepted, and leave it to the customer what becomes of the goods."""

    name = "aftersales.reject_return"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: RejectReturnAsk) -> policy.ReturnRecord:
        return lock_return_to_judge(ask.return_number)

    def decide(self, ask: RejectReturnAsk, facts: policy.ReturnRecord) -> Decision:
        return policy.may_reject(facts, ask.why, ask.photo, by=self.actor.name, today=self.today)

    def execute(
        self, ask: RejectReturnAsk, facts: policy.ReturnRecord, decision: Decision
    ) -> ReturnRejected:
        number, subject = facts.number, f"return:{facts.number}"
        Rejection.objects.create(
            of=Return.objects.get(number=number), why=ask.why, photo=ask.photo,
            rejected_at=self.now, rejected_by=self.actor.name,
        )  # fmt: skip
        self.keep_promise("second_look", subject)
        self.release_promise("refund", subject)
        self.run(SendNotice, letter(number, facts.party, "return_rejected", decision.says))
        self.record(subject)
        return ReturnRejected(return_number=number)

    def verify(
        self, ask: RejectReturnAsk, facts: policy.ReturnRecord, result: ReturnRejected
    ) -> None:
        ensure(queries.return_card(facts.number).state == "rejected", "the return is rejected")
