"""Withdraw a petition in bankruptcy that was recorded wrongly: what was owed is owed as before."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.billing import policy, queries
from makegood.domains.billing.models import Petition, WithdrawnPetition
from makegood.domains.billing.operations import PartyNumber
from makegood.domains.billing.policy import PetitionFacts
from makegood.domains.billing.putting import lock_account
from makegood.domains.conversations.operations.send_notice import SendNotice, SendNoticeAsk


class WithdrawBankruptcyAsk(Ask):
    """Whose petition, and why it was wrong."""

    party: PartyNumber = Field(description="Who is not bankrupt.", examples=["C-6"])
    reason: str = Field(
        min_length=3, max_length=200, description="Why it was wrong.",
        examples=["The court's notice was of another person"],
    )  # fmt: skip


class BankruptcyWithdrawn(Result):
    """The petition that no longer counts, and what may be asked for again."""

    court_case: str
    owed_again: Money


@register
class WithdrawBankruptcy(Operation[WithdrawBankruptcyAsk, PetitionFacts, BankruptcyWithdrawn]):
    """Take a wrong petition off the record, keep why, and tell the customer."""

    name = "billing.withdraw_bankruptcy"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: WithdrawBankruptcyAsk) -> PetitionFacts:
        lock_account(ask.party)
        filed_on = queries.bankrupt_since(ask.party)
        return queries.petition_facts(ask.party, filed_on or self.today)

    def decide(self, ask: WithdrawBankruptcyAsk, facts: PetitionFacts) -> Decision:
        return policy.may_withdraw_petition(facts, self.today)

    def execute(
        self, ask: WithdrawBankruptcyAsk, facts: PetitionFacts, decision: Decision
    ) -> BankruptcyWithdrawn:
        row = Petition.objects.get(party=ask.party)
        WithdrawnPetition.of(row, at=self.now, by=self.actor.name, reason=ask.reason)
        subject, notice = f"party:{ask.party}", "bankruptcy_withdrawn"
        letter = SendNoticeAsk.about(
            subject, to=ask.party, notice=notice, says=decision.says, purpose="legal"
        )
        self.run(SendNotice, letter)
        self.record(subject)
        return BankruptcyWithdrawn(court_case=facts.known, owed_again=facts.owed.before)

    def verify(
        self, ask: WithdrawBankruptcyAsk, facts: PetitionFacts, result: BankruptcyWithdrawn
    ) -> None:
        stayed = [one for one in queries.open_items(ask.party) if one.is_stayed]
        ensure(not stayed, "nothing is left alone for it any more")
