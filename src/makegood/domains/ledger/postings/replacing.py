"""The rules of warranty, exchange, tests and dealers' claims: J20-J23 and J29.

Costs are what the goods cost the company; a part that came back is worth its `salvage`.
"""

from __future__ import annotations

from makegood.core.money import Money
from makegood.domains.ledger.postings.accounts import (
    COST_OF_GOODS,
    DEALER_CLAIMS,
    DEALER_RECEIVABLE,
    INVENTORY,
    PAYABLES,
    PRODUCT_SALES,
    REFUNDS_PAYABLE,
    RETURNED_INVENTORY,
    SALES_TAX,
    TEST_COST,
    TRADE_RECEIVABLE,
    WARRANTY_RESERVE,
    WITH_CUSTOMERS,
)
from makegood.domains.ledger.postings.sides import Credit, Debit, Posting, posting


def replaced_under_warranty(
    cost: Money, *, party: str, about: str, out_of: str = INVENTORY
) -> Posting:
    """J20: a replacement is paid by the warranty reserve.

    `out_of` is 1220 when it was shipped ahead and the faulty part came back in time.
    """
    return posting("J20", party, about, Debit(WARRANTY_RESERVE, cost), Credit(out_of, cost))


def faulty_taken_back(salvage: Money, *, about: str) -> Posting:
    """J20: the faulty part is worth something yet, which the reserve gets back."""
    lines = Debit(RETURNED_INVENTORY, salvage), Credit(WARRANTY_RESERVE, salvage)
    return posting("J20", "", about, *lines)


def price_shared_by_warranty(amount: Money, *, party: str, about: str) -> Posting:
    """J20: a warranty by share pays a part of the price, which is owed to the customer."""
    lines = Debit(WARRANTY_RESERVE, amount), Credit(REFUNDS_PAYABLE, amount)
    return posting("J20", party, about, *lines)


def exchange_shipped_ahead(cost: Money, *, party: str, about: str) -> Posting:
    """J21: a replacement goes out before the faulty part has come back."""
    return posting("J21", party, about, Debit(WITH_CUSTOMERS, cost), Credit(INVENTORY, cost))


def exchange_charged(*, goods: Money, tax: Money, party: str, about: str) -> Posting:
    """J21: the faulty part did not come back in time, so the replacement is sold."""
    return posting(
        "J21",
        party,
        about,
        Debit(TRADE_RECEIVABLE, goods + tax),
        Credit(PRODUCT_SALES, goods),
        Credit(SALES_TAX, tax),
    )


def exchange_cost_kept(cost: Money, *, party: str, about: str) -> Posting:
    """J21: what was sold so is no longer with the customer as ours."""
    return posting("J21", party, about, Debit(COST_OF_GOODS, cost), Credit(WITH_CUSTOMERS, cost))


def exchange_settled_late(*, salvage: Money, cost: Money, party: str, about: str) -> Posting:
    """J21: the faulty part came after the charge, which J14 credits: the cost is the warranty's.

    Source: W6.
    """
    return posting(
        "J21",
        party,
        about,
        Debit(RETURNED_INVENTORY, salvage),
        Debit(WARRANTY_RESERVE, cost - salvage),
        Credit(COST_OF_GOODS, cost),
    )


def replacement_unwanted(cost: Money, *, party: str, about: str, out_of: str) -> Posting:
    """J20 or J21 taken back: a replacement that nobody wanted is here again, at its cost.

    `out_of` is 1220 when it was shipped ahead, else the warranty reserve that had paid it.
    """
    rule = "J21" if out_of == WITH_CUSTOMERS else "J20"
    return posting(rule, party, about, Debit(RETURNED_INVENTORY, cost), Credit(out_of, cost))


def claim_approved(amount: Money, *, party: str, about: str) -> Posting:
    """J22: a dealer's claim is owed out of the warranty reserve."""
    return posting(
        "J22", party, about, Debit(WARRANTY_RESERVE, amount), Credit(DEALER_CLAIMS, amount)
    )


def claim_credited(amount: Money, *, party: str, about: str) -> Posting:
    """J23: an approved claim is paid by a credit on the dealer's account."""
    lines = Debit(DEALER_CLAIMS, amount), Credit(DEALER_RECEIVABLE, amount)
    return posting("J23", party, about, *lines)


def claim_charged_back(amount: Money, *, party: str, about: str) -> Posting:
    """J23: a claim that was paid wrongly is owed by the dealer again."""
    lines = Debit(DEALER_RECEIVABLE, amount), Credit(WARRANTY_RESERVE, amount)
    return posting("J23", party, about, *lines)


def product_tested(cost: Money, *, about: str) -> Posting:
    """J29: what a test of a product cost."""
    return posting("J29", "", about, Debit(TEST_COST, cost), Credit(PAYABLES, cost))
