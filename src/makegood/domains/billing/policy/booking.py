"""Say by which rule of the books money that came in or went back is posted (C18)."""

from __future__ import annotations

from makegood.core.money import Money
from makegood.domains.ledger import postings
from makegood.domains.ledger.postings import Posting

_INTO = {
    "card": postings.CARD_CLEARING,
    "ach": postings.BANK,
    "cheque": postings.BANK,
    "money_order": postings.BANK,
    "cash": postings.CASH_DRAWER,
    "loan": postings.BANK,
}


# What no card and no drawer pays out is sent from the bank account, as a cheque of ours.
_OUT_OF = {"card": postings.CARD_CLEARING}


def received(
    *, purpose: str, tender: str, amount: Money, party: str, about: str, held: str, drawer: str
) -> Posting:
    """J01 for something down, J18 out of stored value, J04 for the rest (C18)."""
    if held:
        return postings.store_credit_used(amount, tender=held, party=party, about=about)
    rule = postings.order_deposit if purpose == "deposit" else postings.payment_received
    into = _INTO[tender]
    return postings.at_drawer(rule(amount, party=party, about=about, into=into), drawer)


def sent_back(
    *, tender: str, amount: Money, party: str, about: str, held: str, drawer: str
) -> Posting:
    """J17 onto stored value, J15 for the rest (C18)."""
    if held:
        return postings.store_credit_issued(amount, tender=held, party=party, about=about)
    out_of = postings.CASH_DRAWER if drawer else _OUT_OF.get(tender, postings.BANK)
    paid = postings.refund_paid(amount, party=party, about=about, out_of=out_of)
    return postings.at_drawer(paid, drawer)


def taken_back(*, tender: str, amount: Money, party: str, about: str) -> Posting:
    """A bank took a payment back: J04 the other way round, so that it is owed to us again."""
    out_of = _INTO[tender]
    return postings.opposite(
        postings.payment_received(amount, party=party, about=about, into=out_of)
    )


def loaded(amount: Money, *, held: str, drawer: str) -> Posting:
    """J17 for a gift card sold at the till: the money that came in is owed on the card."""
    sold = postings.store_credit_issued(
        amount, tender=held, party="", about=held, out_of=postings.CASH_DRAWER
    )
    return postings.at_drawer(sold, drawer)
