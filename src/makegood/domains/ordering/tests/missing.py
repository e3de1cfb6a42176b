"""Parcels that left and are missed, as the tests of searches need them."""

from __future__ import annotations

from pydantic import JsonValue

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.models import Effect
from makegood.core.money import Money
from makegood.core.outcome import Outcome
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import RAE, TOM, do, done, ordered

BELTS = ("PT-BELT-24", 2)
WASHER = ("WM900", 1)
LATE = "2026-06-22"
"""A Monday after the promised day; what is asked then is answered by the next Monday."""


def left(*lines: tuple[str, int], by: Actor = TOM, number: str = "SH-9") -> str:
    """The number of an order of which all goods left, two belts if nothing else is named."""
    return gone(ordered(by, *(lines or (BELTS,))), promised_on="2026-06-19", number=number)


def gone(
    order: str, *, promised_on: str, number: str = "SH-9", carrier: str = "Hand Post",
    tracking: str = "HP1",
) -> str:  # fmt: skip
    """The same order, once all its goods left in one parcel."""
    goods = [one for one in queries.order_card(order).lines if one.is_goods]
    done("ordering.record_shipment", RAE, order=order, number=number, carrier=carrier,
         tracking=tracking, promised_on=promised_on,
         lines=[{"line": one.number, "quantity": one.quantity} for one in goods])  # fmt: skip
    return order


def brought(at: str, number: str = "SH-9") -> None:
    """The parcel is brought on a day, or at a moment of it."""
    with clock.standing_at(at):
        done("ordering.record_delivery", RAE, shipment=number, place="Harlow")


def mailed() -> str:
    """All that was mailed, one below the other."""
    return "\n".join(str(one.payload["body"]) for one in Effect.objects.filter(kind="mail"))


def paid(order: str) -> str:
    """The same, once all that is due for it was paid."""
    due = str(owed(order).amount)
    done("billing.take_payment", order=order, party="C-6", amount=due, tender="card",
         token="tok_gallagher_4242", last4="4242", captured_reference="ch_9")  # fmt: skip
    return order


def missed(order: str, wish: str | None = "again", **other: JsonValue) -> Outcome:
    """What Tom hears when he misses a parcel of an order."""
    return do("ordering.report_missing", TOM, order=order, wish=wish, **other)


def owed(order: str) -> Money:
    """What is owed for an order; below zero what was paid for it and is not billed."""
    return ledger.balance_of("1100", about=f"order:{order}")
