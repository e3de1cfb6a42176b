"""Say what somebody owes and what of theirs is with us, line by line. Source: C04, C14, PMT-9."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, Figure, Statement, allow, say
from makegood.core.money import Money, sum_of
from makegood.domains.billing.allocating import OpenItem, Rank
from makegood.domains.billing.policy.clauses import clause, tender_word


@dataclass(frozen=True, slots=True)
class ComingBack:
    """A part of a refund that did not arrive yet, and whether it left us."""

    amount: Money
    tender: str
    has_left: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How a party's money stands: what is owed, what was paid ahead, and what we hold.

    `ahead` and `deposits` are by order, `waits` by payment.
    """

    open: tuple[OpenItem, ...]
    waits: tuple[tuple[str, Money], ...]
    ahead: tuple[tuple[str, Money], ...]
    deposits: tuple[tuple[str, Money], ...]
    store_credit: Money
    coming_back: tuple[ComingBack, ...]

    @property
    def owed(self) -> Money:
        """What is owed in all, disputes included."""
        return sum_of([item.owed for item in self.open], self.store_credit.currency)

    @property
    def with_us(self) -> Money:
        """What of theirs is with us, and counts for something of theirs one day."""
        kept = [amount for _, amount in (*self.waits, *self.ahead, *self.deposits)]
        return sum_of([*kept, self.store_credit], self.store_credit.currency)


def tell_balance(standing: Standing, *, by_line: bool, today: date) -> Decision:
    """What is owed, and by which lines where whoever asks has proven who they are."""
    rule, owed = clause("PMT-9", today), standing.owed
    first = say(rule, "owed", amount=owed) if owed else say(rule, "nothing")
    rest = [*_lines(standing, today)] if by_line else [say(rule, "more")]
    return allow(clauses=[rule], says=[first, *rest], figures=[Figure(name="owed", amount=owed)])


def _lines(standing: Standing, today: date) -> Iterator[Statement]:
    """Each thing that is owed, then each thing that we hold."""
    rule = clause("PMT-9", today)
    for item in standing.open:
        named = item.about.partition(":")[2]
        kind = "item"
        if item.rank is Rank.FEE:
            kind = "late_fee" if item.about.startswith("fee:O-") else "fee"
        yield say(rule, kind, amount=item.owed, item=named, since=item.due_on)
        if item.is_stayed:
            yield say(clause("PMT-15", today), "stayed", item=named)
        if item.disputed:
            yield say(rule, "disputed", amount=item.disputed, item=named)
    for payment, amount in standing.waits:
        yield say(rule, "waits", amount=amount, payment=payment)
    for order, amount in standing.ahead:
        yield say(rule, "ahead", amount=amount, order=order)
    for order, amount in standing.deposits:
        yield say(rule, "deposit", amount=amount, order=order)
    if standing.store_credit:
        yield say(rule, "store_credit", amount=standing.store_credit)
    for part in standing.coming_back:
        if part.has_left:
            yield say(rule, "on_its_way", amount=part.amount, tender=tender_word(part.tender))
        else:
            yield say(rule, "still_with_us", amount=part.amount)
