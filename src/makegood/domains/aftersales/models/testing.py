"""Make a test of what is asked: which one, where, and who else has to know of it (C22)."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from pydantic import Field

from makegood.core.clock import local
from makegood.core.operation import Ask
from makegood.core.refs import Ref
from makegood.domains.aftersales.models.trials import ProductTest, TestNotice
from makegood.domains.aftersales.policy.trials import Wanted, first_day_to_destroy
from makegood.domains.aftersales.sampling import lab_named, method_named
from makegood.domains.parties.models import Party

_CARRIER = {"name": "Meridian Freight", "role": "carrier", "mail": "claims@freight.example.com"}


class Role(StrEnum):
    """For whom a piece is evidence besides its owner."""

    CARRIER = "carrier"
    INSURER = "insurer"
    OTHER_SIDE = "other_side"


class InterestedAsk(Ask):
    """Somebody for whom a piece is evidence, and where a letter reaches them."""

    name: str = Field(description="Their name.", examples=["Meridian Freight"], min_length=2,
                      max_length=120)  # fmt: skip
    role: Role = Field(description="What they are in it.", examples=["carrier"])
    mail: str = Field(description="Their e-mail address.", examples=["claims@freight.example.com"],
                      pattern=r"^[^@\s]+@[^@\s]+$", max_length=254)  # fmt: skip


class OrderTestAsk(Ask):
    """What is tested, how, which question it answers, and which decision the answer changes."""

    sku: str = Field(description="The product.", examples=["WM900"], max_length=40)
    lot: str = Field("", description="The lot in doubt.", examples=["LOT-24-117"], max_length=40)
    method: str = Field(
        description="The method, by its name in the handbook.", examples=["leakage_current"],
        max_length=40,
    )  # fmt: skip
    question: str = Field(
        description="What is to be found out.", min_length=5, max_length=400,
        examples=["Does the lot leak current to its housing?"],
    )  # fmt: skip
    decision_affected: str = Field(
        description="Which decision the result will change; without one no test is ordered.",
        min_length=5, max_length=400, examples=["Whether the lot may be shipped."],
    )  # fmt: skip
    consent: str = Field(
        "", description="The owner's written consent, when the test destroys the sample.",
        examples=["DC-1009"], max_length=400,
    )  # fmt: skip
    lab: str = Field(
        "ours", description="The laboratory, by its name in the handbook.",
        examples=["meridian_materials"], max_length=40,
    )  # fmt: skip
    asked_by: Ref[Party] | None = Field(
        None, description="The customer who wants an independent laboratory.", examples=["C-6"]
    )
    accepted: str = Field(
        "", description="That customer's written yes to who bears the cost.",
        examples=["DC-1010"], max_length=400,
    )  # fmt: skip
    interested: tuple[InterestedAsk, ...] | None = Field(
        None, description="Who else it is evidence for, when it is destroyed; an empty list if"
        " nobody is.", examples=[[_CARRIER]], max_length=10,
    )  # fmt: skip

    def wanted(self, today: date) -> Wanted:
        """The same as plain facts."""
        return Wanted(
            sku=self.sku, method=method_named(self.method, today), lab=lab_named(self.lab, today),
            consent=self.consent, others_are_named=self.interested is not None,
            asked_by=self.asked_by or "", accepted=self.accepted,
        )  # fmt: skip


def keep_test(
    ask: OrderTestAsk, wanted: Wanted, *, number: str, due_on: date, at: datetime, by: str
) -> ProductTest:
    """Keep a test that is ordered, and whom we tell of it before it destroys anything."""
    told = ask.interested or ()
    row = ProductTest.objects.create(
        number=number, sku=ask.sku, lot=ask.lot, method=ask.method, question=ask.question,
        decision_affected=ask.decision_affected, consent=ask.consent,
        cost_cents=wanted.cost.cents, currency=wanted.cost.currency, due_on=due_on, ordered_at=at,
        ordered_by=by, lab=wanted.lab.name if wanted.lab else "", asked_by_party=ask.asked_by or "",
        accepted=ask.accepted, not_before=first_day_to_destroy(local(at).date()) if told else None,
    )  # fmt: skip
    for one in told:
        TestNotice.objects.create(of=row, name=one.name, role=one.role, mail=one.mail, told_at=at)
    return row
