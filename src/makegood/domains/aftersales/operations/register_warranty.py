"""Register a warranty: a piece bought elsewhere is known by its serial number and its receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pydantic import Field, field_validator

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import Rights, holder
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import Unit, known_unit
from makegood.domains.aftersales.policy import UnitFacts
from makegood.domains.catalog.queries import LotCard, lot_of
from makegood.domains.parties.queries import account_of, own_rights


class RegisterWarrantyAsk(Ask):
    """The serial number, and the receipt if there is one."""

    serial: str = Field(
        description="The serial number on its label.", examples=["SN-77250"], min_length=4,
        max_length=40,
    )  # fmt: skip
    bought_on: date | None = Field(
        None, description="The day on the receipt.", examples=["2025-11-03"]
    )
    proof: str = Field(
        "", description="The receipt: its document here, or its own number.",
        examples=["DC-1004"], max_length=200,
    )  # fmt: skip
    dealer_shipped_on: date | None = Field(
        None, description="When it went to the dealer, if that is on record.",
        examples=["2025-10-20"],
    )  # fmt: skip

    @field_validator("serial")
    @classmethod
    def _as_on_the_label(cls, serial: str) -> str:
        return serial.upper().replace(" ", "-")


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """Whose piece it is to be, what the makers say of it, and what is known of it here."""

    party: str
    lot: LotCard | None
    unit: UnitFacts | None
    rights: Rights


class WarrantyRegistered(Result):
    """The piece as it is registered."""

    unit: str
    sku: str


@register
class RegisterWarranty(Operation[RegisterWarrantyAsk, RegisterFacts, WarrantyRegistered]):
    """Put a customer's piece on record, with the receipt from which its warranty runs."""

    name = "aftersales.register_warranty"
    needs = Needs(level=V2, standing=holder("returns"), authority=None, automated=True)
    retention = "orders_7y"

    def gather(self, ask: RegisterWarrantyAsk) -> RegisterFacts:
        party = self.actor.party or ""
        known = known_unit(ask.serial)
        return RegisterFacts(party, lot_of(ask.serial, self.today), known, own_rights(party))

    def decide(self, ask: RegisterWarrantyAsk, facts: RegisterFacts) -> Decision:
        return policy.may_register(
            facts.unit, serial=ask.serial, lot=facts.lot, party=facts.party,
            bought_on=ask.bought_on, today=self.today,
        )  # fmt: skip

    def execute(
        self, ask: RegisterWarrantyAsk, facts: RegisterFacts, decision: Decision
    ) -> WarrantyRegistered:
        sku = facts.lot.sku if facts.lot else ""
        told = {"bought_on": ask.bought_on, "dealer_shipped_on": ask.dealer_shipped_on}
        kept: dict[str, date | str] = {n: day for n, day in told.items() if day is not None}
        if ask.proof:
            kept["proof"] = ask.proof
        first = {
            "sku": sku, "party": facts.party, "account": account_of(facts.party),
            "registered_on": self.today, "registered_by": self.actor.name,
        }  # fmt: skip
        Unit.objects.update_or_create(
            number=ask.serial, defaults=kept, create_defaults={**first, **kept}
        )
        self.record(f"unit:{ask.serial}")
        return WarrantyRegistered(unit=ask.serial, sku=sku)

    def verify(
        self, ask: RegisterWarrantyAsk, facts: RegisterFacts, result: WarrantyRegistered
    ) -> None:
        card = queries.unit_card(ask.serial)
        ensure((card.party, card.sku) == (facts.party, result.sku), "it is registered to them")
