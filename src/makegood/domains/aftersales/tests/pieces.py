"""Pieces that customers registered or had repaired, as tests of several acts need them."""

from __future__ import annotations

from pydantic import JsonValue

from makegood.domains.aftersales.tests.story import TOM
from makegood.domains.ordering.tests.cast import RAE, done

ELSEWHERE = "SN-77250"


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
    number = authorised(serial, component, failed_on=came_in_on)
    done(
        "aftersales.record_repair", RAE, repair=number, ended=ended, came_in_on=came_in_on,
        went_out_on=went_out_on,
    )  # fmt: skip
    return number
