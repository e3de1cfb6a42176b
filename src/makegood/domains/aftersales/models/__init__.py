"""The tables of returns: the return, what the inspection found, what was credited."""

from makegood.domains.aftersales.models.facts import (
    lock_line_to_return,
    lock_return,
    open_on,
    progress_of,
)
from makegood.domains.aftersales.models.rows import (
    CreditMemo,
    Grade,
    Inspection,
    Return,
    ReturnReason,
)

__all__ = [
    "CreditMemo",
    "Grade",
    "Inspection",
    "Return",
    "ReturnReason",
    "lock_line_to_return",
    "lock_return",
    "open_on",
    "progress_of",
]
