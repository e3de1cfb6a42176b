"""Ground words that point at a record: a line, an order, a return, a case, an account."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import JsonValue

from makegood.core.actor import V2
from makegood.core.clock import today
from makegood.core.outcome import NotFound
from makegood.core.statements import Param
from makegood.domains.aftersales.queries import (
    CreditMemoCard,
    InvoiceHead,
    ReturnCard,
    being_replaced,
    credit_memos_of,
    find_returns,
    find_units,
    invoices_sent_to,
    receiving_reports_of,
)
from makegood.domains.billing.queries import payments_by
from makegood.domains.cases.queries import cases_of
from makegood.domains.catalog.queries import product
from makegood.domains.dealers.queries import dealers_for, find_claims
from makegood.domains.ordering.queries import (
    OrderCard,
    find_orders,
    find_quotes,
)
from makegood.domains.parties.queries import accounts_of
from makegood.representative.dialogue.state import Former, Option
from makegood.representative.dialogue.world import (
    Every,
    Grounding,
    MustVerify,
    Several,
    Unfound,
)
from makegood.representative.slots.lines import BEFORE_IT_LEAVES, find_line
from makegood.representative.slots.who import Who, on_day, one_of
from makegood.representative.understand.commands import Value
from makegood.representative.understand.reader import Reader
from makegood.representative.understand.reading import Mention

_NOTHING_BEFORE = Former()
_PART = "part"
_ASKED_FOR = frozenset({"paper"})
"""What a customer may still have and send, though nothing of the kind is on record."""
_NUMBERED_AS = {"bill": "invoice"}
"""By which number a record is named that people also mean by its goods."""
_END_OF_REPLACEMENT = "aftersales.cancel_replacement"
_OF_OPEN_QUOTES = frozenset({"ordering.accept_quote", "ordering.decline_quote"})


Find = Callable[[Who, Mention, str], Grounding]


def ground_record(
    kind: str,
    operation: str,
    words: Value | None,
    who: Who,
    reader: Reader,
    former: Former = _NOTHING_BEFORE,
) -> Grounding:
    """What the words mean among this party's records of a kind.

    "The other one" is one of those that the `former` words may have meant, and not what it was.

    Somebody who only claimed an identity may name a record but is shown none. Source: C04.
    """
    mention = _mention(words, who, reader)
    if who.level < V2 and _NUMBERED_AS.get(kind, kind) not in mention.numbers:
        return MustVerify(V2)
    if former.value is not None and _is_another(mention):
        return _another(kind, operation, who, _mention(former.words, who, reader), former.value)
    found = _FINDERS[kind](who, mention, operation)
    if isinstance(found, Several) and mention.everything:
        return Every(found.options)
    if isinstance(found, Unfound) and kind not in _ASKED_FOR:
        nothing = isinstance(_FINDERS[kind](who, Mention("", {}), operation), Unfound)
        return Unfound(nothing_of=kind if nothing else "")
    return found


def _mention(words: Value | None, who: Who, reader: Reader) -> Mention:
    if words is None:
        return Mention("", {})
    return reader.mention(str(words), who.language, today())


def _is_another(mention: Mention) -> bool:
    """Whether it says no more than that it is not the one that was meant before."""
    return mention.other and not (mention.numbers or mention.skus or mention.ordinal)


def _another(kind: str, operation: str, who: Who, before: Mention, value: JsonValue) -> Grounding:
    """What else the words before may have meant; where nothing, what else there is at all."""
    for mention in (before, Mention("", {})):
        found = _FINDERS[kind](who, mention, operation)
        if isinstance(found, Several):
            return one_of([option for option in found.options if option.value != value])
    return Unfound()


def is_record(kind: str) -> bool:
    """Whether facts of this kind are found on record."""
    return kind in _FINDERS


def _order(who: Who, mention: Mention, operation: str) -> Grounding:
    """An order; the last is the newest, but "the first" may be counted either way, and is asked."""
    ordinal = 1 if mention.ordinal == -1 and not mention.skus else None  # no "last washer"
    found = find_orders(
        who.party,
        number=mention.numbers.get("order"),
        skus=mention.skus,
        dates=mention.dates,
        ordinal=ordinal,
        to_send_only=operation in BEFORE_IT_LEAVES and "order" not in mention.numbers,
    )
    return one_of([Option(value=order.number, label=_order_label(order, who)) for order in found])


def _return(who: Who, mention: Mention, operation: str) -> Grounding:
    found = find_returns(
        who.party,
        number=mention.numbers.get("return"),
        skus=mention.skus,
        ordinal=mention.ordinal,
        open_only=operation == "aftersales.cancel_return",
    )
    return one_of([Option(value=one.number, label=_return_label(one, who)) for one in found])


def _unit(who: Who, mention: Mention, operation: str) -> Grounding:
    """A piece; "the motor of it" names a part, and means the appliance that it is in."""
    named = [sku for sku in mention.skus if product(sku).kind != _PART]
    serial = mention.numbers.get("serial")
    among = being_replaced(who.party) if operation == _END_OF_REPLACEMENT and not serial else None
    found = find_units(who.party, serial=serial, skus=named, ordinal=mention.ordinal, among=among)
    parts = [one for one in found if one[1] in mention.skus]
    return one_of(
        [
            Option(value=serial, label=f"{product(sku, who.language).title} ({serial})")
            for serial, sku in parts or found
        ]
    )


def _invoice(who: Who, mention: Mention, operation: str) -> Grounding:
    number = mention.numbers.get("invoice")
    found = [one for one in invoices_sent_to(who.party) if number in (None, one.number)]
    return one_of([Option(value=one.number, label=_invoice_label(one, who)) for one in found])


def _bill(who: Who, mention: Mention, operation: str) -> Grounding:
    """An invoice by its number, by its order, or by what was bought, the newest first."""
    number, order = mention.numbers.get("invoice"), mention.numbers.get("order")
    sent = [one for one in invoices_sent_to(who.party)
            if number in (None, one.number) and order in (None, one.order)]  # fmt: skip
    if mention.skus:
        bought = find_orders(who.party, skus=mention.skus)
        orders = {one.number for one in bought}
        sent = [one for one in sent if one.order in orders]
    found = sent[:1] if mention.ordinal == -1 else sent
    return one_of([Option(value=one.number, label=_invoice_label(one, who)) for one in found])


def _credit_memo(who: Who, mention: Mention, operation: str) -> Grounding:
    """A credit memo by its number, or by the order or the return that it credits."""
    named = {kind: mention.numbers.get(kind) for kind in ("credit_memo", "order", "return")}
    found = [
        one
        for one in credit_memos_of(who.party)
        if named["credit_memo"] in (None, one.number)
        and named["order"] in (None, one.order)
        and named["return"] in (None, one.return_number)
    ]
    return one_of([Option(value=one.number, label=_memo_label(one, who)) for one in found])


def _receiving_report(who: Who, mention: Mention, operation: str) -> Grounding:
    found = receiving_reports_of(who.party)
    return one_of(
        [Option(value=one.number, label=f"{one.own_number} ({one.order})") for one in found]
    )


def _case(who: Who, mention: Mention, operation: str) -> Grounding:
    number = mention.numbers.get("case")
    found = [one for one in cases_of(who.party) if number in (None, one.number)]
    return one_of([Option(value=one.number, label=f"{one.number}: {one.summary}") for one in found])


def _quote(who: Who, mention: Mention, operation: str) -> Grounding:
    number = mention.numbers.get("quote")
    found = find_quotes(who.party, number=number, open_only=operation in _OF_OPEN_QUOTES)
    totals = {one.number: Param.of(one.total).spelled(who.language) for one in found}
    return one_of([Option(value=one, label=f"{one}: {total}") for one, total in totals.items()])


def _payment(who: Who, mention: Mention, operation: str) -> Grounding:
    """A payment that we have, the latest first; of an order, where one is named."""
    order = mention.numbers.get("order")
    found = [one for one in payments_by(who.party)
             if one.captured_on and order in (None, one.order)]  # fmt: skip
    return one_of(
        [
            Option(
                value=one.number,
                label=f"{one.number}: {Param.of(one.amount).spelled(who.language)}, "
                f"{on_day(one.captured_on or today(), who)}",
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
    return one_of([Option(value=card.number, label=card.number) for card in found])


def _dealer_claim(who: Who, mention: Mention, operation: str) -> Grounding:
    """The dealer's claim that is meant; where none is named, one that can still be argued about."""
    dealers = [one.number for one in dealers_for(who.party)]
    number = mention.numbers.get("dealer_claim")
    found = find_claims(dealers, number=number)
    if number is None:
        found = tuple(one for one in found if one.may_be_appealed_on(today())) or found
    return one_of([Option(value=one.number, label=f"{one.number} ({one.serial})") for one in found])


_FINDERS: dict[str, Find] = {
    "order_line": find_line,
    "order": _order,
    "return": _return,
    "unit": _unit,
    "case": _case,
    "quote": _quote,
    "dealer_claim": _dealer_claim,
    "account": _account,
    "invoice": _invoice,
    "bill": _bill,
    "credit_memo": _credit_memo,
    "payment": _payment,
    "paper": _receiving_report,
}


def _order_label(order: OrderCard, who: Who) -> str:
    first = (order.lines or order.dropped)[0].title
    return (
        f"{order.number}: {first.get(who.language) or first['en']}, {on_day(order.ordered_on, who)}"
    )


def _return_label(one: ReturnCard, who: Who) -> str:
    title = one.line.title
    return f"{one.number}: {title.get(who.language) or title['en']}"


def _invoice_label(one: InvoiceHead, who: Who) -> str:
    return f"{one.number} ({one.order}, {on_day(one.dated_on, who)})"


def _memo_label(one: CreditMemoCard, who: Who) -> str:
    return f"{one.number} ({one.order}, {on_day(one.issued_on, who)})"
