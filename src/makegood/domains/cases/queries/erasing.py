"""Find out what would go and what stays when a person's records are erased. Source: C05."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from makegood.core import clock
from makegood.domains.aftersales import queries as aftersales
from makegood.domains.aftersales.queries import invoices_of, returns_of
from makegood.domains.billing.queries import open_items, refunds_of, stored_value, unapplied
from makegood.domains.cases.policy.keeping import (
    CaseKept,
    Holding,
    Keeping,
    OrderKept,
    Written,
    sort_out,
)
from makegood.domains.cases.queries.cases import cases_of
from makegood.domains.cases.queries.privacy import holds_on
from makegood.domains.conversations.queries import correspondence, of_party, with_words
from makegood.domains.dealers import queries as dealers
from makegood.domains.documents.queries import DocumentCard, documents_of
from makegood.domains.knowledge.queries import gaps_of
from makegood.domains.ordering.queries import OrderCard, bills_of, orders_of, quotes_of
from makegood.domains.parties.queries.kept import kept_person

_ALL = 100_000


def keeping_of(party: str, today: date) -> Keeping:
    """What goes and what stays of a person's records on a day: the one answer for every act."""
    return sort_out(_holding(party), today)


def talking_with(party: str) -> tuple[str, ...]:
    """The conversations that still go on with a person."""
    return tuple(one.number for one in of_party(party, _ALL) if one.closed_at is None)


def _holding(party: str) -> Holding:
    open_abouts = [one.about for one in open_items(party)]
    orders = orders_of(party)
    named = {f"order:{one.number}" for one in orders}
    owed = [about for about in open_abouts if about not in named]
    owed += [f"payment:{one.payment}" for one in unapplied(party)]
    if stored_value(party).cents:
        owed.append(f"party:{party}")
    return Holding(
        party=party,
        holds=tuple(one.number for one in holds_on(party)),
        orders=tuple(_orders(party, orders, open_abouts)),
        owed=tuple(owed),
        matters=(*aftersales.open_matters_of(party), *dealers.open_matters_of(party)),
        cases=tuple(
            CaseKept(
                one.number,
                clock.local(one.closed_at).date() if one.closed_at else None,
                one.conversation,
            )
            for one in cases_of(party)
            if one.summary
        ),
        conversations=with_words(party),
        letters=tuple(
            Written(one.number, (one.subject_ref,))
            for one in correspondence(party, _ALL)
            if one.body
        ),
        documents=tuple(map(_paper, documents_of(party, _ALL))),
        quotes=tuple(
            (one.number, one.state == "sent")
            for one in quotes_of(party)
            if not one.order and any(one.ship_to.values())
        ),
        questions=tuple(one.number for one in gaps_of(party) if one.question),
        person=frozenset(_person(party)),
    )


def _person(party: str) -> Iterable[str]:
    """Which facts there are about who somebody is and how they are reached."""
    known = kept_person(party)
    parts = {
        "advertising": known.consents, "proofs": known.proofs, "reach": known.contact_points,
        "identity": known.name,
    }  # fmt: skip
    return (name for name, found in parts.items() if found)


def _orders(
    party: str, orders: Iterable[OrderCard], open_abouts: Iterable[str]
) -> Iterable[OrderKept]:
    owing = set(open_abouts)
    coming_back = {one.line.order for one in returns_of(party) if one.is_open}
    papers = invoices_of(party)
    for one in orders:
        pending = any(refund.state != "settled" for refund in refunds_of(one.number))
        filed = [paper.number for paper in papers if paper.order == one.number]
        bills = [bill.number for bill in bills_of(one.number)]
        yield OrderKept(
            number=one.number,
            ordered_on=one.ordered_on,
            state=one.state,
            is_paid=f"order:{one.number}" not in owing,
            is_refund_pending=pending or one.number in coming_back,
            invoices=tuple(dict.fromkeys((*bills, *filed))),
        )


def _paper(one: DocumentCard) -> Written:
    """A paper; a letter's PDF is about what its notice is about, a mail's file about the talk."""
    return Written(
        one.number, tuple(_about(filed.subject_ref, filed.source) for filed in one.filings)
    )


def _about(subject_ref: str, source: str) -> str:
    return source if source.startswith("privacy_request:") else subject_ref
