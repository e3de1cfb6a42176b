"""Decide whether what we cancelled for a delay is taken once more, at its former price. C12."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from makegood.core.decision import Decision, allow, refuse, say
from makegood.core.standing import Rights
from makegood.domains.ordering.policy.orders import OrderMoney
from makegood.domains.ordering.policy.quotes import clause
from makegood.domains.ordering.policy.taking import OrderFacts, may_order


@dataclass(frozen=True, slots=True)
class AnewFacts:
    """An order that was cancelled for a delay, and what taking the same once more comes to.

    `cancelled_on` is empty where it was not we who cancelled it for a delay; `anew` is the order
    that took its place already; `again` is empty where there is nothing that could be ordered.
    """

    rights: Rights
    order: OrderMoney
    po_number: str
    together: bool
    cancelled_on: date | None
    anew: str
    again: OrderFacts | None

    @property
    def found(self) -> OrderFacts:
        """What is ordered once more; TypeError where nothing can be."""
        if self.again is None:
            raise TypeError("what cannot be ordered again is refused before")
        return self.again


def may_order_anew(facts: AnewFacts, *, today: date) -> Decision:
    """Whether the former price holds: for some days, once, and while the goods can be had."""
    rule, order = clause("ORD-12", today), facts.order
    if facts.cancelled_on is None or facts.again is None:
        return refuse("policy_denied", says=[say(rule, "not_ours", order=order.number)])
    if facts.anew:
        told = say(rule, "taken", order=order.number, anew=facts.anew)
        return refuse("policy_denied", says=[told])
    last = facts.cancelled_on + timedelta(days=rule.whole("anew_days"))
    if today > last:
        told = say(rule, "over", day=last)
        return refuse("policy_denied", says=[told], instead=[say(rule, "at_todays")])
    may = may_order(facts.again, po_number=facts.po_number, again=True, wanted_on=None, today=today)
    if may.code is not None:
        return may
    kept = allow(clauses=[rule], says=[say(rule, "kept", order=order.number)])
    return replace(may, says=kept.says + may.says, clauses=kept.clauses + may.clauses)
