"""Carriers that answer, and goods that are compared, booked and labelled, as tests need them."""

from __future__ import annotations

from pydantic import JsonValue

from makegood.adapters.carriers.simulated.carrier import carrier, carriers
from makegood.core import effects, worker
from makegood.domains.ordering import ports
from makegood.domains.ordering.tests.cast import RAE, TOM, done, ordered


def connect_carriers() -> None:
    """Let the simulated carriers be those that are asked."""
    effects.register(carrier)
    ports.use(*carriers())


def compared(*lines: tuple[str, int]) -> tuple[str, str]:
    """The number of an order just taken, and of the carriage for all of it."""
    order = ordered(TOM, *lines)
    return order, str(done("ordering.compare_carriers", RAE, order=order).answer("carriage"))


def labelled(*lines: tuple[str, int]) -> tuple[str, str]:
    """The same, booked with the best service, with its label."""
    order, carriage = compared(*lines)
    done("ordering.book_carriage", RAE, carriage=carriage)
    worker.work_off()
    return order, carriage


def sent(number: str = "SH-9") -> str:
    """The number of an order whose goods left with their label."""
    order, carriage = labelled()
    lines: JsonValue = [{"line": f"{order}/1", "quantity": 2}]
    done("ordering.record_shipment", RAE, order=order, number=number, carriage=carriage,
         lines=lines)  # fmt: skip
    return order
