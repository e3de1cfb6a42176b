"""Decide what may be recorded of what is on its way to us. Source: C11, C12."""

from __future__ import annotations

from datetime import date

from makegood.core.decision import Decision, allow, needs_info, refuse, say


def may_expect(
    inbound: str, sku: str, quantity: int, due_on: date, *, known: str, has_arrived: bool,
    promised: int, today: date,
) -> Decision:  # fmt: skip
    """Whether a delivery may be expected so: not what is here, nor less than is promised of it."""
    source = f"inbound:{inbound}"
    if has_arrived or known not in ("", sku):
        sentence = "supply_arrived" if has_arrived else "supply_of_other"
        return refuse("policy_denied", says=[say(source, f"ordering.{sentence}", inbound=inbound)])
    if due_on < today:
        return needs_info("due_on", says=[say(source, "ordering.supply_past", day=due_on)])
    if quantity < promised:
        told = say(source, "ordering.supply_promised", inbound=inbound, promised=promised)
        return refuse("policy_denied", says=[told])
    told = say(source, "ordering.supply_expected", sku=sku, quantity=quantity, day=due_on)
    return allow(says=[told])


def may_receive(inbound: str, *, has_arrived: bool) -> Decision:
    """Whether a delivery may be received: once."""
    if has_arrived:
        told = say(f"inbound:{inbound}", "ordering.supply_arrived", inbound=inbound)
        return refuse("policy_denied", says=[told])
    return allow()
