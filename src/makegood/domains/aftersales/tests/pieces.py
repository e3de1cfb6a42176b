"""Pieces that customers registered or had repaired, as tests of several acts need them."""

from __future__ import annotations

from pydantic import JsonValue

from makegood.core import worker
from makegood.domains.aftersales.tests.story import TOM
from makegood.domains.ordering.queries import order_card
from makegood.domains.ordering.tests.cast import INES, RAE, done, ordered

ELSEWHERE, PLANNED = "SN-77250", "SN-70400"


def with_plan() -> str:
    """The serial number of a washer that Tom bought and got on June 15, 2026, with a plan."""
    order = ordered(TOM, ("WM700", 1), ("PLAN-24", 1))
    total = order_card(order).total
    done("billing.take_payment", INES, order=order, party="C-6", amount=f"{total.amount:.2f}",
         tender="card", token="tok_gallagher_4242", last4="4242")  # fmt: skip
    goods: list[JsonValue] = [{"line": f"{order}/1", "quantity": 1, "serials": [PLANNED]}]
    done(
        "ordering.record_shipment", INES, order=order, number="SH-9", carrier="Meridian Freight",
        tracking="MF9", promised_on="2026-06-15", lines=goods,
    )  # fmt: skip
    done("ordering.record_delivery", INES, shipment="SH-9", place="Harlow")
    worker.work_off()
    return PLANNED


def bought_elsewhere(serial: str = ELSEWHERE, **ask: JsonValue) -> str:
    """The serial number of a washer that Tom bought at a dealer and registered."""
    done("aftersales.register_warranty", TOM, serial=serial, **ask)
    return serial


def authorised(serial: str, component: str = "control_board", **ask: JsonValue) -> str:
    """The number of a repair that was opened."""
    asked: dict[str, JsonValue] = {"symptom": "It stops and shows nothing.", **ask}
    outcome = done("aftersales.authorise_repair", TOM, unit=serial, component=component, **asked)
    return str(outcome.answer("repair"))


def repaired(
    serial: str, component: str, *, came_in_on: str, went_out_on: str, ended: str = "repaired"
) -> str:
    """The number of a repair that was opened and has ended."""
    number = authorised(serial, component, failed_on=came_in_on, evidence="A note of that day.")
    done(
        "aftersales.record_repair", RAE, repair=number, ended=ended, came_in_on=came_in_on,
        went_out_on=went_out_on,
    )  # fmt: skip
    return number
