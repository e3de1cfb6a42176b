"""Credit a missed window: who waited for a delivery that did not come then gets a fixed amount."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from makegood.core.acting import Leaving
from makegood.core.actor import V0
from makegood.core.decision import Decision, Statement
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.billing.operations.issue_store_credit import (
    IssueStoreCredit,
    IssueStoreCreditAsk,
)
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import goodwill_given
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering.models import Shipment, window_facts
from makegood.domains.ordering.policy.days import WindowFacts, may_credit_window, window_credit


class CreditMissedWindowAsk(Ask):
    """Which delivery had a window."""

    shipment: Ref[Shipment] = Field(description="The shipment.", examples=["SH-3001"])


class WindowSettled(Result):
    """The delivery, and what was credited for a window that was missed."""

    shipment: str
    credited: Money


@register
class CreditMissedWindow(Operation[CreditMissedWindowAsk, WindowFacts, WindowSettled]):
    """Give store credit for a delivery that did not come in its window, once."""

    name = "ordering.credit_missed_window"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: CreditMissedWindowAsk) -> WindowFacts:
        return window_facts(ask.shipment)

    def decide(self, ask: CreditMissedWindowAsk, facts: WindowFacts) -> Decision:
        return may_credit_window(facts, self.today)

    def execute(
        self, ask: CreditMissedWindowAsk, facts: WindowFacts, decision: Decision
    ) -> WindowSettled:
        credited = credit_window(self, facts, decision.says)
        return WindowSettled(shipment=facts.shipment, credited=credited)

    def verify(self, ask: CreditMissedWindowAsk, facts: WindowFacts, result: WindowSettled) -> None:
        given = ledger.debited_by(f"shipment:{ask.shipment}:window")
        ensure((given or Money.zero()) == result.credited, "what was told is in the books, once")


def credit_window(acting: Leaving, facts: WindowFacts, says: Sequence[Statement]) -> Money:
    """Give store credit for a window that was missed, and tell of it; zero for one that was not."""
    credit, ref = window_credit(facts, acting.today), facts.ref
    acting.record(ref)
    if credit:
        memo = f"Missed window of {facts.shipment or facts.order}"
        given = goodwill_given(credit, party=facts.party, about=ref)
        entry = Entry.of(given, source=facts.source, on=acting.today, memo=memo)
        acting.record(f"entry:{entry.number}")
        stored = IssueStoreCreditAsk(
            party=facts.party, amount=credit, source=f"{facts.source}-credit", reason=memo
        )
        acting.run(IssueStoreCredit, stored)
        acts.tell_of_order(acting, facts.order, facts.party, "parcel_search", says)
    return credit
