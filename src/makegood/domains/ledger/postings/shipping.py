"""The rule of freight: what carriers bill us, and what they owe us for what they damaged. J32."""

from __future__ import annotations

from makegood.core.money import Money
from makegood.domains.ledger.postings.accounts import BANK, FREIGHT, PAYABLES
from makegood.domains.ledger.postings.sides import Credit, Debit, Posting, posting


def freight_billed(amount: Money, *, about: str) -> Posting:
    """J32: a carrier billed what bringing goods, or fetching them back, costs us."""
    return posting("J32", "", about, Debit(FREIGHT, amount), Credit(PAYABLES, amount))


def freight_claim_paid(amount: Money, *, about: str) -> Posting:
    """J32: a carrier paid for goods that it damaged or lost, which makes freight cheaper."""
    return posting("J32", "", about, Debit(BANK, amount), Credit(FREIGHT, amount))
