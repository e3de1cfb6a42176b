"""Ground words that point at a record: a line, an order, a return, a case, an account."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from makegood.core.actor import V2, Level
from makegood.core.clock import today
from makegood.core.outcome import NotFound
from makegood.core.statements import Param
from makegood.domains.aftersales.queries import (
    InvoiceCard,
    ReturnCard,
    find_returns,
    find_units,
    invoices_of,
    receiving_reports_of,
)
from makegood.domains.cases.queries import cases_of
from makegood.domains.catalog.queries import product
from makegood.domains.dealers.queries import dealers_for, find_claims
from makegood.domains.ordering.queries import (
    LineCard,
    OrderCard,
    find_lines,
    find_orders,
    find_quotes,
)
from makegood.domains.parties.queries import accounts_of
from makegood.representative.dialogue.state import Option
from makegood.representative.dialogue.world import Found, Grounding, MustVerify, Several, Unfound
from makegood.representative.understand.commands import Value
from makegood.representative.understand.reader import Reader
from makegood.representative.understand.reading import Mention

_MOST_SHOWN = 6
_PART = "part"
_ASKED_FOR = frozenset({"paper"})
"""What a customer may still have and send, though nothing of the kind is on record."""
_GOING_BACK = frozenset(
    {"aftersales.open_return", "aftersales.exchange_goods", "aftersales.credit_and_keep"}
)
_BEFORE_IT_LEAVES = frozenset({"ordering.cancel_order", "ordering.amend_order"})
_OF_OPEN_QUOTES = frozenset({"ordering.accept_quote", "ordering.decline_quote"})


@dataclass(frozen=True, slots=True)
class Who:
    """Whose records are looked at, how well that is known, and in which language labels are."""

    party: str
    level: Level
    language: str


Find = Callable[[Who, Mention, str], Grounding]


def ground_record(
    kind: str, operation: str, words: Value | None, who: Who, reader: Reader
) -> Grounding:
    """What the words mean among this party's records of a kind.

    Somebody who only claimed an identity may name a record but is shown none. Source: C04.
    """
    mention = (
        reader.mention(str(words), who.language, today()) if words is not None else Mention("", {})
    )
    if who.level < V2 and kind not in mention.numbers:
        return MustVerify(V2)
    found = _FINDERS[kind](who, mention, operation)
    if isinstance(found, Unfound) and kind not in _ASKED_FOR:
        nothing = isinstance(_FINDERS[kind](who, Mention("", {}), operation), Unfound)
        return Unfound(nothing_of=kind if nothing else "")
    return found


def is_record(kind: str) -> bool:
    """Whether facts of this kind are found on record."""
    return kind in _FINDERS


def _line(who: Who, mention: Mention, operation: str) -> Grounding:
    named = mention.skus or mention.ordinal or "order_line" in mention.numbers
    if operation in _BEFORE_IT_LEAVES and not named:
        return Found(None)  # the order as a whole
    coming_back = operation in _GOING_BACK
    found = find_lines(
        who.party,
        number=mention.numbers.get("order_line"),
        order=mention.numbers.get("order"),
        skus=mention.skus,
        dates=mention.dates,
        ordinal=mention.ordinal,
        returnable_only=coming_back,
        to_send_only=operation in _BEFORE_IT_LEAVES,
    )
    return _of([Option(value=line.number, label=_line_label(line, who)) for line in found])


def _order(who: Who, mention: Mention, operation: str) -> Grounding:
    ordinal = 1 if mention.ordinal == -1 else mention.ordinal
    found = find_orders(
        who.party,
        number=mention.numbers.get("order"),
        skus=mention.skus,
        dates=mention.dates,
        ordinal=ordinal,
        to_send_only=operation in _BEFORE_IT_LEAVES and "order" not in mention.numbers,
    )
    return _of([Option(value=order.number, label=_order_label(order, who)) for order in found])


def _return(who: Who, mention: Mention, operation: str) -> Grounding:
    found = find_returns(
        who.party,
        number=mention.numbers.get("return"),
        skus=mention.skus,
        ordinal=mention.ordinal,
        open_only=operation == "aftersales.cancel_return",
    )
    return _of([Option(value=one.number, label=_return_label(one, who)) for one in found])


def _unit(who: Who, mention: Mention, operation: str) -> Grounding:
    """A piece; "the motor of it" names a part, and means the appliance that it is in."""
    named = [sku for sku in mention.skus if product(sku).kind != _PART]
    serial = mention.numbers.get("serial")
    found = find_units(who.party, serial=serial, skus=named, ordinal=mention.ordinal)
    parts = [one for one in found if one[1] in mention.skus]
    return _of(
        [
            Option(value=serial, label=f"{product(sku, who.language).title} ({serial})")
            for serial, sku in parts or found
        ]
    )


def _invoice(who: Who, mention: Mention, operation: str) -> Grounding:
    number = mention.numbers.get("invoice")
    found = [one for one in invoices_of(who.party) if number in (None, one.number)]
    return _of([Option(value=one.number, label=_invoice_label(one, who)) for one in found])


def _receiving_report(who: Who, mention: Mention, operation: str) -> Grounding:
    found = receiving_reports_of(who.party)
    return _of([Option(value=one.number, label=f"{one.own_number} ({one.order})") for one in found])


def _case(who: Who, mention: Mention, operation: str) -> Grounding:
    number = mention.numbers.get("case")
    found = [case for case in cases_of(who.party) if number in (None, case.number)]
    return _of(
        [Option(value=case.number, label=f"{case.number}: {case.summary}") for case in found]
    )


def _quote(who: Who, mention: Mention, operation: str) -> Grounding:
    number = mention.numbers.get("quote")
    found = find_quotes(who.party, number=number, open_only=operation in _OF_OPEN_QUOTES)
    return _of(
        [
            Option(
                value=one.number, label=f"{one.number}: {Param.of(one.total).spelled(who.language)}"
            )
            for one in found
        ]
    )


def _account(who: Who, mention: Mention, operation: str) -> Grounding:
    number = mention.numbers.get("account")
    try:
        cards = accounts_of(who.party)
    except NotFound:
        return Unfound()
    found = [card for card in cards if number in (None, card.number)]
    return _of([Option(value=card.number, label=card.number) for card in found])


def _dealer_claim(who: Who, mention: Mention, operation: str) -> Grounding:
    """The dealer's claim that is meant; where none is named, one that can still be argued about."""
    dealers = [one.number for one in dealers_for(who.party)]
    number = mention.numbers.get("dealer_claim")
    found = find_claims(dealers, number=number)
    if number is None:
        found = tuple(one for one in found if one.may_be_appealed_on(today())) or found
    return _of([Option(value=one.number, label=f"{one.number} ({one.serial})") for one in found])


_FINDERS: dict[str, Find] = {
    "order_line": _line,
    "order": _order,
    "return": _return,
    "unit": _unit,
    "case": _case,
    "quote": _quote,
    "dealer_claim": _dealer_claim,
    "account": _account,
    "invoice": _invoice,
    "paper": _receiving_report,
}


def _of(options: Sequence[Option]) -> Grounding:
    if not options:
        return Unfound()
    if len(options) == 1:
        return Found(options[0].value)
    return Several(tuple(options[:_MOST_SHOWN]))


def _line_label(line: LineCard, who: Who) -> str:
    title = line.title.get(who.language) or line.title["en"]
    return f"{title} ({line.number}, {_day(line.ordered_on, who)})"


def _order_label(order: OrderCard, who: Who) -> str:
    first = (order.lines or order.dropped)[0].title
    return (
        f"{order.number}: {first.get(who.language) or first['en']}, {_day(order.ordered_on, who)}"
    )


def _return_label(one: ReturnCard, who: Who) -> str:
    title = one.line.title
    return f"{one.number}: {title.get(who.language) or title['en']}"


def _invoice_label(one: InvoiceCard, who: Who) -> str:
    return f"{one.number} ({one.order}, {_day(one.dated_on, who)})"


def _day(day: date, who: Who) -> str:
    return Param.of(day).spelled(who.language)
