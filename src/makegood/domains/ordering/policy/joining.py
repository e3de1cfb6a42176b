"""Decide whether two parts of a line become one again, so that all of it comes at once. C11."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, Statement, allow, refuse, say
from makegood.core.standing import Rights
from makegood.core.statements import Article
from makegood.domains.ordering.policy.orders import LineState, OrderMoney
from makegood.domains.ordering.policy.quotes import clause
from makegood.domains.ordering.supplying import Expected


@dataclass(frozen=True, slots=True)
class JoinFacts:
    """A line and the one that was split from it, as far as they stand; and when all is there.

    `is_alike` is whether a piece costs the same on both, as it did when they were parted.
    """

    rights: Rights
    order: OrderMoney
    line: LineState | None
    other: LineState | None
    is_alike: bool
    when: Expected | None

    @property
    def both(self) -> tuple[LineState, LineState]:
        """The two lines; TypeError where one does not stand."""
        if self.line is None or self.other is None:
            raise TypeError("what does not stand is refused before")
        return self.line, self.other


def may_join(facts: JoinFacts, today: date) -> Decision:
    """Whether all of a line goes at once again: while neither part has left or was changed."""
    unfit = _apart(facts, today)
    if unfit is not None:
        return refuse("policy_denied", says=[unfit])
    one, other = facts.both
    rule, goods, pieces = clause("ORD-7", today), Article(one.sku), one.quantity + other.quantity
    day = facts.when.promised_on if facts.when else today
    told = [say(rule, "joined", pieces=pieces, goods=goods, day=day)]
    return allow(clauses=[rule], says=[*told, say(rule, "same_price", total=facts.order.total)])


def _apart(facts: JoinFacts, today: date) -> Statement | None:
    order, rule = facts.order, clause("ORD-7", today)
    if order.is_cancelled:
        return say(order.ref, "ordering.is_cancelled", number=order.number)
    if facts.line is None or facts.other is None:
        return say(rule, "not_parted")
    if facts.line.shipped or facts.other.shipped:
        return say(rule, "part_left")
    if order.is_picked:
        return say(clause("ORD-6", today), "packed", order=order.number)
    if not facts.is_alike:
        return say(rule, "changed_since")
    if facts.when is None:
        return say(clause("DLV-4", today), "unknown", goods=Article(facts.line.sku))
    return None
