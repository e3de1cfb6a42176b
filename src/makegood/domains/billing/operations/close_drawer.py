"""Close a cash drawer: what was counted is compared with what must be in it."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money, NotNegative
from makegood.core.operation import Ask, Needs, Operation, Result, who_approves
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.billing import policy, queries
from makegood.domains.billing.models import Drawer
from makegood.domains.billing.policy import DrawerFacts
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import CASH_DRAWER, cash_counted


class CloseDrawerAsk(Ask):
    """Which drawer, what was counted, and why that differs if it does."""

    drawer: Ref[Drawer] = Field(description="The drawer.", examples=["CD-1001"])
    counted: NotNegative = Field(description="What was counted.", examples=["796.00"])
    reason: str = Field(
        "", max_length=200, description="Why it differs.", examples=["Change given wrongly"]
    )


class DrawerClosed(Result):
    """What was missing (negative) or too much."""

    drawer: str
    expected: Money
    counted: Money
    difference: Money


@register
class CloseDrawer(Operation[CloseDrawerAsk, DrawerFacts, DrawerClosed]):
    """Count a drawer for the last time; what it is short or over goes into the books."""

    name = "billing.close_drawer"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: CloseDrawerAsk) -> DrawerFacts:
        row = Drawer.objects.select_for_update().filter(number=ask.drawer).first()
        if row is None:
            raise NotFound("drawer", ask.drawer)
        moved = ledger.balance_of(CASH_DRAWER, about=row.ref, currency=row.currency)
        return DrawerFacts(row.number, row.opened_by, row.closed_at is None, row.opening, moved)

    def decide(self, ask: CloseDrawerAsk, facts: DrawerFacts) -> Decision:
        return policy.may_close(
            facts, counted=ask.counted, reason=ask.reason.strip(), by=self.actor.name,
            approves=who_approves(self.actor.role), today=self.today,
        )  # fmt: skip

    def execute(self, ask: CloseDrawerAsk, facts: DrawerFacts, decision: Decision) -> DrawerClosed:
        row = Drawer.objects.get(number=facts.number)
        row.closed_at, row.closed_by, row.reason = self.now, self.actor.name, ask.reason
        row.counted_cents = ask.counted.cents
        row.save(update_fields=["closed_at", "closed_by", "reason", "counted_cents"])
        posting = cash_counted(expected=facts.expected, counted=ask.counted, about=row.ref)
        if posting.lines:
            memo = f"Drawer {row.number}: {ask.reason}"
            entry = Entry.of(posting, source=f"{row.ref}:closed", on=self.today, memo=memo)
            self.record(f"entry:{entry.number}")
        self.record(row.ref)
        return DrawerClosed(
            drawer=row.number, expected=facts.expected, counted=ask.counted,
            difference=ask.counted - facts.expected,
        )  # fmt: skip

    def verify(self, ask: CloseDrawerAsk, facts: DrawerFacts, result: DrawerClosed) -> None:
        seen = queries.drawer(facts.number)
        ensure(seen is not None and not seen.is_open, "the drawer is closed")
        ensure(seen is not None and seen.expected == ask.counted, "the books hold what it holds")
