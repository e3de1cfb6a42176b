"""Transfer a warranty: a piece has another owner now, and its warranty goes with it."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.core.statements import Article
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import Unit, transfer_facts
from makegood.domains.aftersales.operations import letter_about
from makegood.domains.aftersales.policy import TransferFacts
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.domains.parties.models import Party
from makegood.domains.parties.queries import account_of


class TransferWarrantyAsk(Ask):
    """Which piece, to whom it belongs now, and the receipt that shows it."""

    unit: Ref[Unit] = Field(description="The piece, by its serial.", examples=["SN-77120"])
    to: Ref[Party] = Field(description="Who has it now.", examples=["C-5"])
    receipt: str = Field(
        "", description="The receipt: its document here, or its own number.",
        examples=["DC-1004"], max_length=200,
    )  # fmt: skip


class WarrantyTransferred(Result):
    """The piece, and who had it before."""

    unit: str
    before: str


@register
class TransferWarranty(Operation[TransferWarrantyAsk, TransferFacts, WarrantyTransferred]):
    """Register a piece to its new owner; its warranty runs from the day it always did."""

    name = "aftersales.transfer_warranty"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: TransferWarrantyAsk) -> TransferFacts:
        return transfer_facts(ask.unit, ask.to)

    def decide(self, ask: TransferWarrantyAsk, facts: TransferFacts) -> Decision:
        return policy.may_transfer(facts, receipt=ask.receipt, today=self.today)

    def execute(
        self, ask: TransferWarrantyAsk, facts: TransferFacts, decision: Decision
    ) -> WarrantyTransferred:
        unit = facts.unit
        owner = {"party": ask.to, "account": account_of(ask.to), "proof": ask.receipt}
        first = {
            "sku": unit.sku, "registered_on": self.today, "registered_by": self.actor.name,
            "bought_on": unit.start.on if unit.start else None,
        }  # fmt: skip
        Unit.objects.update_or_create(
            number=ask.unit, defaults=owner, create_defaults={**first, **owner}
        )
        subject, item = f"unit:{ask.unit}", Article(unit.sku)
        for party, says in (
            (ask.to, decision.says),
            (unit.party, (policy.war(2, "passed_on", self.today, item=item, serial=ask.unit),)),
        ):
            notice = letter_about(
                subject, party, "warranty_transferred", says, serial=ask.unit, item=item
            )
            self.run(SendNotice, notice)
        self.record(subject)
        return WarrantyTransferred(unit=ask.unit, before=unit.party)

    def verify(
        self, ask: TransferWarrantyAsk, facts: TransferFacts, result: WarrantyTransferred
    ) -> None:
        card = queries.unit_card(ask.unit)
        start = facts.unit.start
        ensure(card.party == ask.to, "it is theirs")
        ensure(card.begins_on == (start.on if start else card.begins_on), "from the same day on")
