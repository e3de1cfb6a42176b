"""The rules of selling and of being paid: J01-J05, J12, J13, J27 and J31.

An amount is Money of 0 or more. `party` is whose affairs it is, `about` the record it concerns
("order:O-1041"); what is owed stands on `receivable`, 1100 unless another is named.
"""

from __future__ import annotations

from makegood.core.money import Money
from makegood.domains.ledger.postings.accounts import (
    BANK,
    BANK_FEES,
    CARD_CLEARING,
    CASH_DRAWER,
    CASH_OVER_AND_SHORT,
    COST_OF_GOODS,
    GOODWILL,
    INVENTORY,
    LATE_CHARGES,
    ORDER_DEPOSITS,
    PRODUCT_SALES,
    REFUNDS_PAYABLE,
    SALES_TAX,
    SERVICE_REVENUE,
    TRADE_RECEIVABLE,
    WRITE_OFFS,
)
from makegood.domains.ledger.postings.sides import Credit, Debit, Posting, posting, with_money


def order_deposit(amount: Money, *, party: str, about: str, into: str = CARD_CLEARING) -> Posting:
    """J01: a customer pays something down on an order."""
    return posting("J01", party, about, Debit(into, amount), Credit(ORDER_DEPOSITS, amount))


def shipment_invoiced(
    *, goods: Money, services: Money, tax: Money, party: str, about: str
) -> Posting:
    """J02: what was shipped is invoiced; a delivery charge is part of the goods."""
    return posting(
        "J02",
        party,
        about,
        Debit(TRADE_RECEIVABLE, goods + services + tax),
        Credit(PRODUCT_SALES, goods),
        Credit(SERVICE_REVENUE, services),
        Credit(SALES_TAX, tax),
    )


def cost_of_shipment(cost: Money, *, about: str) -> Posting:
    """J02: what was shipped leaves the inventory at cost."""
    return posting("J02", "", about, Debit(COST_OF_GOODS, cost), Credit(INVENTORY, cost))


def deposit_applied(amount: Money, *, party: str, about: str) -> Posting:
    """J03: the deposit pays its part of the invoice."""
    lines = Debit(ORDER_DEPOSITS, amount), Credit(TRADE_RECEIVABLE, amount)
    return posting("J03", party, about, *lines)


def payment_received(
    amount: Money,
    *,
    party: str,
    about: str,
    into: str = CARD_CLEARING,
    receivable: str = TRADE_RECEIVABLE,
) -> Posting:
    """J04: a customer pays what is owed."""
    return posting("J04", party, about, Debit(into, amount), Credit(receivable, amount))


def payment_moved(
    amount: Money,
    *,
    party: str,
    about: str,
    to_party: str,
    to_about: str,
    account: str = TRADE_RECEIVABLE,
) -> Posting:
    """J04 between two records: money that paid the one pays the other instead."""
    return Posting(
        "J04",
        with_money(
            Debit(account, amount, party, about), Credit(account, amount, to_party, to_about)
        ),
    )


def overpayment_owed(amount: Money, *, party: str, about: str) -> Posting:
    """J04: what was paid beyond what was owed is owed back."""
    lines = Debit(TRADE_RECEIVABLE, amount), Credit(REFUNDS_PAYABLE, amount)
    return posting("J04", party, about, *lines)


def card_settled(gross: Money, *, fee: Money, about: str) -> Posting:
    """J05: the provider pays out what it captured, less its fee."""
    return posting(
        "J05",
        "",
        about,
        Debit(BANK, gross - fee),
        Debit(BANK_FEES, fee),
        Credit(CARD_CLEARING, gross),
    )


def card_refund_settled(amount: Money, *, about: str) -> Posting:
    """J05: the provider takes from us what it gave back to a card; J05 the other way round."""
    return posting("J05", "", about, Debit(CARD_CLEARING, amount), Credit(BANK, amount))


def goodwill_given(amount: Money, *, party: str, about: str, to: str = REFUNDS_PAYABLE) -> Posting:
    """J12: the company gives something it does not owe; never a correction of revenue or tax."""
    return posting("J12", party, about, Debit(GOODWILL, amount), Credit(to, amount))


def written_off(
    amount: Money, *, party: str, about: str, receivable: str = TRADE_RECEIVABLE
) -> Posting:
    """J13: the company no longer expects what is owed to it."""
    return posting("J13", party, about, Debit(WRITE_OFFS, amount), Credit(receivable, amount))


def payment_returned(
    amount: Money,
    *,
    party: str,
    about: str,
    receivable: str = TRADE_RECEIVABLE,
    out_of: str = BANK,
) -> Posting:
    """J27: a bank took back what a customer paid, so that it is owed again."""
    return posting("J27", party, about, Debit(receivable, amount), Credit(out_of, amount))


def returned_payment_fee(
    fee: Money, *, party: str, about: str, receivable: str = TRADE_RECEIVABLE
) -> Posting:
    """J27: the customer is charged for a payment that did not hold."""
    return posting("J27", party, about, Debit(receivable, fee), Credit(LATE_CHARGES, fee))


def late_fee_charged(
    fee: Money, *, party: str, about: str, receivable: str = TRADE_RECEIVABLE
) -> Posting:
    """J07: the customer is charged for paying late."""
    return posting("J07", party, about, Debit(receivable, fee), Credit(LATE_CHARGES, fee))


def bank_fee_charged(fee: Money, *, about: str) -> Posting:
    """J27: what our bank charges us for it."""
    return posting("J27", "", about, Debit(BANK_FEES, fee), Credit(BANK, fee))


def cash_counted(*, expected: Money, counted: Money, about: str) -> Posting:
    """J31: what a drawer is short of what it should hold, or holds beyond it."""
    if counted < expected:
        short = expected - counted
        return posting(
            "J31", "", about, Debit(CASH_OVER_AND_SHORT, short), Credit(CASH_DRAWER, short)
        )
    over = counted - expected
    return posting("J31", "", about, Debit(CASH_DRAWER, over), Credit(CASH_OVER_AND_SHORT, over))
