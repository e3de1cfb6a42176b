"""The tables of orders, and the parts of what is asked about them."""

from makegood.domains.ordering.models.amending import amend_facts, keep_amended
from makegood.domains.ordering.models.anew import Former, former_order
from makegood.domains.ordering.models.asked import (
    ByHandAsk,
    GoodsNumber,
    LabelMadeAsk,
    OrderedGoods,
    OrderedLine,
    PackedLine,
    PackedLines,
    PaidDownAsk,
    QuotedLine,
    ShipToAsk,
)
from makegood.domains.ordering.models.carriage import (
    Carriage,
    RateQuote,
    booked_of,
    lock_booking,
    lock_carriage,
)
from makegood.domains.ordering.models.changing import OrderChange, cancel_facts, keep_left
from makegood.domains.ordering.models.claims import (
    FreightClaim,
    claim_facts,
    claim_from_carrier,
    lock_claim,
)
from makegood.domains.ordering.models.delays import (
    DelayNotice,
    answer_notices,
    delay_facts,
    promise_leaving,
    promise_line,
    waits_without_day,
)
from makegood.domains.ordering.models.expediting import (
    expedite_facts,
    express_facts,
    keep_expedited,
)
from makegood.domains.ordering.models.facts import billed_on, delivery_facts, lock_order
from makegood.domains.ordering.models.joining import join_facts, join_lines
from makegood.domains.ordering.models.leaving import leaving_facts, new_of, ship
from makegood.domains.ordering.models.moving import (
    day_facts,
    day_window_facts,
    promise_chosen,
    window_facts,
)
from makegood.domains.ordering.models.planning import WAREHOUSE, pace_of, plans_for, supply_rows
from makegood.domains.ordering.models.quotes import Quote, QuoteLine, QuoteVersion, TaxExemption
from makegood.domains.ordering.models.rows import (
    BASKET,
    ON_ACCOUNT,
    InvoiceLine,
    OrderLine,
    Piece,
    SalesOrder,
    Scan,
    Shipment,
    ShipmentInvoice,
    ShippedLine,
    Visit,
)
from makegood.domains.ordering.models.searches import (
    ParcelSearch,
    close_search,
    close_searches_of,
    missing_facts,
    search_facts,
)
from makegood.domains.ordering.models.splitting import part_line, split_facts
from makegood.domains.ordering.models.stops import PastStop, StoppedLot
from makegood.domains.ordering.models.subscriptions import (
    Subscription,
    end_subscription,
    renew_on,
    subscribed,
)
from makegood.domains.ordering.models.substituting import keep_substituted, substitute_facts
from makegood.domains.ordering.models.supply import (
    Allocation,
    Inbound,
    LinePromise,
    OrderHold,
    StockLevel,
    StockReserve,
    kept,
)
from makegood.domains.ordering.models.turning_back import address_facts, turned_facts

__all__ = [
    "BASKET",
    "ON_ACCOUNT",
    "WAREHOUSE",
    "Allocation",
    "ByHandAsk",
    "Carriage",
    "DelayNotice",
    "Former",
    "FreightClaim",
    "GoodsNumber",
    "Inbound",
    "InvoiceLine",
    "LabelMadeAsk",
    "LinePromise",
    "OrderChange",
    "OrderHold",
    "OrderLine",
    "OrderedGoods",
    "OrderedLine",
    "PackedLine",
    "PackedLines",
    "PaidDownAsk",
    "ParcelSearch",
    "PastStop",
    "Piece",
    "Quote",
    "QuoteLine",
    "QuoteVersion",
    "QuotedLine",
    "RateQuote",
    "SalesOrder",
    "Scan",
    "ShipToAsk",
    "Shipment",
    "ShipmentInvoice",
    "ShippedLine",
    "StockLevel",
    "StockReserve",
    "StoppedLot",
    "Subscription",
    "TaxExemption",
    "Visit",
    "address_facts",
    "amend_facts",
    "answer_notices",
    "billed_on",
    "booked_of",
    "cancel_facts",
    "claim_facts",
    "claim_from_carrier",
    "close_search",
    "close_searches_of",
    "day_facts",
    "day_window_facts",
    "delay_facts",
    "delivery_facts",
    "end_subscription",
    "expedite_facts",
    "express_facts",
    "former_order",
    "join_facts",
    "join_lines",
    "keep_amended",
    "keep_expedited",
    "keep_left",
    "keep_substituted",
    "kept",
    "leaving_facts",
    "lock_booking",
    "lock_carriage",
    "lock_claim",
    "lock_order",
    "missing_facts",
    "new_of",
    "pace_of",
    "part_line",
    "plans_for",
    "promise_chosen",
    "promise_leaving",
    "promise_line",
    "renew_on",
    "search_facts",
    "ship",
    "split_facts",
    "subscribed",
    "substitute_facts",
    "supply_rows",
    "turned_facts",
    "waits_without_day",
    "window_facts",
]
