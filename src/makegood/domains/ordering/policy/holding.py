"""Decide who may hold an order, and who may let it go on. Source: C11, AC11.3."""

from __future__ import annotations

from datetime import date

from makegood.core.decision import Decision, allow, refuse, say
from makegood.domains.ordering.policy.orders import OrderMoney
from makegood.domains.ordering.policy.quotes import clause
from makegood.handbook import book

CREDIT = "credit"


def may_hold(order: OrderMoney, kind: str, *, today: date) -> Decision:
    """Whether an order may be held: once for each reason, while something of it has to leave."""
    to_send = any(line.quantity > line.shipped for line in order.lines if line.is_goods)
    if order.is_cancelled or not to_send:
        told = say(order.ref, "ordering.nothing_to_hold", number=order.number)
        return refuse("policy_denied", says=[told])
    if kind in order.holds:
        told = say(order.ref, "ordering.held_already", number=order.number)
        return refuse("policy_denied", says=[told])
    told = say(clause("ORD-5", today))
    return allow(says=[told])


def may_release(order: OrderMoney, kind: str, *, role: str, today: date) -> Decision:
    """Whether a hold may be released; one for credit by who decides about credit only."""
    if kind not in order.holds:
        told = say(order.ref, "ordering.not_held", number=order.number)
        return refuse("policy_denied", says=[told])
    limit = book().authority.limit(role, CREDIT)
    if kind == CREDIT and not (limit and limit.may):
        told = say(clause("CRD-1", today), "by_credit_only")
        return refuse("not_authorised", says=[told])
    return allow(says=[say(order.ref, "ordering.goes_on", number=order.number)])


def may_pick(order: OrderMoney) -> Decision:
    """Whether an order may be packed: while something of it has to leave and nothing holds it."""
    to_send = any(line.quantity > line.shipped for line in order.lines if line.is_goods)
    if order.holds:
        return refuse("policy_denied", says=[say(order.ref, "ordering.held", number=order.number)])
    if order.is_cancelled or not to_send or order.is_picked:
        told = say(order.ref, "ordering.nothing_to_pick", number=order.number)
        return refuse("policy_denied", says=[told])
    return allow(says=[say(order.ref, "ordering.picks", number=order.number)])
