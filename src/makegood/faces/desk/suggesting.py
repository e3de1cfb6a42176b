"""Offer the records of a customer where a form asks for one, so that nobody types a number."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from makegood.core.outcome import NotFound
from makegood.domains.aftersales.queries import returns_of, serials_of
from makegood.domains.cases.queries import cases_of
from makegood.domains.conversations.queries import of_party, open_ones
from makegood.domains.ordering.queries import lines_of, orders_of, quotes_of
from makegood.domains.parties.queries import accounts_of, party_card
from makegood.faces.desk import naming
from makegood.faces.desk.spelling import money, plain_day, words
from makegood.faces.desk.strings import _
from makegood.handbook import book

Offers = tuple[tuple[str, str], ...]
_MOST = 30
_MOST_ARTICLES = 200
"""More than these a browser lists too slowly; they are still taken when typed."""


def offers(record: str, party: str | None) -> Offers:
    """The records of a kind that this customer has, each with what it is; () for none known.

    Articles are the company's own, whoever the customer is.
    """
    if record == "article":
        return _articles()
    find = _FINDERS.get(record)
    try:
        return find(party)[:_MOST] if find and party else ()
    except NotFound:
        return ()


def _articles() -> Offers:
    sold = book().catalogue.products.values()
    return tuple((one.sku, one.title_in("en")) for one in sold)[:_MOST_ARTICLES]


def _lines(party: str) -> Offers:
    return tuple(
        (
            line.number,
            _("{title}, ordered {day}").format(
                title=line.title_in("en"), day=plain_day(line.ordered_on)
            ),
        )
        for line in lines_of(party)
    )


def _orders(party: str) -> Offers:
    return tuple(
        (one.number, f"{naming.state(one.state)}, {money(one.total)}") for one in orders_of(party)
    )


def _quotes(party: str) -> Offers:
    return tuple(
        (one.number, f"{naming.state(one.state)}, {money(one.total)}") for one in quotes_of(party)
    )


def _returns(party: str) -> Offers:
    return tuple(
        (one.number, f"{one.line.title_in('en')}, {naming.state(one.state)}")
        for one in returns_of(party)
    )


def _units(party: str) -> Offers:
    title_of = book().catalogue.title_of
    return tuple((serial, title_of(sku)["en"]) for serial, sku in serials_of(party))


def _cases(party: str) -> Offers:
    return tuple(
        (one.number, f"{words(one.category)}, {naming.state(one.state)}") for one in cases_of(party)
    )


def _accounts(party: str) -> Offers:
    return tuple((one.number, words(one.line)) for one in accounts_of(party))


def _contact_points(party: str) -> Offers:
    return tuple((one.number, one.value) for one in party_card(party).contact_points)


def _conversations(party: str) -> Offers:
    found = of_party(party) or open_ones(_MOST)
    return tuple((one.number, one.title) for one in found)


_FINDERS: Mapping[str, Callable[[str], Offers]] = {
    "order_line": _lines,
    "order": _orders,
    "quote": _quotes,
    "return": _returns,
    "unit": _units,
    "case": _cases,
    "account": _accounts,
    "contact_point": _contact_points,
    "conversation": _conversations,
    "party": lambda party: ((party, party_card(party).name),),
}
