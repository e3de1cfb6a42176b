"""Questions about what happens after a sale: returns, invoices, papers and credit memos."""

from makegood.domains.aftersales.models.sent import InvoiceHead
from makegood.domains.aftersales.queries import own_records
from makegood.domains.aftersales.queries.comparisons import ComparisonCard, comparison
from makegood.domains.aftersales.queries.exchanges import (
    ExchangeCard,
    being_replaced,
    charge_is_due,
    exchange_card,
    exchanges_of,
)
from makegood.domains.aftersales.queries.freight import CarrierBillCard, carrier_bill_card
from makegood.domains.aftersales.queries.invoices import (
    CreditMemoCard,
    InvoiceCard,
    PaperCard,
    credit_memo_card,
    invoice_card,
    invoices_of,
    invoices_of_order,
    invoices_sent_to,
    paper_card,
    papers_of,
    receiving_reports_of,
)
from makegood.domains.aftersales.queries.kept import (
    AllowanceCard,
    FoundItemCard,
    allowance_card,
    found_item_card,
    photo_looks_of,
)
from makegood.domains.aftersales.queries.open_matters import open_matters_of
from makegood.domains.aftersales.queries.parcels import ParcelCard, parcel_card
from makegood.domains.aftersales.queries.returns import (
    InspectionCard,
    ReturnCard,
    awaiting_inspection,
    find_returns,
    label_request,
    refunded_on_account,
    return_card,
    returns_of,
    returns_of_line,
    returns_of_order,
)
from makegood.domains.aftersales.queries.trials import (
    LotStopCard,
    TestCard,
    is_stopped,
    lot_card,
    test_card,
)
from makegood.domains.aftersales.queries.units import (
    CoverCard,
    RepairCard,
    UnitCard,
    find_units,
    repair_card,
    serials_of,
    unit_card,
)

__all__ = [
    "AllowanceCard",
    "CarrierBillCard",
    "ComparisonCard",
    "CoverCard",
    "CreditMemoCard",
    "ExchangeCard",
    "FoundItemCard",
    "InspectionCard",
    "InvoiceCard",
    "InvoiceHead",
    "LotStopCard",
    "PaperCard",
    "ParcelCard",
    "RepairCard",
    "ReturnCard",
    "TestCard",
    "UnitCard",
    "allowance_card",
    "awaiting_inspection",
    "being_replaced",
    "carrier_bill_card",
    "charge_is_due",
    "comparison",
    "credit_memo_card",
    "exchange_card",
    "exchanges_of",
    "find_returns",
    "find_units",
    "found_item_card",
    "invoice_card",
    "invoices_of",
    "invoices_of_order",
    "invoices_sent_to",
    "is_stopped",
    "label_request",
    "lot_card",
    "open_matters_of",
    "own_records",
    "paper_card",
    "papers_of",
    "parcel_card",
    "photo_looks_of",
    "receiving_reports_of",
    "refunded_on_account",
    "repair_card",
    "return_card",
    "returns_of",
    "returns_of_line",
    "returns_of_order",
    "serials_of",
    "test_card",
    "unit_card",
]
