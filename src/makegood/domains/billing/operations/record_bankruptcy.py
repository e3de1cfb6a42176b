"""Record that a customer is bankrupt: what was owed until then is no longer asked for."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.billing import policy, queries
from makegood.domains.billing.models import Petition
from makegood.domains.billing.operations import PartyNumber
from makegood.domains.billing.policy import PetitionFacts
from makegood.domains.billing.putting import lock_account
from makegood.domains.conversations.operations.send_notice import SendNotice, SendNoticeAsk


class RecordBankruptcyAsk(Ask):
    """Who is bankrupt, by which petition, and who told us."""

    party: PartyNumber = Field(description="Who is bankrupt.", examples=["C-6"])
    court_case: str = Field(
        min_length=3, max_length=80, description="The court and its number of the petition.",
        examples=["XM Bankruptcy Court 26-10417"],
    )  # fmt: skip
    filed_on: date = Field(description="The day on which it was filed.", examples=["2026-06-08"])
    told_by: str = Field(
        min_length=3, max_length=200, description="Who told us, and how.",
        examples=["Notice of the court, by post"],
    )  # fmt: skip


class BankruptcyRecorded(Result):
    """What is owed and was paid up to the day of the petition, and after it."""

    owed_before: Money
    owed_after: Money
    paid_before: Money
    paid_after: Money


@register
class RecordBankruptcy(Operation[RecordBankruptcyAsk, PetitionFacts, BankruptcyRecorded]):
    """Leave alone what was owed before a petition, and keep it apart from what came after."""

    name = "billing.record_bankruptcy"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: RecordBankruptcyAsk) -> PetitionFacts:
        lock_account(ask.party)
        return queries.petition_facts(ask.party, ask.filed_on)

    def decide(self, ask: RecordBankruptcyAsk, facts: PetitionFacts) -> Decision:
        return policy.may_record_petition(
            facts, court_case=ask.court_case, filed_on=ask.filed_on, today=self.today
        )

    def execute(
        self, ask: RecordBankruptcyAsk, facts: PetitionFacts, decision: Decision
    ) -> BankruptcyRecorded:
        Petition.objects.create(
            party=ask.party, court_case=ask.court_case, filed_on=ask.filed_on,
            told_by=ask.told_by, noted_at=self.now, noted_by=self.actor.name,
        )  # fmt: skip
        subject = f"party:{ask.party}"
        letter = SendNoticeAsk.about(
            subject, to=ask.party, notice="bankruptcy_noted", says=decision.says[:2],
            purpose="legal",
        )  # fmt: skip
        self.run(SendNotice, letter)
        self.record(subject)
        return BankruptcyRecorded(
            owed_before=facts.owed.before, owed_after=facts.owed.after,
            paid_before=facts.paid.before, paid_after=facts.paid.after,
        )  # fmt: skip

    def verify(
        self, ask: RecordBankruptcyAsk, facts: PetitionFacts, result: BankruptcyRecorded
    ) -> None:
        asked_for = [one for one in queries.open_items(ask.party) if one.payable]
        ensure(queries.bankrupt_since(ask.party) == ask.filed_on, "the petition is on record")
        ensure(
            all(one.due_on > ask.filed_on for one in asked_for),
            "nothing is asked for that was owed before",
        )
