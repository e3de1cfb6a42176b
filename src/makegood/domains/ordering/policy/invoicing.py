"""Decide what a shipment's invoice bills, and what of it the deposit pays. Source: C11, AC11.1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from makegood.core.decision import Decision, Figure, Statement, allow, refuse, say
from makegood.core.money import Money
from makegood.domains.ordering.policy.orders import (
    Invoice,
    OrderMoney,
    beyond,
    deposit_for,
    invoice,
)
from makegood.domains.ordering.policy.quotes import clause


@dataclass(frozen=True, slots=True)
class Billing:
    """What a shipment adds to the books, and what of it the deposit pays.

    `credit` is what was paid for the order and nothing was billed for before.
    """

    added: Invoice
    deposit: Money
    credit: Money | None = None

    @property
    def due(self) -> Money:
        """What is left to be paid."""
        return self.added.total - self.deposit

    @property
    def is_paid(self) -> bool:
        """Whether all of it was paid before it left."""
        return self.credit is not None and self.credit >= self.due


def bill_of(
    order: OrderMoney, pieces: Mapping[str, int], deposit_left: Money, billed: tuple[Money, Money]
) -> Billing:
    """What a shipment of these pieces bills beyond what was billed before it left.

    The order is as it was before they left.
    """
    bill = invoice(order.lines, pieces)
    used, total = order.deposit_used, order.total
    deposit = deposit_for(deposit_left, used, total, bill.total, last=bill.is_last)
    return Billing(beyond(bill, order.lines, *billed), deposit)


def may_invoice(shipment: str, bill: Billing, *, is_invoiced: bool, today: date) -> Decision:
    """Whether a shipment may be billed: once."""
    if is_invoiced:
        told = say(f"shipment:{shipment}", "ordering.invoiced_already", shipment=shipment)
        return refuse("policy_denied", says=[told])
    figures = [Figure(name="total", amount=bill.added.total), Figure(name="due", amount=bill.due)]
    return allow(says=invoice_told(bill, "", today), figures=figures)


def invoice_told(bill: Billing, terms: str, today: date) -> list[Statement]:
    """What an invoice says: what left is billed, what the deposit pays, and what is due when."""
    rule = clause("INV-1", today)
    told = [say(rule), say(rule, "billed", total=bill.added.total, tax=bill.added.tax)]
    if bill.deposit:
        told.append(say(rule, "deposit", deposit=bill.deposit))
    if bill.is_paid:
        return [*told, say(rule, "paid_before")]
    if not terms:
        return [*told, say(rule, "due", due=bill.due)]
    until = today + timedelta(days=rule.whole("account_days"))
    return [*told, say(rule, "due_on", due=bill.due, day=until)]
