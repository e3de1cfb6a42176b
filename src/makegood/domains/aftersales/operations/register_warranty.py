"""Register a warranty: a piece bought elsewhere is known by its serial number and its receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from makegood.core.actor import V2
from makegood.core.clock import local
from makegood.core.decision import Decision
from makegood.core.operation import Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.promises import open_promises
from makegood.core.registry import register
from makegood.core.standing import Rights, holder
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import Unit, known_unit
from makegood.domains.aftersales.models.registering import RegisterWarrantyAsk
from makegood.domains.aftersales.operations import label_due
from makegood.domains.aftersales.policy import UnitFacts, war
from makegood.domains.catalog.queries import LotCard, lot_of
from makegood.domains.parties.queries import account_of, own_rights
from makegood.handbook import book


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """Whose piece it is to be, what the makers say of it, and what is known of it here."""

    party: str
    lot: LotCard | None
    unit: UnitFacts | None
    rights: Rights


class WarrantyRegistered(Result):
    """The piece as it is registered; without a stock number while its label is read."""

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
            bought_on=ask.bought_on, label_photo=ask.label_photo, today=self.today,
        )  # fmt: skip

    def execute(
        self, ask: RegisterWarrantyAsk, facts: RegisterFacts, decision: Decision
    ) -> WarrantyRegistered:
        about = f"label:{facts.party}"
        if facts.lot is None:
            return self._have_the_label_read(ask, facts, about)
        self.keep_promise("label_read", about)
        sku = facts.lot.sku
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

    def _have_the_label_read(
        self, ask: RegisterWarrantyAsk, facts: RegisterFacts, about: str
    ) -> WarrantyRegistered:
        """Promise that one of us reads the label, and say so to those who do."""
        due = label_due(self.today)
        told = war(2, "label_by", self.today, due=local(due).date())
        self.promise("label_read", subject=about, party=facts.party, due=due, sentence=told)
        self.tell(told)
        body = f"{ask.serial}: {ask.label_photo} ({facts.party})"
        self.queue(
            kind="mail", key=f"{about}:{ask.serial}",
            payload={
                "to": book().company.department("customer_care").contact, "notice": "label",
                "subject": ask.serial, "body": body,
            },
        )  # fmt: skip
        return WarrantyRegistered(unit=ask.serial, sku="")

    def verify(
        self, ask: RegisterWarrantyAsk, facts: RegisterFacts, result: WarrantyRegistered
    ) -> None:
        if facts.lot is None:
            promised = {one.kind for one in open_promises(f"label:{facts.party}")}
            ensure("label_read" in promised, "one of us reads the label")
            return
        card = queries.unit_card(ask.serial)
        ensure((card.party, card.sku) == (facts.party, result.sku), "it is registered to them")
