"""Turn the terms of a return into entries: credit, fee, and the goods back at cost (C18, W1)."""

from __future__ import annotations

from makegood.core.decision import Decision, allow, refuse
from makegood.core.money import Money
from makegood.domains.aftersales.policy import ReturnRecord
from makegood.domains.aftersales.telling import about as of_return
from makegood.domains.aftersales.terms import Terms
from makegood.domains.ledger import postings
from makegood.domains.ledger.postings import Posting


def may_credit(record: ReturnRecord, kept: Money) -> Decision:
    """Whether a credit memo may be issued: one for each return, never keeping more than it gives.

    Source: C18 (one source event, one entry).
    """
    zero = Money.zero(kept.currency)
    if record.is_credited:
        return refuse("policy_denied", says=[of_return(record.number, "already_credited")])
    if not zero <= kept <= record.terms.gross:
        told = of_return(record.number, "amount_decided", refund=record.terms.refund)
        return refuse("policy_denied", says=[told])
    return allow()


def postings_of(
    terms: Terms, kept: Money, *, receivable: Money, party: str, about: str
) -> tuple[tuple[str, Posting], ...]:
    """The entries of a credit memo by name: J14 with tax as charged, J16 for what is kept.

    `receivable` is what of the credit first pays an open invoice; the rest is owed to the
    customer (2310). Source: W1, AC18.4.
    """
    credit = postings.goods_credited(
        goods=terms.credited_goods, tax=terms.credited_tax,
        receivable=receivable, party=party, about=about,
    )  # fmt: skip
    made = [("credit", credit)]
    if kept:
        made.append(("fee", postings.restocking_fee_kept(kept, party=party, about=about)))
    return tuple(made)
