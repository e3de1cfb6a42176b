"""The tables of orders, and the parts of what is asked about them."""

from makegood.domains.ordering.models.amending import amend_facts, keep_amended
from makegood.domains.ordering.models.asked import (
    ByHandAsk,
    GoodsNumber,
    OrderedGoods,
    OrderedLine,
    PackedLine,
    PaidDownAsk,
    QuotedLine,
    ShipToAsk,
)
from makegood.domains.ordering.models.changing import OrderChange, cancel_facts, keep_left
from makegood.domains.ordering.models.claims import FreightClaim, claim_facts, claim_from_carrier
from makegood.domains.ordering.models.delays import (
    DelayNotice,
    delay_facts,
    promise_leaving,
    promise_line,
)
from makegood.domains.ordering.models.facts import billed_on, lock_order
from makegood.domains.ordering.models.planning import WAREHOUSE, pace_of, plans_for, supply_rows
from makegood.domains.ordering.models.quotes import Quote, QuoteLine, QuoteVersion, TaxExemption
from makegood.domains.ordering.models.rows import (
    BASKET,
    ON_ACCOUNT,
    OrderLine,
    Piece,
    SalesOrder,
    Scan,
    Shipment,
    ShipmentInvoice,
    ShippedLine,
    Visit,
)
from makegood.domains.ordering.models.stops import StoppedLot
from makegood.domains.ordering.models.supply import (
    Allocation,
    Inbound,
    LinePromise,
    OrderHold,
    StockLevel,
    kept,
)

__all__ = [
    "BASKET",
    "ON_ACCOUNT",
    "WAREHOUSE",
    "Allocation",
    "ByHandAsk",
    "DelayNotice",
    "FreightClaim",
    "GoodsNumber",
    "Inbound",
    "LinePromise",
    "OrderChange",
    "OrderHold",
    "OrderLine",
    "OrderedGoods",
    "OrderedLine",
    "PackedLine",
    "PaidDownAsk",
    "Piece",
    "Quote",
    "QuoteLine",
    "QuoteVersion",
    "QuotedLine",
    "SalesOrder",
    "Scan",
    "ShipToAsk",
    "Shipment",
    "ShipmentInvoice",
    "ShippedLine",
    "StockLevel",
    "StoppedLot",
    "TaxExemption",
    "Visit",
    "amend_facts",
    "billed_on",
    "cancel_facts",
    "claim_facts",
    "claim_from_carrier",
    "delay_facts",
    "keep_amended",
    "keep_left",
    "kept",
    "lock_order",
    "pace_of",
    "plans_for",
    "promise_leaving",
    "promise_line",
    "supply_rows",
]
