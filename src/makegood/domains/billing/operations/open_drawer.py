"""Open a cash drawer with what was counted into it."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money, NotNegative
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.billing import policy, queries
from makegood.domains.billing.models import Drawer
from makegood.domains.billing.putting import drawer_of


class OpenDrawerAsk(Ask):
    """What is in it."""

    counted: NotNegative = Field(description="What was counted into it.", examples=["200.00"])


class DrawerOpened(Result):
    """The drawer's number, until it is closed."""

    drawer: str
    counted: Money


@register
class OpenDrawer(Operation[OpenDrawerAsk, str, DrawerOpened]):
    """Open a drawer: what its holder takes and pays in cash goes into and out of it."""

    name = "billing.open_drawer"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: OpenDrawerAsk) -> str:
        return drawer_of(self).removeprefix("drawer:")

    def decide(self, ask: OpenDrawerAsk, facts: str) -> Decision:
        return policy.may_open(facts)

    def execute(self, ask: OpenDrawerAsk, facts: str, decision: Decision) -> DrawerOpened:
        row = Drawer.objects.create(
            number=next_number("CD"), opened_at=self.now, opened_by=self.actor.name,
            opening_cents=ask.counted.cents, currency=ask.counted.currency,
        )  # fmt: skip
        self.record(row.ref)
        return DrawerOpened(drawer=row.number, counted=row.opening)

    def verify(self, ask: OpenDrawerAsk, facts: str, result: DrawerOpened) -> None:
        seen = queries.drawer(result.drawer)
        ensure(seen is not None and seen.expected == ask.counted, "it holds what was counted")
