"""The posting rules: from the amounts of a business event to the lines of its entry (C18).

An amount is Money of 0 or more; a part of 0 makes no line. `party` is whose affairs it is, `about`
the record it concerns ("order:O-1041"). Rules and accounts are those of the table in C18.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from makegood.core.money import Money

BANK = "1010"
CARD_CLEARING = "1020"
CASH_DRAWER = "1030"
TRADE_RECEIVABLE = "1100"
INVENTORY = "1200"
RETURNED_INVENTORY = "1210"
ORDER_DEPOSITS = "2100"
SALES_TAX = "2200"
STORE_CREDIT = "2300"
REFUNDS_PAYABLE = "2310"
PRODUCT_SALES = "4000"
RETURNS = "4010"
RESTOCKING_FEES = "4020"
SERVICE_REVENUE = "4100"
COST_OF_GOODS = "5000"
GOODWILL = "5200"
BANK_FEES = "5950"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an entry: an account and an amount, never negative."""

    account: str
    amount: Money
    party: str = ""
    about: str = ""

    def __post_init__(self) -> None:
        """Refuse a negative amount: it belongs on the other side."""
        if self.amount.cents < 0:
            raise ValueError(f"{self.amount} on account {self.account}: write 0 or more")

    @property
    def cents(self) -> int:
        """What it adds to the account, in cents: a debit positive, a credit negative."""
        raise NotImplementedError

    @property
    def opposite(self) -> Side:
        """The side that takes it back."""
        raise NotImplementedError


class Debit(Side):
    """A debit: what the company has or has spent grows."""

    @property
    def cents(self) -> int:
        """What it adds to the account, in cents."""
        return self.amount.cents

    @property
    def opposite(self) -> Side:
        """The credit that takes it back."""
        return Credit(self.account, self.amount, self.party, self.about)


class Credit(Side):
    """A credit: what the company owes or has earned grows."""

    @property
    def cents(self) -> int:
        """What it adds to the account, in cents."""
        return -self.amount.cents

    @property
    def opposite(self) -> Side:
        """The debit that takes it back."""
        return Debit(self.account, self.amount, self.party, self.about)


@dataclass(frozen=True, slots=True)
class Posting:
    """The lines that one rule makes of a business event."""

    rule: str
    lines: tuple[Side, ...]


def order_deposit(amount: Money, *, party: str, about: str, into: str = CARD_CLEARING) -> Posting:
    """J01: a customer pays something down on an order."""
    return _posting("J01", party, about, Debit(into, amount), Credit(ORDER_DEPOSITS, amount))


def shipment_invoiced(
    *, goods: Money, services: Money, tax: Money, party: str, about: str
) -> Posting:
    """J02: what was shipped is invoiced; a delivery charge is part of the goods."""
    return _posting(
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
    return _posting("J02", "", about, Debit(COST_OF_GOODS, cost), Credit(INVENTORY, cost))


def deposit_applied(amount: Money, *, party: str, about: str) -> Posting:
    """J03: the deposit pays its part of the invoice."""
    lines = Debit(ORDER_DEPOSITS, amount), Credit(TRADE_RECEIVABLE, amount)
    return _posting("J03", party, about, *lines)


def payment_received(
    amount: Money,
    *,
    party: str,
    about: str,
    into: str = CARD_CLEARING,
    against: str = TRADE_RECEIVABLE,
) -> Posting:
    """J04: a customer pays what is owed."""
    return _posting("J04", party, about, Debit(into, amount), Credit(against, amount))


def card_settled(gross: Money, *, fee: Money, about: str) -> Posting:
    """J05: the provider pays out what it captured, less its fee."""
    return _posting(
        "J05",
        "",
        about,
        Debit(BANK, gross - fee),
        Debit(BANK_FEES, fee),
        Credit(CARD_CLEARING, gross),
    )


def card_refund_settled(amount: Money, *, about: str) -> Posting:
    """J05: the provider takes from us what it gave back to a card; J05 the other way round."""
    return _posting("J05", "", about, Debit(CARD_CLEARING, amount), Credit(BANK, amount))


def goodwill_given(amount: Money, *, party: str, about: str, to: str = REFUNDS_PAYABLE) -> Posting:
    """J12: the company gives something it does not owe; never a correction of revenue or tax."""
    return _posting("J12", party, about, Debit(GOODWILL, amount), Credit(to, amount))


def goods_credited(
    *, goods: Money, tax: Money, party: str, about: str, to: str = REFUNDS_PAYABLE
) -> Posting:
    """J14: what came back is credited, with its tax as it was charged."""
    return _posting(
        "J14", party, about, Debit(RETURNS, goods), Debit(SALES_TAX, tax), Credit(to, goods + tax)
    )


def goods_taken_back(cost: Money, *, about: str) -> Posting:
    """J14: what came back is held apart from the inventory at cost, until it was looked at."""
    lines = Debit(RETURNED_INVENTORY, cost), Credit(COST_OF_GOODS, cost)
    return _posting("J14", "", about, *lines)


def refund_paid(amount: Money, *, party: str, about: str, out_of: str = CARD_CLEARING) -> Posting:
    """J15: what is owed to a customer is sent."""
    return _posting("J15", party, about, Debit(REFUNDS_PAYABLE, amount), Credit(out_of, amount))


def restocking_fee_kept(fee: Money, *, party: str, about: str) -> Posting:
    """J16: the fee for opened goods is kept from what is owed."""
    lines = Debit(REFUNDS_PAYABLE, fee), Credit(RESTOCKING_FEES, fee)
    return _posting("J16", party, about, *lines)


def store_credit_issued(
    amount: Money, *, tender: str, party: str, about: str, out_of: str = REFUNDS_PAYABLE
) -> Posting:
    """J17: a gift card or store credit ("tender:TA-1001") gets money on it.

    `out_of` is 2310 for what is owed, 5200 for a bonus, or where the money came in when sold.
    """
    return Posting(
        "J17",
        _with_money(
            Debit(out_of, amount, party, about), Credit(STORE_CREDIT, amount, party, tender)
        ),
    )


def store_credit_used(amount: Money, *, tender: str, party: str, about: str) -> Posting:
    """J18: a gift card or store credit pays what is owed."""
    return Posting(
        "J18",
        _with_money(
            Debit(STORE_CREDIT, amount, party, tender),
            Credit(TRADE_RECEIVABLE, amount, party, about),
        ),
    )


def _posting(rule: str, party: str, about: str, *lines: Side) -> Posting:
    named = (replace(line, party=party, about=about) for line in lines)
    return Posting(rule, _with_money(*named))


def _with_money(*lines: Side) -> tuple[Side, ...]:
    return tuple(line for line in lines if line.amount)


def balance(lines: Iterable[Side]) -> dict[str, int]:
    """What the lines come to in each currency, in cents; 0 each when they balance."""
    sums: dict[str, int] = {}
    for line in lines:
        sums[line.amount.currency] = sums.get(line.amount.currency, 0) + line.cents
    return sums
