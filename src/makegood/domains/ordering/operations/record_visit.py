"""Record a fitter's visit: whether an appliance was installed, and what was found."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import OrderLine, Visit


class RecordVisitAsk(Ask):
    """The visit, by the order line it was about: the appliance, or its installation."""

    line: Ref[OrderLine] = Field(description="The order line.", examples=["O-1041/3"])
    installed: bool = Field(description="Whether it was installed.", examples=[False])
    note: str = Field(
        description="What the fitter wrote.", examples=["No water tap."], min_length=1,
        max_length=400,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """The visited line, and the appliances that a fitter installs there."""

    line: int
    order: str
    appliances: tuple[str, ...]
    is_delivered: bool


class VisitRecorded(Result):
    """The order lines that count as installed after the visit."""

    installed: tuple[str, ...]


@register
class RecordVisit(Operation[RecordVisitAsk, VisitFacts, VisitRecorded]):
    """Record a fitter's visit and whether the appliance stands installed."""

    name = "ordering.record_visit"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: RecordVisitAsk) -> VisitFacts:
        line = OrderLine.objects.select_for_update().filter(number=ask.line).first()
        if line is None:
            raise NotFound("order_line", ask.line)
        card = queries.line_card(ask.line)
        concerned = [card] if card.is_goods else queries.order_card(card.order).lines
        appliances = [one for one in concerned if one.is_goods and one.delivered]
        return VisitFacts(
            line=line.pk,
            order=card.order,
            appliances=tuple(one.number for one in appliances),
            is_delivered=bool(appliances),
        )

    def decide(self, ask: RecordVisitAsk, facts: VisitFacts) -> Decision:
        return policy.may_visit(ask.line, is_delivered=facts.is_delivered, installed=ask.installed)

    def execute(self, ask: RecordVisitAsk, facts: VisitFacts, decision: Decision) -> VisitRecorded:
        Visit.objects.create(
            line_id=facts.line, at=self.now, installed=ask.installed, note=ask.note
        )
        installed = facts.appliances if ask.installed else ()
        OrderLine.objects.filter(number__in=installed).update(installed_at=self.now)
        self.record(f"order:{facts.order}")
        return VisitRecorded(installed=installed)

    def verify(self, ask: RecordVisitAsk, facts: VisitFacts, result: VisitRecorded) -> None:
        for number in facts.appliances:
            installed_on = queries.line_card(number).installed_on
            if ask.installed:
                ensure(installed_on == self.today, "the appliance counts as installed today")
