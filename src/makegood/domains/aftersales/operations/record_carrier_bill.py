"""Record a carrier's bill: what bringing and fetching goods costs us, parcel by parcel."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Amount, Money
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import CarrierBill, lock_bill
from makegood.domains.aftersales.policy import CarrierBillFacts
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import FREIGHT, freight_billed

_PARCEL = {"tracking": "MF260601041", "amount": "84.00"}


class ParcelAsk(Ask):
    """One parcel of the bill."""

    tracking: str = Field(
        description="Its number with the carrier.", examples=["MF260601041"], min_length=2,
        max_length=60,
    )  # fmt: skip
    amount: Amount = Field(description="What the carrier asks for it.", examples=["84.00"])


class RecordCarrierBillAsk(Ask):
    """The bill as the carrier sent it."""

    carrier: str = Field(
        description="The carrier.", examples=["Meridian Freight"], min_length=2, max_length=60
    )
    number: str = Field(
        description="The number on the bill.", examples=["MF-88120"], min_length=1, max_length=40
    )
    dated_on: date = Field(description="The day on it.", examples=["2026-06-12"])
    parcels: tuple[ParcelAsk, ...] = Field(
        description="What it asks, parcel by parcel.", examples=[[_PARCEL]], min_length=1,
        max_length=500,
    )  # fmt: skip


class CarrierBillRecorded(Result):
    """The bill under a number of ours, what it asks, what is owed, and what is questioned."""

    bill: str
    billed: Money
    owed: Money
    questioned: Money


@register
class RecordCarrierBill(Operation[RecordCarrierBillAsk, CarrierBillFacts, CarrierBillRecorded]):
    """Take in what a carrier bills, owe it what was agreed, and name what is to be questioned."""

    name = "aftersales.record_carrier_bill"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: RecordCarrierBillAsk) -> CarrierBillFacts:
        asked = [(one.tracking, one.amount) for one in ask.parcels]
        return lock_bill(ask.carrier, ask.number, asked)

    def decide(self, ask: RecordCarrierBillAsk, facts: CarrierBillFacts) -> Decision:
        return policy.may_record_bill(facts, self.today)

    def execute(
        self, ask: RecordCarrierBillAsk, facts: CarrierBillFacts, decision: Decision
    ) -> CarrierBillRecorded:
        billed, owed = decision.figure("billed"), decision.figure("owed")
        row = CarrierBill.objects.create(
            number=next_number("FB"), carrier=ask.carrier, their_number=ask.number,
            dated_on=ask.dated_on, currency=billed.currency, recorded_at=self.now,
            recorded_by=self.actor.name,
        )  # fmt: skip
        row.keep(policy.judged(facts, self.today))
        about = f"carrier_bill:{row.number}"
        if owed:
            posting, why = freight_billed(owed, about=about), f"{ask.carrier}, bill {ask.number}"
            entry = Entry.of(posting, source=f"{about}:owed", on=self.today, memo=why)
            self.record(f"entry:{entry.number}")
        self.record(about)
        return CarrierBillRecorded(
            bill=row.number, billed=billed, owed=owed, questioned=billed - owed
        )

    def verify(
        self, ask: RecordCarrierBillAsk, facts: CarrierBillFacts, result: CarrierBillRecorded
    ) -> None:
        card = queries.carrier_bill_card(result.bill)
        ensure(len(card.parcels) == len(ask.parcels), "each parcel is on record")
        booked = ledger.balance_of(FREIGHT, about=f"carrier_bill:{result.bill}")
        ensure(booked == result.owed == card.owed, "the books owe what is owed of it")
