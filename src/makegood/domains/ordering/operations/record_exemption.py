"""Record an exemption: a certificate by which a customer pays no tax, to its last day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pydantic import Field, field_validator

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.documents.models import Document
from makegood.domains.documents.queries import document
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import TaxExemption
from makegood.domains.parties.models import Party
from makegood.domains.parties.queries import party_card


class RecordExemptionAsk(Ask):
    """Whose certificate it is, for which region, its number and its last day."""

    party: Ref[Party] = Field(description="Who pays no tax.", examples=["C-7"])
    region: str = Field(description="The state.", examples=["XM"], min_length=1, max_length=40)
    certificate: str = Field(
        description="What stands on it.", examples=["XM-RES-4471"], min_length=2, max_length=60
    )
    expires_on: date = Field(description="The last day it holds.", examples=["2027-12-31"])
    document: Ref[Document] | None = Field(
        None, description="The certificate as it was filed.", examples=["DC-1001"]
    )

    @field_validator("region")
    @classmethod
    def _as_in_the_table_of_taxes(cls, region: str) -> str:
        return region.upper()


@dataclass(frozen=True, slots=True)
class ExemptionFacts:
    """Whether the certificate is on record already."""

    is_known: bool


class ExemptionRecorded(Result):
    """The certificate on record."""

    exemption: str
    expires_on: date


@register
class RecordExemption(Operation[RecordExemptionAsk, ExemptionFacts, ExemptionRecorded]):
    """Put a certificate on record by which a customer pays no tax."""

    name = "ordering.record_exemption"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: RecordExemptionAsk) -> ExemptionFacts:
        party_card(ask.party)
        if ask.document is not None:
            document(ask.document)
        held = TaxExemption.objects.select_for_update().filter(
            party=ask.party, region=ask.region, certificate=ask.certificate
        )
        return ExemptionFacts(held.exists())

    def decide(self, ask: RecordExemptionAsk, facts: ExemptionFacts) -> Decision:
        return policy.may_exempt(
            ask.party, ask.region, ask.expires_on, is_known=facts.is_known, today=self.today
        )

    def execute(
        self, ask: RecordExemptionAsk, facts: ExemptionFacts, decision: Decision
    ) -> ExemptionRecorded:
        row = TaxExemption.objects.create(
            number=next_number("EX"), party=ask.party, region=ask.region,
            certificate=ask.certificate, expires_on=ask.expires_on, document=ask.document or "",
            recorded_at=self.now, recorded_by=self.actor.name,
        )  # fmt: skip
        self.record(f"party:{ask.party}")
        return ExemptionRecorded(exemption=row.number, expires_on=row.expires_on)

    def verify(
        self, ask: RecordExemptionAsk, facts: ExemptionFacts, result: ExemptionRecorded
    ) -> None:
        held = queries.exemption_of(ask.party, ask.region)
        ensure(held is not None and held.until >= ask.expires_on, "it counts from now on")
