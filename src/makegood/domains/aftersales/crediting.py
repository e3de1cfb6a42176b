"""Turn the terms of a return into entries: credit, fee, and the goods back at cost (C18, W1)."""

from __future__ import annotations

from collections.abc import Iterator

from makegood.core.decision import Decision, allow, refuse
from makegood.core.money import Money
from makegood.domains.aftersales.policy import ExchangeRecord, Instead, ReturnRecord
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
    terms: Terms, kept: Money, *, receivable: Money, party: str, about: str,
    instead: Instead | None = None, moved: Money | None = None,
) -> tuple[tuple[str, Posting], ...]:  # fmt: skip
    """The entries of a credit memo by name: J14 with tax as charged, J16 for what is kept.

    `receivable` is what of the credit first pays an open invoice; the rest is owed to the
    customer (2310). Of an exchange, `moved` pays what came instead. Source: W1, AC18.4, AC21.4.
    """
    credit = postings.goods_credited(
        goods=terms.credited_goods, tax=terms.credited_tax,
        receivable=receivable, party=party, about=about,
    )  # fmt: skip
    made = [("credit", credit)]
    if kept:
        made.append(("fee", postings.restocking_fee_kept(kept, party=party, about=about)))
    if instead is not None and moved:
        to = f"order:{instead.order}"
        made.append(
            ("exchange", postings.payment_moved(
                moved, party=party, about=about, to_party=party, to_about=to))
        )  # fmt: skip
    return tuple(made)


def pays_instead(record: ReturnRecord, credit: Money) -> Money:
    """What of a credit pays for what an exchange gave instead. Source: AC21.4."""
    zero = Money.zero(credit.currency)
    return min(record.instead.total, max(zero, credit)) if record.instead else zero


def core_postings(
    record: ExchangeRecord, *, cost: Money, salvage: Money, receivable: Money, is_reversed: bool
) -> Iterator[tuple[str, Posting]]:
    """The entries for a faulty piece that came back, by name. Source: J20, J21, W6.

    In time, the reserve pays the replacement and gets the salvage; after a charge that is taken
    back, the sale is credited and its cost is the warranty's; too late, only the salvage counts.
    """
    party, about = record.party, f"exchange:{record.number}"
    if is_reversed:
        yield "credit", postings.goods_credited(
            goods=record.goods, tax=record.tax, receivable=receivable, party=party,
            about=f"order:{record.order}",
        )  # fmt: skip
        settled = postings.exchange_settled_late(
            salvage=salvage, cost=cost, party=party, about=about
        )
        yield "settled", settled
        return
    if record.kind == "advance" and record.charged_on is None:
        yield (
            "replaced",
            postings.replaced_under_warranty(
                cost, party=party, about=about, out_of=postings.WITH_CUSTOMERS
            ),
        )
    back = postings.faulty_taken_back(salvage, about=about)
    if back.lines:
        yield "core", back


def new_piece_postings(
    record: ExchangeRecord, *, cost: Money, receivable: Money
) -> Iterator[tuple[str, Posting]]:
    """The entries for an unwanted new piece that came back, by name: all of its cost is here again.

    What had been charged is credited first. Source: J20, J21, W6.
    """
    party, about = record.party, f"exchange:{record.number}"
    if record.charged_on is None:
        out_of = postings.WITH_CUSTOMERS if record.kind == "advance" else postings.WARRANTY_RESERVE
        yield "back", postings.replacement_unwanted(cost, party=party, about=about, out_of=out_of)
        return
    yield "credit", postings.goods_credited(
        goods=record.goods, tax=record.tax, receivable=receivable, party=party,
        about=f"order:{record.order}",
    )  # fmt: skip
    yield "back", postings.exchange_settled_late(salvage=cost, cost=cost, party=party, about=about)
