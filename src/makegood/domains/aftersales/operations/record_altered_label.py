"""Record that a serial number was changed or taken off: the warranty rests, with the grounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.core.statements import Article
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import Return, Unit, photos_with
from makegood.domains.aftersales.models.labels import LabelFinding
from makegood.domains.aftersales.models.owned import finding_facts
from makegood.domains.aftersales.operations import letter_about
from makegood.domains.aftersales.policy import FindingFacts
from makegood.domains.aftersales.policy.altered import LEAST_FOUND
from makegood.domains.conversations.operations.send_notice import SendNotice


class RecordAlteredLabelAsk(Ask):
    """Which piece, what was found of its label, and the photo that shows it."""

    unit: Ref[Unit] = Field(
        description="The piece, by the number on our records.", examples=["SN-77120"]
    )
    findings: str = Field(
        description="What was found.", min_length=LEAST_FOUND, max_length=1000,
        examples=["The label is of another machine and glued over the first one."],
    )  # fmt: skip
    evidence: str = Field(
        "", description="The photo of the label.", examples=["DC-1012"], max_length=400
    )
    found_in: Ref[Return] | None = Field(
        None, description="The return in which it came.", examples=["R-2001"]
    )


class AlteredLabelRecorded(Result):
    """The finding, and until when the customer may object."""

    finding: str
    object_until: date


@register
class RecordAlteredLabel(Operation[RecordAlteredLabelAsk, FindingFacts, AlteredLabelRecorded]):
    """Let the warranty of a piece rest whose serial number was changed, and say why."""

    name = "aftersales.record_altered_label"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: RecordAlteredLabelAsk) -> FindingFacts:
        facts = finding_facts(ask.unit)
        return replace(facts, photos=photos_with(ask.found_in)) if ask.found_in else facts

    def decide(self, ask: RecordAlteredLabelAsk, facts: FindingFacts) -> Decision:
        return policy.may_record_altered(
            facts, ask.findings, ask.evidence, found_in=ask.found_in or "", today=self.today
        )

    def execute(
        self, ask: RecordAlteredLabelAsk, facts: FindingFacts, decision: Decision
    ) -> AlteredLabelRecorded:
        row = LabelFinding.objects.create(
            number=next_number("LF"), serial=facts.unit.serial, party=facts.unit.party,
            findings=ask.findings, evidence=ask.evidence, found_in=ask.found_in or "",
            found_at=self.now, found_by=self.actor.name,
        )  # fmt: skip
        subject = f"label_finding:{row.number}"
        notice = letter_about(
            subject, facts.unit.party, "label_altered", decision.says,
            item=Article(facts.unit.sku),
        )  # fmt: skip
        self.run(SendNotice, notice)
        for record in (subject, f"unit:{facts.unit.serial}"):
            self.record(record)
        return AlteredLabelRecorded(
            finding=row.number, object_until=policy.object_until(self.today)
        )

    def verify(
        self, ask: RecordAlteredLabelAsk, facts: FindingFacts, result: AlteredLabelRecorded
    ) -> None:
        held = queries.unit_card(facts.unit.serial).label_finding
        ensure(held == result.finding, "the piece's own page shows what is held against it")
