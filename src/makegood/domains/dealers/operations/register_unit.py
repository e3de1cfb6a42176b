"""Register a piece: a dealer was shipped it, and perhaps sold it to a customer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.dealers import policy
from makegood.domains.dealers.models import Dealer, DealerUnit
from makegood.domains.dealers.models.facts import dealer_facts, sold_unit
from makegood.domains.parties.models import Party
from makegood.domains.parties.queries import party_card


class RegisterUnitAsk(Ask):
    """Which piece, at which dealer, when it was shipped, and when and to whom it was sold."""

    dealer: Ref[Dealer] = Field(description="The dealer.", examples=["DL-4"])
    serial: str = Field(
        description="The serial number.", examples=["SN-D-40999"], min_length=3, max_length=40
    )
    model: str = Field(description="The model.", examples=["WM900"], max_length=40)
    shipped_on: date = Field(description="When we shipped it.", examples=["2026-05-04"])
    sold_on: date | None = Field(None, description="When it was sold.", examples=["2026-06-01"])
    owner: Ref[Party] | None = Field(None, description="Who bought it.", examples=["C-12"])


@dataclass(frozen=True, slots=True)
class Registering:
    """The dealer, and whether the piece is registered already just like this."""

    dealer: str
    is_known: bool


class UnitRegistered(Result):
    """The piece that is on record now."""

    serial: str


@register
class RegisterUnit(Operation[RegisterUnitAsk, Registering, UnitRegistered]):
    """Put a piece on record with its dealer, or note that it was sold."""

    name = "dealers.register_unit"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: RegisterUnitAsk) -> Registering:
        facts = dealer_facts(ask.dealer)
        if ask.owner is not None:
            party_card(ask.owner)
        kept = DealerUnit.objects.select_for_update().filter(number=ask.serial).first()
        is_sale = kept is not None and kept.sold_on is None and ask.sold_on is not None
        known = (kept is not None or sold_unit(ask.serial) is not None) and not is_sale
        return Registering(facts.number, known)

    def decide(self, ask: RegisterUnitAsk, facts: Registering) -> Decision:
        return policy.may_register(ask.serial, ask.model, is_known=facts.is_known, today=self.today)

    def execute(
        self, ask: RegisterUnitAsk, facts: Registering, decision: Decision
    ) -> UnitRegistered:
        DealerUnit.objects.update_or_create(
            number=ask.serial,
            defaults={
                "model": ask.model, "dealer": Dealer.objects.get(number=facts.dealer),
                "shipped_on": ask.shipped_on, "sold_on": ask.sold_on, "owner": ask.owner or "",
                "registered_at": self.now, "registered_by": self.actor.name,
            },
        )  # fmt: skip
        self.record(f"dealer:{facts.dealer}")
        return UnitRegistered(serial=ask.serial)

    def verify(self, ask: RegisterUnitAsk, facts: Registering, result: UnitRegistered) -> None:
        unit = sold_unit(ask.serial)
        ensure(unit is not None and unit.model == ask.model, "the piece is on record")
        ensure(unit is not None and unit.started_on == ask.sold_on, "with the day it was sold")
