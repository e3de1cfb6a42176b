"""Charge a late fee for an order that was not paid in time, once, and tell the customer."""

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
from makegood.domains.billing.operations import OrderNumber, PartyNumber
from makegood.domains.billing.policy import LateFacts
from makegood.domains.billing.putting import lock_account
from makegood.domains.conversations.operations.send_notice import SendNotice, SendNoticeAsk
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import late_fee_charged


class AssessLateFeeAsk(Ask):
    """Who is late, with which order."""

    party: PartyNumber = Field(description="Who owes it.", examples=["C-6"])
    order: OrderNumber = Field(description="The order that was charged.", examples=["O-1043"])


class LateFeeCharged(Result):
    """The order, and its fee."""

    order: str
    fee: Money


@register
class AssessLateFee(Operation[AssessLateFeeAsk, LateFacts, LateFeeCharged]):
    """Charge the fee on what is overdue of an order beyond dispute, once."""

    name = "billing.assess_late_fee"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: AssessLateFeeAsk) -> LateFacts:
        lock_account(ask.party)
        return queries.late_facts(ask.party, ask.order, self.today)

    def decide(self, ask: AssessLateFeeAsk, facts: LateFacts) -> Decision:
        return policy.may_charge_late(facts, self.today)

    def execute(
        self, ask: AssessLateFeeAsk, facts: LateFacts, decision: Decision
    ) -> LateFeeCharged:
        fee, about = decision.figure("late_fee"), f"order:{ask.order}"
        posting = late_fee_charged(fee, party=ask.party, about=f"fee:{ask.order}")
        overdue = facts.overdue(policy.late_before(self.today))
        source, memo = queries.late_fee_source(ask.order), f"Late fee on {overdue}"
        entry = Entry.of(posting, source=source, on=self.today, memo=memo)
        letter = SendNoticeAsk.about(
            about, to=ask.party, notice="late_fee", says=decision.says, order=ask.order
        )
        self.run(SendNotice, letter)
        self.record(f"entry:{entry.number}")
        self.record(about)
        return LateFeeCharged(order=ask.order, fee=fee)

    def verify(self, ask: AssessLateFeeAsk, facts: LateFacts, result: LateFeeCharged) -> None:
        ensure(queries.late_fee_of(ask.order) == result.fee, "the fee is charged, once")
