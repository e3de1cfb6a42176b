"""Print return invoices, exchanges and returns: as the table of a letter, and as papers."""

from __future__ import annotations

from contextlib import suppress
from datetime import time

from makegood.core.clock import at_local
from makegood.core.money import Money
from makegood.core.outcome import NotFound
from makegood.core.statements import Article, Param, Sayable
from makegood.domains.aftersales.models.sent import sent_invoice
from makegood.domains.aftersales.queries import (
    CreditMemoCard,
    credit_memo_card,
    exchange_card,
    invoice_card,
    label_request,
    return_card,
)
from makegood.domains.documents.papers import PaperKind, block, paper, paper_of, table
from makegood.domains.documents.ports import Paper, SheetTable, table_of
from makegood.domains.ordering.printing import invoice as bill_of_shipment
from makegood.domains.parties.queries import party_card
from makegood.handbook import book

_HEADS = ("article", "pieces", "price", "amount", "line_tax")
_NOON = time(12)
_EXCHANGE_HEADS = ("article", "amount", "line_tax")


@table_of("credit_memo")
def return_invoice(number: str, language: str) -> SheetTable:
    """The lines of a return invoice, and below them its sums and what it comes to with tax."""
    card, voice = credit_memo_card(number), book().voice(language)
    heads = tuple(voice.statement(f"aftersales.head_{one}") for one in _HEADS)
    sums = (voice.statement("aftersales.head_sum"), "", "")
    total = (voice.statement("aftersales.head_total"), "", "")
    return SheetTable(
        heads=heads,
        rows=(
            *_lines(card, language),
            (*sums, _minus(card.goods, language), _minus(card.tax, language)),
            (*total, _minus(card.total, language), ""),
        ),
    )


@table_of("return")
def inspection_report(number: str, language: str) -> SheetTable | None:
    """What a person found when looking at what came back; None until somebody has looked."""
    found, voice = return_card(number).inspection, book().voice(language)
    if found is None:
        return None
    said = {True: voice.statement("aftersales.yes"), False: voice.statement("aftersales.no")}
    heads = tuple(voice.statement(f"aftersales.head_{one}") for one in ("inspected", "found"))
    rows = (
        ("grade", found.grade), ("serial", found.serial or "–"),
        ("complete", said[found.accessories_complete]), ("works", said[found.works]),
        ("findings", found.findings),
    )  # fmt: skip
    return SheetTable(
        heads=heads,
        rows=tuple((voice.statement(f"aftersales.found_{name}"), text) for name, text in rows),
    )


def _lines(card: CreditMemoCard, language: str) -> list[tuple[str, ...]]:
    return [
        (
            line.description,
            str(-line.pieces),
            _spelled(line.price, language) if line.price is not None else "",
            _minus(line.amount, language),
            _minus(line.tax, language),
        )
        for line in card.lines
    ]


def _minus(amount: Money, language: str) -> str:
    return _spelled(-amount, language)


def _spelled(amount: Money, language: str) -> str:
    return Param.of(amount).spelled(language)


@table_of("exchange")
def exchange_document(number: str, language: str) -> SheetTable:
    """One document for both sides of an exchange: what goes back, what comes, the difference.

    Under warranty nothing is to be paid; of what goes ahead it shows the hold.
    """
    card, voice = exchange_card(number), book().voice(language)

    def row(name: str, goods: Money, tax: Money, **titles: str) -> tuple[str, str, str]:
        named = voice.statement(f"aftersales.{name}").format_map(titles)
        return named, _spelled(goods, language), _spelled(tax, language)

    heads = tuple(voice.statement(f"aftersales.head_{one}") for one in _EXCHANGE_HEADS)
    old, new = card.line.title_in(language), Param.of(Article(card.new_sku)).spelled(language)
    rows = [
        row("exchange_old", -card.old_goods, -card.old_tax, title=old),
        row("exchange_new", card.new_goods, card.new_tax, title=new),
    ]
    if card.kind == "uneven":
        total = voice.statement("aftersales.exchange_total")
        rows.append((total, _spelled(card.difference, language), ""))
    else:
        name = "exchange_hold" if card.hold else "exchange_free"
        rows.append((voice.statement(f"aftersales.{name}"), _spelled(card.hold, language), ""))
    return SheetTable(heads=heads, rows=tuple(rows))


@paper_of(PaperKind.INVOICE)
def invoice(number: str) -> Paper:
    """An invoice as it was sent: the bill of a shipment, or one that is on record by itself."""
    with suppress(NotFound):
        return bill_of_shipment(number)
    card, lines = invoice_card(number), sent_invoice(number).paper.lines
    language = party_card(card.party).language
    rows: list[tuple[Sayable, ...]] = [
        (line.description or line.sku, line.quantity, line.price or "", money.net, money.tax)
        for line, money in zip(lines, card.lines, strict=True)
    ]
    return paper(
        PaperKind.INVOICE, number, subject=card.ref, party=card.party,
        at=at_local(card.dated_on, _NOON), language=language,
        blocks=(block("ordering.paper_sold_to", (party_card(card.party).name,), language),),
        facts=(("ordering.paper_dated", card.dated_on), ("ordering.paper_order", card.order)),
        table=table([f"aftersales.head_{one}" for one in _HEADS], rows, language),
        totals=(
            ("ordering.paper_goods", card.net), ("ordering.paper_tax", card.tax),
            ("ordering.paper_total", card.total),
        ),
    )  # fmt: skip


@paper_of(PaperKind.CREDIT_MEMO)
def credit_memo(number: str) -> Paper:
    """A return invoice as a paper of its own, with the invoice that it corrects."""
    card = credit_memo_card(number)
    language = party_card(card.party).language
    lines = [(*row[:1], f"-{row[1]}" if row[1] else "", *row[2:]) for row in _lines(card, language)]
    return paper(
        PaperKind.CREDIT_MEMO, number, subject=card.ref, party=card.party,
        at=at_local(card.issued_on, _NOON), language=language,
        blocks=(block("ordering.paper_sold_to", (party_card(card.party).name,), language),),
        facts=(
            ("ordering.paper_dated", card.issued_on), ("ordering.paper_order", card.order),
            ("aftersales.paper_corrects", card.invoice or card.return_number),
            ("aftersales.paper_corrects_of", card.invoice_dated_on),
        ),
        table=SheetTable(
            tuple(book().voice(language).statement(f"aftersales.head_{one}") for one in _HEADS),
            tuple(lines),
        ),
        totals=(
            ("aftersales.head_sum", -card.goods), ("ordering.paper_tax", -card.tax),
            ("aftersales.head_total", -card.total),
        ),
    )  # fmt: skip


@paper_of(PaperKind.INSPECTION_REPORT)
def report_of_inspection(number: str) -> Paper:
    """What was found when goods of a return were looked at, by whom and when."""
    card = return_card(number)
    found, language = card.inspection, party_card(card.party).language
    if found is None:
        raise NotFound("inspection_report", number)
    return paper(
        PaperKind.INSPECTION_REPORT, number, subject=f"return:{number}", party=card.party,
        at=found.inspected_at, language=language, left=2,
        blocks=(block("ordering.paper_sold_to", (party_card(card.party).name,), language),),
        facts=(
            ("ordering.paper_order", card.line.order),
            ("ordering.paper_article", card.line.title_in(language)),
            ("ordering.paper_pieces", card.quantity),
        ),
        table=inspection_report(number, language),
    )  # fmt: skip


@paper_of(PaperKind.RETURN_LABEL)
def return_label(number: str) -> Paper:
    """The label that goes on a parcel on its way back; NotFound until its carrier made one."""
    card = return_card(number)
    if not card.tracking or card.label_sent_at is None:
        raise NotFound("return_label", number)
    asked, language = label_request(number, card.expires_on), party_card(card.party).language
    sender = asked["from"]
    us = str(asked["to"]).split(", ", 2)
    return paper(
        PaperKind.RETURN_LABEL, number, subject=f"return:{number}", party=card.party,
        at=card.label_sent_at, language=language, code=card.tracking, title=card.carrier,
        blocks=(
            block("ordering.paper_from",
                  [str(one) for one in sender] if isinstance(sender, list) else (), language),
            block("ordering.paper_ship_to", us, language),
        ),
        facts=(
            ("aftersales.paper_return", number), ("ordering.paper_pieces", card.quantity),
            ("aftersales.paper_send_by", card.expires_on),
        ),
    )  # fmt: skip
