"""The tables of orders, and the parts of what is asked about them."""

from makegood.domains.ordering.models.asked import (
    ByHandAsk,
    OrderedLine,
    PackedLine,
    QuotedLine,
    ShipToAsk,
)
from makegood.domains.ordering.models.facts import billed_on, lock_order
from makegood.domains.ordering.models.quotes import Quote, QuoteLine, QuoteVersion, TaxExemption
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
    "ByHandAsk",
    "OrderLine",
    "OrderedLine",
    "PackedLine",
    "Piece",
    "Quote",
    "QuoteLine",
    "QuoteVersion",
    "QuotedLine",
    "SalesOrder",
    "Scan",
    "ShipToAsk",
    "Shipment",
    "ShippedLine",
    "TaxExemption",
    "Visit",
    "billed_on",
    "lock_order",
]
