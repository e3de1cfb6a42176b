"""Where the part above says what was credited of a line that stayed; what of it falls away. C12."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from makegood.core.acting import Leaving
from makegood.core.money import Money
from makegood.domains.ledger import postings
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import ORDER_DEPOSITS, TRADE_RECEIVABLE


@dataclass(frozen=True, slots=True)
class CreditGiven:
    """What was credited while goods stayed: for how many pieces, without tax, and its tax."""

    pieces: int
    goods: Money
    tax: Money


CreditFinder = Callable[[str], tuple[CreditGiven, ...]]
"""Given an order line, what was credited of it while its goods stayed with the customer."""

_SOURCE = "credit_fallen"
_finders: dict[str, CreditFinder] = {}


def credit_finder(finder: CreditFinder) -> CreditFinder:
    """Let this function be asked what was credited of a line."""
    _finders[f"{finder.__module__}.{finder.__qualname__}"] = finder
    return finder


def was_credited(line: str) -> bool:
    """Whether anything of a line was credited while it stayed."""
    return any(finder(line) for finder in _finders.values())


def fallen_before(line: str, currency: str) -> tuple[Money, Money]:
    """What was credited of a line and counts no more, without tax, and its tax."""
    return ledger.sold_in(ledger.entries_of(f"{_SOURCE}:{line}"), currency)


def falls_away(line: str, stays: int, currency: str) -> tuple[Money, Money]:
    """What of a line's credits falls away once only so many pieces of it are with the customer.

    A credit is for the pieces that stay as long as there are any: who has them keeps it.
    """
    goods, tax = (-one for one in fallen_before(line, currency))
    for one in (one for finder in _finders.values() for one in finder(line)):
        gone = max(0, one.pieces - stays)
        goods += one.goods.share(gone, one.pieces)
        tax += one.tax.share(gone, one.pieces)
    zero = Money.zero(currency)
    return max(zero, goods), max(zero, tax)


def out_of(credit: Money, deposit: Money, amount: Money) -> tuple[Money, Money]:
    """How much of an amount comes out of what was paid too much, and out of what was paid ahead."""
    first = min(credit, amount)
    return first, min(deposit, amount - first)


def let_fall(
    acting: Leaving, line: str, amounts: tuple[Money, Money], *, order: str, party: str, why: str
) -> None:
    """Post that some credits of a line count no more, as its goods are paid back whole."""
    goods, tax = amounts
    if goods + tax:
        about, source = f"order:{order}", f"{_SOURCE}:{line}:{why}"
        credit = max(Money.zero(goods.currency), -ledger.balance_of(TRADE_RECEIVABLE, about=about))
        deposit = -ledger.balance_of(ORDER_DEPOSITS, about=about)
        _, held = out_of(credit, deposit, goods + tax)
        made = postings.credit_fallen_away(
            goods=goods, tax=tax, held=held, party=party, about=about
        )
        entry = Entry.of(made, source=source, on=acting.today, memo=f"{line}: paid back whole")
        acting.record(f"entry:{entry.number}")
