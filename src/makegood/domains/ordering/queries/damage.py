"""Answer how goods arrived, by the carton that they left in. Source: C12, AC12.4."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from makegood.core.money import Money
from makegood.core.outcome import NotFound
from makegood.domains.ordering.models import FreightClaim, ShippedLine
from makegood.domains.ordering.packaging import Arrived
from makegood.domains.ordering.policy import DamageFacts


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """A claim against a carrier: for which goods, why, how much, and whose order it was."""

    number: str
    party: str
    order: str
    shipment: str
    of_return: str
    line: str
    kind: str
    pieces: int
    amount: Money
    note: str
    paid: Money | None
    answer: str
    answered_at: datetime | None


def freight_claim_card(number: str) -> ClaimCard:
    """A claim against a carrier by its number; NotFound when there is none."""
    rows = FreightClaim.objects.select_related("shipment", "line__order")
    row = rows.filter(number=number).first()
    if row is None:
        raise NotFound("freight_claim", number)
    order, shipment = row.line.order, row.shipment.number if row.shipment else ""
    return ClaimCard(
        row.number, order.party, order.number, shipment, row.of_return, row.line.number,
        row.kind, row.pieces, Money(row.amount_cents, row.currency), row.note,
        None if row.paid_cents is None else Money(row.paid_cents, row.currency), row.answer,
        row.answered_at,
    )  # fmt: skip


def damage_of(sku: str) -> DamageFacts:
    """How many shipments of an article left in each carton, and how many arrived damaged."""
    sent: dict[str, set[int]] = {}
    packed = ShippedLine.objects.filter(line__sku=sku).exclude(carton="")
    for carton, shipment in packed.values_list("carton", "shipment"):
        sent.setdefault(carton, set()).add(shipment)
    claims = FreightClaim.objects.filter(line__sku=sku, of_return="").exclude(kind="lost")
    hurt = set(claims.values_list("shipment", flat=True))
    cents = sum(claims.values_list("amount_cents", flat=True))
    cartons = (
        Arrived(carton, len(shipments), len(shipments & hurt))
        for carton, shipments in sorted(sent.items())
    )
    return DamageFacts(tuple(cartons), Money(cents))
