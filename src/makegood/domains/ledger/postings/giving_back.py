"""The rules of giving back: credit memos, refunds and stored value. J14-J19, J26 and J34."""

from __future__ import annotations

from makegood.core.money import Money
from makegood.domains.ledger.postings.accounts import (
    BREAKAGE,
    CARD_CLEARING,
    COST_OF_GOODS,
    GOODS_TO_COME,
    ORDER_DEPOSITS,
    REFUNDS_PAYABLE,
    REFUNDS_TO_COME,
    RESTOCKING_FEES,
    RETURNED_INVENTORY,
    RETURNS,
    SALES_TAX,
    STORE_CREDIT,
    TRADE_RECEIVABLE,
    UNCLAIMED,
)
from makegood.domains.ledger.postings.sides import Credit, Debit, Posting, posting, with_money


def goods_credited(
    *, goods: Money, tax: Money, party: str, about: str, receivable: Money
) -> Posting:
    """J14: what came back is credited, with its tax as it was charged.

    `receivable` is what of it pays what is still owed; the rest is owed to the customer (2310).
    No goods are moved by it: what was never received never left the inventory. Source: W7.
    """
    return posting(
        "J14",
        party,
        about,
        Debit(RETURNS, goods),
        Debit(SALES_TAX, tax),
        Credit(TRADE_RECEIVABLE, receivable),
        Credit(REFUNDS_PAYABLE, goods + tax - receivable),
    )


def credit_fallen_away(*, goods: Money, tax: Money, held: Money, party: str, about: str) -> Posting:
    """J14 the other way: goods that are paid back whole keep no credit that was given before.

    `held` is how much of it comes out of what was paid ahead.
    """
    return posting(
        "J14",
        party,
        about,
        Debit(ORDER_DEPOSITS, held),
        Debit(TRADE_RECEIVABLE, goods + tax - held),
        Credit(RETURNS, goods),
        Credit(SALES_TAX, tax),
    )


def goods_taken_back(cost: Money, *, about: str) -> Posting:
    """J14: what came back is held apart from the inventory at cost, until it was looked at."""
    lines = Debit(RETURNED_INVENTORY, cost), Credit(COST_OF_GOODS, cost)
    return posting("J14", "", about, *lines)


def held_given_back(
    amount: Money, *, party: str, about: str, out_of: str = ORDER_DEPOSITS
) -> Posting:
    """J15: what was paid ahead for what is cancelled is owed to the customer again."""
    return posting("J15", party, about, Debit(out_of, amount), Credit(REFUNDS_PAYABLE, amount))


def refund_paid(amount: Money, *, party: str, about: str, out_of: str = CARD_CLEARING) -> Posting:
    """J15: what is owed to a customer is sent."""
    return posting("J15", party, about, Debit(REFUNDS_PAYABLE, amount), Credit(out_of, amount))


def restocking_fee_kept(fee: Money, *, party: str, about: str) -> Posting:
    """J16: the fee for opened goods is kept from what is owed."""
    lines = Debit(REFUNDS_PAYABLE, fee), Credit(RESTOCKING_FEES, fee)
    return posting("J16", party, about, *lines)


def store_credit_issued(
    amount: Money, *, tender: str, party: str, about: str, out_of: str = REFUNDS_PAYABLE
) -> Posting:
    """J17: a gift card or store credit ("tender:TA-1001") gets money on it.

    `out_of` is 2310 for what is owed, 5200 for a bonus, or where the money came in when sold.
    """
    return Posting(
        "J17",
        with_money(
            Debit(out_of, amount, party, about), Credit(STORE_CREDIT, amount, party, tender)
        ),
    )


def store_credit_used(amount: Money, *, tender: str, party: str, about: str) -> Posting:
    """J18: a gift card or store credit pays what is owed."""
    return Posting(
        "J18",
        with_money(
            Debit(STORE_CREDIT, amount, party, tender),
            Credit(TRADE_RECEIVABLE, amount, party, about),
        ),
    )


def store_credit_lapsed(amount: Money, *, tender: str, party: str = "") -> Posting:
    """J19: nobody will use what is on it, and the law lets the company keep it."""
    return posting("J19", party, tender, Debit(STORE_CREDIT, amount), Credit(BREAKAGE, amount))


def store_credit_unclaimed(amount: Money, *, tender: str, party: str) -> Posting:
    """J19: nobody used what is on it for so long that it is held for the state."""
    return posting("J19", party, tender, Debit(STORE_CREDIT, amount), Credit(UNCLAIMED, amount))


def refund_unclaimed(amount: Money, *, party: str, about: str) -> Posting:
    """J26: nobody took a refund for so long that it is held for the state."""
    return posting("J26", party, about, Debit(REFUNDS_PAYABLE, amount), Credit(UNCLAIMED, amount))


def returns_expected(*, refunds: Money, goods: Money) -> Posting:
    """J34: at a month's end, what is expected to go back to customers, and to come in for it."""
    return posting(
        "J34",
        "",
        "",
        Debit(RETURNS, refunds),
        Debit(GOODS_TO_COME, goods),
        Credit(REFUNDS_TO_COME, refunds),
        Credit(COST_OF_GOODS, goods),
    )
