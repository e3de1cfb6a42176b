"""What an entry is made of: debits and credits, and the lines that one rule makes of an event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from makegood.core.money import Money
from makegood.domains.ledger.postings.accounts import CASH_DRAWER


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an entry: an account and an amount, never negative."""

    account: str
    amount: Money
    party: str = ""
    about: str = ""

    def __post_init__(self) -> None:
        """Refuse a negative amount: it belongs on the other side."""
        if self.amount.cents < 0:
            raise ValueError(f"{self.amount} on account {self.account}: write 0 or more")

    @property
    def cents(self) -> int:
        """What it adds to the account, in cents: a debit positive, a credit negative."""
        raise NotImplementedError

    @property
    def opposite(self) -> Side:
        """The side that takes it back."""
        raise NotImplementedError


class Debit(Side):
    """A debit: what the company has or has spent grows."""

    @property
    def cents(self) -> int:
        """What it adds to the account, in cents."""
        return self.amount.cents

    @property
    def opposite(self) -> Side:
        """The credit that takes it back."""
        return Credit(self.account, self.amount, self.party, self.about)


class Credit(Side):
    """A credit: what the company owes or has earned grows."""

    @property
    def cents(self) -> int:
        """What it adds to the account, in cents."""
        return -self.amount.cents

    @property
    def opposite(self) -> Side:
        """The debit that takes it back."""
        return Debit(self.account, self.amount, self.party, self.about)


@dataclass(frozen=True, slots=True)
class Posting:
    """The lines that one rule makes of a business event."""

    rule: str
    lines: tuple[Side, ...]


def posting(rule: str, party: str, about: str, *lines: Side) -> Posting:
    """The lines of a rule, all for one party and about one record; a part of 0 makes none."""
    return Posting(rule, with_money(*(replace(line, party=party, about=about) for line in lines)))


def with_money(*lines: Side) -> tuple[Side, ...]:
    """The lines that move money."""
    return tuple(line for line in lines if line.amount)


def opposite(made: Posting) -> Posting:
    """What takes back the lines of a rule, under the same rule."""
    return Posting(made.rule, tuple(line.opposite for line in reversed(made.lines)))


def at_drawer(made: Posting, drawer: str) -> Posting:
    """The same lines, what goes into or out of a cash drawer being about that drawer."""
    return Posting(
        made.rule,
        tuple(
            replace(line, about=drawer) if drawer and line.account == CASH_DRAWER else line
            for line in made.lines
        ),
    )


def balance(lines: Iterable[Side]) -> dict[str, int]:
    """What the lines come to in each currency, in cents; 0 each when they balance."""
    sums: dict[str, int] = {}
    for line in lines:
        sums[line.amount.currency] = sums.get(line.amount.currency, 0) + line.cents
    return sums
