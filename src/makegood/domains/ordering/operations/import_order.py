"""Import an order: what was ordered elsewhere stands on our record, to the cent."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field, ValidationInfo, field_validator

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money, sum_of
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import WHOLE, staff_only
from makegood.domains.catalog.queries import unit_cost
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import OrderedLine, OrderLine, SalesOrder, ShipToAsk
from makegood.domains.parties.models import Account, Party
from makegood.domains.parties.queries import rights_on

_LINE = {"sku": "WM900", "quantity": 1, "unit_price": "899.00", "discount": "89.90", "tax": "62.71"}
_PLACE = {"line1": "14 Mill Road", "locality": "Harlow", "region": "XM", "postal_code": "55502"}


class ImportOrderAsk(Ask):
    """An order with its lines; the money is in the company's currency."""

    party: Ref[Party] = Field(description="Who ordered.", examples=["C-6"])
    account: Ref[Account] = Field(description="The account it is on.", examples=["40006"])
    number: str | None = Field(
        None, description="Its number; given out when empty.", examples=["O-1041"],
        pattern=r"^O-[0-9]{1,9}$",
    )  # fmt: skip
    channel: str = Field("web", description="Where.", examples=["web"], max_length=16)
    po_number: str = Field(
        "", description="The buyer's own order number.", examples=["LPM-2217"], max_length=40
    )
    ship_to: ShipToAsk = Field(description="Where the goods go.", examples=[_PLACE])
    lines: tuple[OrderedLine, ...] = Field(
        description="What was ordered, line by line.", examples=[[_LINE]], min_length=1,
        max_length=500,
    )  # fmt: skip
    tax: Money = Field(description="The tax on the whole order.", examples=["62.71"])
    total: Money = Field(description="The whole amount with tax.", examples=["871.81"])

    @field_validator("tax")
    @classmethod
    def _tax_is_that_of_the_lines(cls, tax: Money, read: ValidationInfo) -> Money:
        lines = read.data.get("lines", ())
        due = sum_of([line.tax for line in lines])
        if lines and tax != due:
            raise ValueError(f"the taxes of the lines add up to {due}")
        return tax

    @field_validator("total")
    @classmethod
    def _total_is_lines_and_tax(cls, total: Money, read: ValidationInfo) -> Money:
        lines, tax = read.data.get("lines", ()), read.data.get("tax")
        if lines and tax is not None:
            due = sum_of([line.net for line in lines]) + tax
            if total != due:
                raise ValueError(f"the lines and the tax add up to {due}")
        return total


@dataclass(frozen=True, slots=True)
class ImportFacts:
    """Whether the number is known already, and what a piece of each line costs us."""

    is_known: bool
    unit_costs: tuple[Money, ...]


class OrderImported(Result):
    """The order on record."""

    order: str
    total: Money


@register
class ImportOrder(Operation[ImportOrderAsk, ImportFacts, OrderImported]):
    """Put an order on record that was taken elsewhere."""

    name = "ordering.import_order"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: ImportOrderAsk) -> ImportFacts:
        if not WHOLE & rights_on(ask.account).get(ask.party, frozenset()):
            raise NotFound("account", ask.account)
        known = bool(ask.number) and SalesOrder.objects.filter(number=ask.number).exists()
        return ImportFacts(known, tuple(unit_cost(line.sku) for line in ask.lines))

    def decide(self, ask: ImportOrderAsk, facts: ImportFacts) -> Decision:
        return policy.may_record_order(ask.number or "", is_known=facts.is_known)

    def execute(self, ask: ImportOrderAsk, facts: ImportFacts, decision: Decision) -> OrderImported:
        order = SalesOrder.objects.create(
            number=ask.number or next_number("O"), party=ask.party, account=ask.account,
            channel=ask.channel, po_number=ask.po_number, ordered_at=self.now,
            recorded_by=self.actor.name, tax_cents=ask.tax.cents, total_cents=ask.total.cents,
            currency=ask.total.currency, **ask.ship_to.model_dump(),
        )  # fmt: skip
        OrderLine.objects.bulk_create(
            line.row(order, place, cost)
            for place, (line, cost) in enumerate(zip(ask.lines, facts.unit_costs, strict=True), 1)
        )
        self.record(f"order:{order.number}")
        return OrderImported(order=order.number, total=order.total)

    def verify(self, ask: ImportOrderAsk, facts: ImportFacts, result: OrderImported) -> None:
        card = queries.order_card(result.order)
        lines = sum_of([line.net + line.tax for line in card.lines])
        ensure(card.total == lines == ask.total, "the order stands on record to the cent")
