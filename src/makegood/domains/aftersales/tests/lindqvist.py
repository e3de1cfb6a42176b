"""Lindqvist's ten belt kits: eight came, ten were billed, at another price. Source: D2, AC20.1."""

from __future__ import annotations

from pydantic import JsonValue

from makegood.core.money import Money
from makegood.core.outcome import Outcome
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering.tests.cast import COMPANY, RAE, chat, done

LINDQVIST = chat("C-7")
ORDER, INVOICE = "O-1043", "10231"
KIT = "PT-BELTKIT-24"


def right_delivery(number: str, invoice: str, *, counted: bool = True) -> None:
    """Another ten kits, ordered, sent and billed as they should be; counted on arrival or not."""
    sold: dict[str, JsonValue] = {"sku": KIT, "quantity": 10, "tax": "32.55"}
    order = f"O-{number}"
    ship_to = {
        "line1": "200 Quay Street",
        "locality": "Harlow",
        "region": "XM",
        "postal_code": "55504",
    }
    done(
        "ordering.import_order", COMPANY, party="C-7", account="40007", number=order,
        ship_to=dict(ship_to), lines=[{**sold, "unit_price": "42.00"}], tax="32.55", total="452.55",
    )  # fmt: skip
    done(
        "ordering.record_shipment", COMPANY, order=order, number=f"SH-{number}",
        carrier="Quayside Parcel", tracking=f"QP{number}", promised_on="2026-06-15",
        lines=[{"line": f"{order}/1", "quantity": 10}],
    )  # fmt: skip
    record_invoice(order, invoice, "2026-06-15", price="42.00", tax="32.55", total="452.55")
    if counted:
        file_paper(order, "receiving_report", f"RR-{number}", 10)


def record_invoice(order: str, number: str, on: str, **money: str) -> Outcome:
    """An invoice of ten kits goes out."""
    billed: JsonValue = {
        "sku": KIT,
        "quantity": 10,
        "price": money["price"],
        "tax": money["tax"],
    }
    return done(
        "aftersales.record_invoice", RAE, order=order, number=number, dated_on=on,
        lines=[billed], total=money["total"],
    )  # fmt: skip


def file_paper(order: str, kind: str, own_number: str, pieces: int) -> str:
    """Rae files a paper of one line."""
    outcome = done(
        "aftersales.file_paper", RAE, order=order, kind=kind, own_number=own_number,
        dated_on="2026-06-15", lines=[{"sku": KIT, "quantity": pieces}],
    )  # fmt: skip
    return str(outcome.answer("paper"))


def owed() -> Money:
    """What Lindqvist owes on the order."""
    return ledger.balance_of("1100", party="C-7", about=f"order:{ORDER}")
