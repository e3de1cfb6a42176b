"""Print the papers of orders: what is on them line by line, as it stands on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

from makegood.core.clock import at_local
from makegood.core.money import Money, sum_of
from makegood.core.outcome import NotFound
from makegood.core.statements import Sayable, say
from makegood.domains.documents.papers import PaperKind, block, paper, paper_of, table
from makegood.domains.documents.ports import Block, Paper
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import SalesOrder, Shipment
from makegood.domains.ordering.policy import clause
from makegood.domains.ordering.queries import BillCard, LineCard, OrderCard, ShipmentCard
from makegood.domains.parties.queries import party_card
from makegood.handbook import book

_NOON = time(12)
_GRAMS = 1000


@paper_of(PaperKind.ORDER_CONFIRMATION)
def order_confirmation(number: str) -> Paper:
    """What was ordered, at which price, where it goes and until when."""
    card, row = queries.order_card(number), SalesOrder.objects.get(number=number)
    language = party_card(card.party).language
    deposit = Money(row.deposit_cents or 0, row.currency)
    rules = [clause(one, card.ordered_on) for one in ("ORD-4", "DLV-4")]
    return paper(
        PaperKind.ORDER_CONFIRMATION, number, subject=f"order:{number}", party=card.party,
        at=at_local(card.ordered_on, _NOON), language=language, blocks=_blocks(card, language),
        facts=(
            ("ordering.paper_ordered_on", card.ordered_on),
            ("ordering.paper_po", card.po_number),
            ("ordering.paper_promised", queries.promised_on(number)),
            ("ordering.paper_deposit", deposit or None),
        ),
        table=table(
            ("ordering.paper_article", *_PRICED),
            [_priced(line, language) for line in card.lines], language,
        ),
        totals=(
            ("ordering.paper_goods", card.goods), ("ordering.paper_tax", card.tax),
            ("ordering.paper_total", card.total),
        ),
        notes=[say(rule) for rule in rules],
    )  # fmt: skip


@paper_of(PaperKind.PICK_LIST)
def pick_list(number: str) -> Paper:
    """What the warehouse takes off its shelves for an order, and from where."""
    card, language = queries.order_card(number), book().company.languages[0]
    supply = [one for one in queries.supply_of(number) if one.to_send]
    if not supply:
        raise NotFound("pick_list", number)
    rows: list[tuple[Sayable, ...]] = [
        (
            f"{one.title_in(language)}\n{one.sku} · {one.line}",
            "\n".join(
                f"{part.pieces} × {_words(f'way_{part.way}', language)} {part.inbound}".strip()
                for part in one.kept
            ),
            ", ".join(serial for part in one.kept for serial in part.serials) or "–",
            one.to_send,
            "☐",
        )
        for one in supply
    ]
    parcel = queries.parcel_of(card, {})
    return paper(
        PaperKind.PICK_LIST, number, subject=f"order:{number}", party=card.party,
        at=at_local(card.ordered_on, _NOON), language=language, left=3,
        blocks=_blocks(card, language)[1:],
        facts=(
            ("ordering.paper_promised", queries.promised_on(number)),
            ("ordering.paper_weight", _weight(parcel.grams)),
            ("ordering.paper_signature", _yes(language) if parcel.needs_signature else None),
            ("ordering.paper_lithium", _yes(language) if parcel.has_lithium else None),
        ),
        table=table(
            tuple(f"ordering.paper_{one}" for one in
                  ("article", "from_where", "serials", "pieces", "picked")),
            rows, language,
        ),
    )  # fmt: skip


@paper_of(PaperKind.PACKING_SLIP)
def packing_slip(number: str) -> Paper:
    """What is in a parcel, what was ordered, and what is still to follow; without a price."""
    parcel = queries.shipment_card(number)
    row = Shipment.objects.select_related("order").get(number=number)
    card = queries.order_card(row.order.number)
    card = replace(card, ship_to=parcel.goes_to or card.ship_to)
    language = party_card(card.party).language
    lines = {line.number: line for line in (*card.lines, *card.dropped)}
    before, serials = row.left_before(), row.serials()
    rows: list[tuple[Sayable, ...]] = []
    for one, count in parcel.lines:
        line = lines[one]
        if line.is_goods:
            below = " · ".join((line.sku, *serials.get(one, ())))
            named = _titled(line.title_in(language), below)
            follows = line.quantity - before.get(one, 0) - count
            rows.append((named, line.quantity, count, follows))
    return paper(
        PaperKind.PACKING_SLIP, number, subject=f"shipment:{number}", party=card.party,
        at=at_local(parcel.shipped_on, _NOON), language=language, blocks=_blocks(card, language),
        facts=(
            ("ordering.paper_order", card.number), ("ordering.paper_po", card.po_number),
            ("ordering.paper_carrier", _carried(parcel)),
            ("ordering.paper_tracking", parcel.tracking),
            ("ordering.paper_promised", parcel.promised_on),
        ),
        table=table(
            tuple(f"ordering.paper_{one}" for one in
                  ("article", "ordered", "in_parcel", "to_follow")),
            rows, language,
        ),
        notes=[say(clause("DLV-2", parcel.shipped_on))],
    )  # fmt: skip


@paper_of(PaperKind.SHIPPING_LABEL)
def shipping_label(number: str) -> Paper:
    """The label of a carriage; NotFound until its carrier has made one."""
    card = queries.carriage_card(number)
    if not card.tracking or card.labelled_at is None:
        raise NotFound("shipping_label", number)
    order, language = queries.order_card(card.order), book().company.languages[0]
    return paper(
        PaperKind.SHIPPING_LABEL, number, subject=f"carriage:{number}", party=card.party,
        at=card.labelled_at, language=language, code=card.tracking, title=card.carrier,
        blocks=(
            block("ordering.paper_from", book().company.contact["post"].split(", ", 3), language),
            block("ordering.paper_ship_to", _place(order), language),
        ),
        facts=(
            ("ordering.paper_service", card.service), ("ordering.paper_order", card.order),
            ("ordering.paper_weight", _weight(card.grams)),
            ("ordering.paper_pieces", sum(count for _, count in card.pieces)),
            ("ordering.paper_signature", _yes(language) if card.needs_signature else None),
        ),
    )  # fmt: skip


def invoice(number: str) -> Paper:
    """What was billed with a shipment, what the deposit paid of it, and what is due until when."""
    bill = queries.bill_card(number)
    card, row = queries.order_card(bill.order), SalesOrder.objects.get(number=bill.order)
    language, rule = party_card(card.party).language, clause("INV-1", bill.dated_on)
    until = bill.dated_on + timedelta(days=rule.whole("account_days")) if row.terms else None
    lines = queries.bill_lines(number)
    return paper(
        PaperKind.INVOICE, number, subject=f"shipment:{bill.shipment}", party=card.party,
        at=at_local(bill.dated_on, _NOON), language=language, blocks=_blocks(card, language),
        facts=(
            ("ordering.paper_dated", bill.dated_on), ("ordering.paper_order", bill.order),
            ("ordering.paper_po", card.po_number), ("ordering.paper_parcel", bill.shipment),
            ("ordering.paper_due_on", until),
        ),
        table=table(
            tuple(f"ordering.paper_{one}" for one in
                  ("article", "pieces", "price", "amount", "tax")),
            [(_titled(one.title_in(language), one.sku), one.quantity, one.unit_price, one.net,
              one.tax) for one in lines],
            language,
        ),
        totals=_billed(bill, sum_of([one.net for one in lines], row.currency)),
        notes=[say(rule)],
    )  # fmt: skip


def _billed(bill: BillCard, of_lines: Money) -> tuple[tuple[str, Money], ...]:
    """What an invoice comes to, less what was billed before it, and what of it is due."""
    net = bill.goods + bill.labour
    return (
        *((("ordering.paper_billed_before", net - of_lines),) if of_lines != net else ()),
        ("ordering.paper_goods", net), ("ordering.paper_tax", bill.tax),
        ("ordering.paper_total", bill.total),
        *((("ordering.paper_deposit", -bill.deposit),) if bill.deposit else ()),
        ("ordering.paper_due", bill.due),
    )  # fmt: skip


@paper_of(PaperKind.QUOTE)
def quote(number: str) -> Paper:
    """What was offered, at which price, and until when it may be accepted."""
    card = queries.quote_card(number)
    language, place = party_card(card.party).language, card.ship_to
    town = f"{place.get('locality', '')}, {place.get('region', '')} {place.get('postal_code', '')}"
    name = party_card(card.party).name
    return paper(
        PaperKind.QUOTE, number, subject=f"quote:{number}", party=card.party,
        at=at_local(card.made_on, _NOON), language=language,
        blocks=(block("ordering.paper_ship_to",
                      (name, place.get("line1", ""), place.get("line2", ""), town), language),),
        facts=(
            ("ordering.paper_dated", card.made_on), ("ordering.paper_valid", card.valid_until),
            ("ordering.paper_version", card.version),
            ("ordering.paper_deposit", card.deposit or None),
            ("ordering.paper_codes", ", ".join(card.codes)),
        ),
        table=table(
            ("ordering.paper_article", *_PRICED),
            [(_titled(one.title_in(language), one.sku), one.quantity, one.unit_price,
              one.discount or "", one.net, one.tax) for one in card.lines],
            language,
        ),
        totals=(
            ("ordering.paper_goods", card.goods), ("ordering.paper_tax", card.tax),
            ("ordering.paper_total", card.total),
        ),
        notes=[say(clause("QUO-1", card.made_on))],
    )  # fmt: skip


_PRICED = tuple(f"ordering.paper_{one}" for one in ("pieces", "price", "discount", "amount", "tax"))


def _blocks(card: OrderCard, language: str) -> tuple[Block, ...]:
    """Who ordered, and where it goes."""
    sold = (party_card(card.party).name, card.account)
    return (
        block("ordering.paper_sold_to", sold, language),
        block("ordering.paper_ship_to", _place(card), language),
    )


def _place(card: OrderCard) -> tuple[str, ...]:
    return party_card(card.party).name, *card.ship_to.written


def _priced(line: LineCard, language: str) -> tuple[Sayable, ...]:
    named, off = _named(line, language), line.discount or ""
    return named, line.quantity, line.unit_price, off, line.net, line.tax


def _named(line: LineCard, language: str) -> str:
    """An article with its number below it, and the serial numbers of its pieces."""
    return _titled(line.title_in(language), " · ".join((line.sku, *line.serials)))


def _titled(title: str, below: str) -> str:
    return f"{title}\n{below}"


def _carried(parcel: ShipmentCard) -> str:
    return ", ".join(part for part in (parcel.carrier, parcel.service) if part)


def _weight(grams: int) -> str:
    return f"{grams / _GRAMS:.1f} kg" if grams else ""


def _yes(language: str) -> str:
    return _words("paper_yes", language)


def _words(name: str, language: str) -> str:
    return book().voice(language).statement(f"ordering.{name}")
