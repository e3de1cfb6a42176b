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
    grams: int | None = Field(
        None,
        description="What they weigh together, in grams.",
        examples=[77500],
        ge=1,
        le=5_000_000,
    )
    posted_on: date | None = Field(
        None, description="The day the carrier took it, if it came late.", examples=["2026-06-12"]
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
        return policy.may_receive(facts, grams=ask.grams, posted_on=ask.posted_on, today=self.today)

    def execute(
        self, ask: ReceiveReturnAsk, facts: policy.ReturnRecord, decision: Decision
    ) -> ReturnReceived:
        number, subject = facts.number, f"return:{facts.number}"
        due = refund_due_on(self.today)
        light = policy.is_light(facts, ask.grams, self.today)
        row = Return.objects.get(number=number)
        row.received_at, row.received_by = self.now, self.actor.name
        row.parcels, row.received_serial, row.grams = ask.parcels, ask.serial, ask.grams
        row.disputed_at = self.now if light else row.disputed_at
        row.expired_at = None if policy.is_in_time(facts, ask.posted_on) else row.expired_at
        row.save()
        self.call_off(f"remind:{number}")
        self.call_off(f"expire:{number}")
        for kept in ("return_label", "pick_up"):
            self.keep_promise(kept, subject)
        look = ret(11, "says", self.today)
        told = [*decision.says, look]
        self.promise(
            "inspection", subject=subject, party=facts.party, due=evening_of(due), sentence=look
        )
        if facts.refunded_on is None and not light:
            paid = ret(9, "promise", self.today, due=due)
            told.insert(0, paid)
            self.promise(
                "refund", subject=subject, party=facts.party, due=evening_of(due), sentence=paid
            )
            self.check_later("aftersales.refund_posted", subject=subject, due=evening_of(due))
        for sentence in told:
            if sentence not in decision.says:
                self.tell(sentence)
        notice = "return_weighed" if light else "return_received"
        self.run(SendNotice, letter(number, facts.party, notice, told))
        self.record(subject)
        return ReturnReceived(return_number=number, refund_by=due)

    def verify(
        self, ask: ReceiveReturnAsk, facts: policy.ReturnRecord, result: ReturnReceived
    ) -> None:
        card = queries.return_card(facts.number)
        ensure(card.received_at == self.now, "the goods are here now")
        promised = {one.kind for one in open_promises(f"return:{facts.number}")}
        ensure("inspection" in promised, "somebody will look at them")
        is_looked_into = card.state == "disputed"
        ensure(
            "refund" in promised or is_looked_into or card.refunded_at is not None,
            "and pay what is owed, or look into it first",
        )
