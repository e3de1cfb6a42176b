"""Grant goodwill: the company gives a customer something that it does not owe."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.money import Amount, Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.billing.operations import given_until
from makegood.domains.billing.operations.issue_store_credit import (
    IssueStoreCredit,
    IssueStoreCreditAsk,
)
from makegood.domains.cases import operations as acts
from makegood.domains.cases import policy
from makegood.domains.cases.models import Case, Goodwill
from makegood.domains.cases.policy import CaseFacts
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import goodwill_given


class GrantGoodwillAsk(Ask):
    """For which case, how much, and for what trouble."""

    case: Ref[Case] = Field(description="The case.", examples=["CS-1001"])
    amount: Amount = Field(description="How much, in the company's currency.", examples=["25.00"])
    reason: str = Field(
        min_length=1, max_length=160, description="The trouble.", examples=["Two lost mornings."]
    )


class GoodwillGranted(Result):
    """What was given, where it stands in the books, and the store credit it is on."""

    case: str
    amount: Money
    entry: str
    store_credit: str
    balance: Money


@register
class GrantGoodwill(Operation[GrantGoodwillAsk, CaseFacts, GoodwillGranted]):
    """Give a customer store credit as a gesture; it corrects nothing and closes nothing."""

    name = "cases.grant_goodwill"
    needs = Needs(level=V2, standing=holder("cases"), authority="goodwill", automated=True)
    retention = "ledger_7y"

    def gather(self, ask: GrantGoodwillAsk) -> CaseFacts:
        return acts.gather_case(ask.case)

    def decide(self, ask: GrantGoodwillAsk, facts: CaseFacts) -> Decision:
        is_approved = self.approver is not None
        return policy.may_give(
            facts, ask.amount, is_approved=is_approved, day=self.today,
            last_day=given_until(self.today),
        )  # fmt: skip

    def execute(
        self, ask: GrantGoodwillAsk, facts: CaseFacts, decision: Decision
    ) -> GoodwillGranted:
        row = Case.objects.get(number=facts.number)
        source = f"case:{row.number}:goodwill-{row.gestures.count() + 1}"
        given = goodwill_given(ask.amount, party=row.party, about=f"case:{row.number}")
        entry = Entry.of(given, source=source, on=self.today, memo=ask.reason)
        credit = self.run(
            IssueStoreCredit,
            IssueStoreCreditAsk(
                party=row.party,
                amount=ask.amount,
                source=f"{source}:credit",
                reason=ask.reason,
                ends=True,
            ),
        )
        row.gestures.create(
            amount_cents=ask.amount.cents, currency=ask.amount.currency, reason=ask.reason,
            entry=entry.number, store_credit=credit.account, at=self.now, by=self.actor.name,
            act=self.act,
        )  # fmt: skip
        acts.tell_customer(self, row, "goodwill", decision.says, reason=ask.reason)
        for reference in (f"case:{row.number}", f"entry:{entry.number}"):
            self.record(reference)
        return GoodwillGranted(
            case=row.number, amount=ask.amount, entry=entry.number, store_credit=credit.account,
            balance=credit.balance,
        )  # fmt: skip

    def verify(self, ask: GrantGoodwillAsk, facts: CaseFacts, result: GoodwillGranted) -> None:
        kept = Goodwill.objects.get(act=self.act)
        ensure(kept.amount_cents == ask.amount.cents, "the gesture is on record")
        (entry,) = [one for one in ledger.entries_about(f"case:{facts.number}")
                    if one.number == result.entry]  # fmt: skip
        ensure(entry.rule == "J12", "it is goodwill in the books, and no correction")
