"""Questions about what happens after a sale: returns, invoices, papers and credit memos."""

from makegood.domains.aftersales.queries.comparisons import ComparisonCard, comparison
from makegood.domains.aftersales.queries.invoices import (
    CreditMemoCard,
    InvoiceCard,
    PaperCard,
    credit_memo_card,
    invoice_card,
    invoices_of,
    invoices_of_order,
    paper_card,
    papers_of,
    receiving_reports_of,
)
from makegood.domains.aftersales.queries.returns import (
    InspectionCard,
    ReturnCard,
    awaiting_inspection,
    find_returns,
    label_request,
    refunded_on_account,
    return_card,
    returns_of,
    returns_of_order,
)

__all__ = [
    "ComparisonCard",
    "CreditMemoCard",
    "InspectionCard",
    "InvoiceCard",
    "PaperCard",
    "ReturnCard",
    "awaiting_inspection",
    "comparison",
    "credit_memo_card",
    "find_returns",
    "invoice_card",
    "invoices_of",
    "invoices_of_order",
    "label_request",
    "paper_card",
    "papers_of",
    "receiving_reports_of",
    "refunded_on_account",
    "return_card",
    "returns_of",
    "returns_of_order",
]
