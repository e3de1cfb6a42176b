"""What is kept of a person's orders and quotes, for the person to have. Source: C05, PRV-5."""

from __future__ import annotations

from makegood.core.own_records import kept_about
from makegood.domains.billing.queries import history
from makegood.domains.ordering.models import (
    DelayNotice,
    InvoiceLine,
    OrderChange,
    OrderLine,
    ParcelSearch,
    Piece,
    Quote,
    QuoteLine,
    QuoteVersion,
    SalesOrder,
    Scan,
    Shipment,
    ShipmentInvoice,
    ShippedLine,
    Subscription,
    TaxExemption,
    Visit,
)
from makegood.domains.ordering.queries.changes import changes_of
from makegood.domains.ordering.queries.delays import delays_of
from makegood.domains.ordering.queries.invoices import bill_lines, bills_of
from makegood.domains.ordering.queries.orders import orders_of
from makegood.domains.ordering.queries.quotes import quotes_of
from makegood.domains.ordering.queries.searches import searches_of
from makegood.domains.ordering.queries.subscriptions import subscriptions_of

kept_about("quotes", Quote, QuoteVersion, QuoteLine)(quotes_of)
kept_about("subscriptions", Subscription)(subscriptions_of)
_TOLD_WITH_AN_ORDER = (
    SalesOrder, OrderLine, Shipment, ShippedLine, Piece, Scan, Visit, ShipmentInvoice, InvoiceLine,
    OrderChange, DelayNotice, ParcelSearch,
)  # fmt: skip


@kept_about("orders", *_TOLD_WITH_AN_ORDER)
def orders(party: str) -> object:
    """Each order with its bills, its money, and what was changed and delayed of it."""
    return [
        {
            "order": one,
            "bills": [(bill, bill_lines(bill.number)) for bill in bills_of(one.number)],
            "money": history(one.number),
            "changes": changes_of(one.number),
            "delays": delays_of(one.number),
            "searches": searches_of(one.number),
        }
        for one in orders_of(party)
    ]


@kept_about("exemptions", TaxExemption)
def exemptions(party: str) -> object:
    """The certificates by which this party pays no tax."""
    rows = TaxExemption.objects.filter(party=party).order_by("pk")
    return list(
        rows.values("number", "region", "certificate", "expires_on", "document", "recorded_at")
    )
