"""An invoice in dispute, as plain facts: its lines, its papers, what was credited before."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from makegood.core.money import Money, sum_of
from makegood.core.standing import Rights
from makegood.domains.aftersales.matching import Comparison, Dossier, compare


@dataclass(frozen=True, slots=True)
class BilledLine:
    """One line of an invoice with its money, what of it was credited before, and the tax left."""

    place: int
    title: str
    net: Money
    tax: Money
    credited: Money
    tax_left: Money


@dataclass(frozen=True, slots=True)
class Credited:
    """What a credit memo took off an invoice before: of which line, and for which pattern."""

    memo: str
    place: int
    pattern: str
    amount: Money
    tax: Money


@dataclass(frozen=True, slots=True)
class InvoiceFacts:
    """An invoice with its papers, what was credited of it, and how it stands on the books.

    `order_left` is all that was billed on the order less all that was credited on it, with tax;
    `open` what is still owed on the order. `instead` is the invoice that was sent in its place.
    """

    number: str
    order: str
    party: str
    account: str
    dated_on: date
    dossier: Dossier
    lines: tuple[BilledLine, ...]
    credits: tuple[Credited, ...]
    order_left: Money
    open: Money
    instead: str = ""
    rights: Rights = field(default_factory=dict)
    has_died: bool = False

    @property
    def net(self) -> Money:
        """What it billed, without tax."""
        return sum_of([line.net for line in self.lines])

    @property
    def left(self) -> Money:
        """What of it can still be credited, without tax."""
        return self.net - sum_of([line.credited for line in self.lines])


def compared(facts: InvoiceFacts, today: date) -> Comparison:
    """The papers of an invoice laid side by side."""
    return compare(facts.dossier, today)
