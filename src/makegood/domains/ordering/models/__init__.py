"""The tables of orders, and the parts of what is asked about them."""

from makegood.domains.ordering.models.asked import OrderedLine, PackedLine, ShipToAsk
from makegood.domains.ordering.models.facts import lock_order
from makegood.domains.ordering.models.rows import (
    OrderLine,
    Piece,
    SalesOrder,
    Scan,
    Shipment,
    ShippedLine,
    Visit,
)

__all__ = [
    "OrderLine",
    "OrderedLine",
    "PackedLine",
    "Piece",
    "SalesOrder",
    "Scan",
    "ShipToAsk",
    "Shipment",
    "ShippedLine",
    "Visit",
    "lock_order",
]
