"""Receive a return: the parcel is here, and the day for the refund is promised."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.promises import open_promises
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.core.times_of_day import evening_of
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import Return, lock_return
from makegood.domains.aftersales.operations import letter, refund_due_on
from makegood.domains.aftersales.telling import ret
from makegood.domains.conversations.operations.send_notice import SendNotice


class ReceiveReturnAsk(Ask):
    """Which return arrived, in how many parcels, and the serial number if one can be read."""

    return_number: Ref[Return] = Field(description="The return.", examples=["R-2001"])
    parcels: int = Field(1, description="How many parcels came.", examples=[1], ge=1, le=1000)
    serial: str = Field(
        "", description="The serial number on the outside.", examples=["SN-77120"], max_length=40
    )


class ReturnReceived(Result):
    """The return that is here, and the last day for its refund."""

    return_number: str
    refund_by: date


@register
class ReceiveReturn(Operation[ReceiveReturnAsk, policy.ReturnRecord, ReturnReceived]):
    """Take in the parcel of a return, and promise its inspection and refund."""

    name = "aftersales.receive_return"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: ReceiveReturnAsk) -> policy.ReturnRecord:
        return lock_return(ask.return_number)

    def decide(self, ask: ReceiveReturnAsk, facts: policy.ReturnRecord) -> Decision:
        return policy.may_receive(facts, today=self.today)

    def execute(
        self, ask: ReceiveReturnAsk, facts: policy.ReturnRecord, decision: Decision
    ) -> ReturnReceived:
        number, subject = facts.number, f"return:{facts.number}"
        due = refund_due_on(self.today)
        Return.objects.filter(number=number).update(
            received_at=self.now, received_by=self.actor.name, parcels=ask.parcels,
            received_serial=ask.serial,
        )  # fmt: skip
        self.call_off(f"remind:{number}")
        self.call_off(f"expire:{number}")
        self.keep_promise("return_label", subject)
        look = ret(11, "says", self.today)
        told = [look]
        self.promise(
            "inspection", subject=subject, party=facts.party, due=evening_of(due), sentence=look
        )
        if facts.refunded_on is None:
            told.insert(0, ret(9, "promise", self.today, due=due))
            self.promise(
                "refund", subject=subject, party=facts.party, due=evening_of(due), sentence=told[0]
            )
            self.check_later("aftersales.refund_posted", subject=subject, due=evening_of(due))
        for sentence in told:
            self.tell(sentence)
        self.run(SendNotice, letter(number, facts.party, "return_received", told))
        self.record(subject)
        return ReturnReceived(return_number=number, refund_by=due)

    def verify(
        self, ask: ReceiveReturnAsk, facts: policy.ReturnRecord, result: ReturnReceived
    ) -> None:
        card = queries.return_card(facts.number)
        ensure(card.received_at == self.now, "the goods are here now")
        promised = {one.kind for one in open_promises(f"return:{facts.number}")}
        ensure("inspection" in promised, "somebody will look at them")
        ensure("refund" in promised or card.refunded_at is not None, "and pay what is owed")
