"""Decide what a comparison of papers means for the money: what is credited, and who decides.

Pure: an invoice and its comparison in, a decision out. Source: C20; MAT-1 to MAT-5.
"""

from makegood.domains.aftersales.disputing.deciding import may_compare, may_credit, may_file
from makegood.domains.aftersales.disputing.facts import (
    BilledLine,
    Credited,
    InvoiceFacts,
    compared,
)
from makegood.domains.aftersales.disputing.mirroring import Credit, credit_of
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
    "may_compare",
    "may_credit",
    "may_file",
]
