"""Decide whether a line may go in two parts: some of it now, the rest later. Source: C11."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, Statement, allow, needs_info, refuse, say
from makegood.core.standing import Rights
from makegood.core.statements import Article
from makegood.domains.ordering.policy.orders import LineState, OrderMoney
from makegood.domains.ordering.policy.quotes import clause
from makegood.domains.ordering.supplying import Expected


@dataclass(frozen=True, slots=True)
class SplitFacts:
    """A line, and when its first pieces and the rest of them would be there.

    `line` is empty where nothing of it stands. `here` are pieces of it that wait in the warehouse,
    `first` those that are to go first: as many as are here where no number was named. `said` is
    the day that is promised for all of it, and `is_late` that it is past or was put off.
    """

    rights: Rights
    order: OrderMoney
    line: LineState | None
    here: int
    first: int
    said: Expected | None
    sooner: Expected | None
    later: Expected | None
    is_late: bool

    @property
    def found(self) -> LineState:
        """The line; TypeError where nothing of it stands."""
        if self.line is None:
            raise TypeError("a line that does not stand is refused before")
        return self.line

    @property
    def left(self) -> int:
        """How many of its pieces have not left."""
        return self.line.quantity - self.line.shipped if self.line else 0


def may_split(
    facts: SplitFacts, *, asked: int | None, later_on: date | None, today: date
) -> Decision:
    """Whether some pieces of a line may go first: while two or more wait, for no other price."""
    unfit = _not_to_part(facts, today)
    if unfit is not None:
        return refuse("policy_denied", says=[unfit])
    rule = clause("ORD-7", today)
    if later_on is not None and later_on < today:
        past = say(clause("DLV-4", today), "past", wanted=later_on)
        return needs_info("later_on", says=[past])
    if asked is not None and asked >= facts.left:
        told = say(rule, "too_many", asked=asked, left=facts.left)
        return refuse("policy_denied", says=[told])
    if not 0 < facts.first < facts.left:
        told = say(rule, "how_many", left=facts.left, here=facts.here)
        return needs_info("first", says=[told])
    return allow(clauses=[rule], says=list(_told(facts, later_on, today)))


def _not_to_part(facts: SplitFacts, today: date) -> Statement | None:
    order, rule = facts.order, clause("ORD-7", today)
    if order.is_cancelled:
        return say(order.ref, "ordering.is_cancelled", number=order.number)
    if facts.line is None or not facts.left:
        return say(rule, "nothing_left")
    if not facts.line.is_goods:
        return say(rule, "no_goods")
    if order.is_picked and not any(line.shipped for line in order.lines):
        return say(clause("ORD-6", today), "packed", order=order.number)
    return say(rule, "single") if facts.left == 1 else None


def _told(facts: SplitFacts, later_on: date | None, today: date) -> Iterator[Statement]:
    rule, goods, first = clause("ORD-7", today), Article(facts.found.sku), facts.first
    rest = facts.left - first
    if facts.sooner is not None:
        yield say(rule, "first", pieces=first, goods=goods, day=facts.sooner.promised_on)
    else:
        yield say(rule, "first_unknown", pieces=first, goods=goods)
    if later_on and facts.later and facts.later.promised_on > later_on:
        yield say(clause("DLV-4", today), "not_earlier", wanted=later_on)
    if facts.later is not None:
        yield say(rule, "rest", pieces=rest, goods=goods, day=facts.later.promised_on)
    else:
        yield say(rule, "rest_unknown", pieces=rest, goods=goods)
    if facts.order.ships_complete:
        yield say(clause("ORD-6", today), "apart", order=facts.order.number)
    yield say(rule, "same_price", total=facts.order.total)
