"""Give back store credit that ended wrongly, with a whole new time to spend it."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.billing import policy, queries
from makegood.domains.billing.models import GivenCredit
from makegood.domains.billing.policy import GivenFacts
from makegood.domains.billing.putting import lock_given
from makegood.domains.conversations.operations.send_notice import SendNotice, SendNoticeAsk
from makegood.domains.ledger.models import Entry


class RestoreCreditAsk(Ask):
    """Which given credit, and why it should not have ended."""

    credit: Ref[GivenCredit] = Field(description="The given credit.", examples=["SC-1001"])
    reason: str = Field(
        min_length=3, max_length=120, description="Why it should not have ended.",
        examples=["Our letter went to the old address"],
    )  # fmt: skip


class CreditRestored(Result):
    """What is there again, under a number of its own, and what is on the account now."""

    credit: str
    amount: Money
    balance: Money


@register
class RestoreCredit(Operation[RestoreCreditAsk, GivenFacts, CreditRestored]):
    """Take back that store credit ended, and give its holder a whole new time to spend it."""

    name = "billing.restore_credit"
    needs = Needs(level=V0, standing=staff_only(), authority="adjustment", automated=False)
    retention = "ledger_7y"

    def gather(self, ask: RestoreCreditAsk) -> GivenFacts:
        return lock_given(ask.credit)

    def decide(self, ask: RestoreCreditAsk, facts: GivenFacts) -> Decision:
        return policy.may_restore(facts, self.today)

    def execute(
        self, ask: RestoreCreditAsk, facts: GivenFacts, decision: Decision
    ) -> CreditRestored:
        row = GivenCredit.objects.select_related("account").get(number=facts.number)
        amount = decision.figure("restored")
        lapse = Entry.objects.get(source=f"{row.ref}:lapsed")
        back = lapse.reverse(
            on=self.today, source=f"reversal:{lapse.number}",
            memo=f"Store credit {facts.number} is there again: {ask.reason}",
        )  # fmt: skip
        again = GivenCredit.keep(
            row.account, back, amount, at=self.now, ends_on=policy.ends_on(self.today)
        )
        notice = "store_credit_restored"
        letter = SendNoticeAsk.about(again.ref, to=facts.party, notice=notice, says=decision.says)
        self.run(SendNotice, letter)
        for reference in (row.ref, again.ref, f"entry:{back.number}"):
            self.record(reference)
        balance = queries.balance(row.account)
        return CreditRestored(credit=again.number, amount=amount, balance=balance)

    def verify(self, ask: RestoreCreditAsk, facts: GivenFacts, result: CreditRestored) -> None:
        ensure(queries.given_credit(facts.number).ended is None, "it counts as ended no more")
        ensure(queries.given_credit(result.credit).left == result.amount, "all of it is back")
