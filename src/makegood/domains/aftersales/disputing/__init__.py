"""Work out what a comparison of papers means for the money, and put it into sentences.

Pure: an invoice and its comparison in, a credit and its sentences out. Source: C20; MAT-1 to MAT-5.
"""

from makegood.domains.aftersales.disputing.facts import (
    BilledLine,
    Credited,
    InvoiceFacts,
    compared,
)
from makegood.domains.aftersales.disputing.mirroring import Credit, credit_of, wanted
from makegood.domains.aftersales.disputing.telling import cause, clause, credited, mat

__all__ = [
    "BilledLine",
    "Credit",
    "Credited",
    "InvoiceFacts",
    "cause",
    "clause",
    "compared",
    "credit_of",
    "credited",
    "mat",
    "wanted",
]
