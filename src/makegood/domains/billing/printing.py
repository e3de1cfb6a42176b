"""Print a receipt: what a payment was put to, as the table of its letter."""

from __future__ import annotations

from makegood.core.money import Money
from makegood.core.statements import Param
from makegood.domains.billing import queries
from makegood.domains.documents.ports import SheetTable, table_of
from makegood.handbook import book


def item_word(about: str) -> str:
    """An open item as people name it: the order's number, or the payment that a fee is for."""
    return about.partition(":")[2]


@table_of("receipt")
def receipt(number: str, language: str) -> SheetTable:
    """What was paid for, line by line, and below it what was paid by which means."""
    paid, voice = queries.payment(number), book().voice(language)
    rows = [(_named(about, language), _spelled(amount, language))
            for about, amount in queries.put_to(number)]  # fmt: skip
    total = paid.amount if paid else Money.zero()
    tender = voice.statement(f"billing.tender_{paid.tender}") if paid else ""
    last = f"{voice.statement('billing.paid_total')} ({tender})"
    return SheetTable(
        heads=tuple(voice.statement(f"billing.head_{one}") for one in ("paid_for", "paid_amount")),
        rows=(*rows, (last, _spelled(total, language))),
    )


def _named(about: str, language: str) -> str:
    kind, _, number = about.partition(":")
    voice = book().voice(language)
    if kind == "order":
        return voice.statement("billing.order_of").format(order=number)
    if kind == "fee" and number.startswith("O-"):
        return voice.statement("billing.late_fee_of").format(order=number)
    if kind == "fee":
        return voice.statement("billing.fee_of").format(payment=number)
    return voice.statement("billing.on_account")


def _spelled(amount: Money, language: str) -> str:
    return Param.of(amount).spelled(language)
