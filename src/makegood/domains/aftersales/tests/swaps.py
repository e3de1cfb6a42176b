"""Exchanges as tests of several acts make them: Tom's washer, and Grace's control board."""

from __future__ import annotations

from pydantic import JsonValue

from makegood.core import worker
from makegood.core.outcome import Outcome
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.story import TOM, WASHER
from makegood.domains.ordering.tests.cast import RAE, chat, do, done

GRACE = chat("C-8")
BOARD, NEW_BOARD = "SN-C-40817", "SN-C-40911"


def exchange(sku: str = "WM950", line: str = WASHER) -> Outcome:
    """Tom wants another washer instead."""
    return do("aftersales.exchange_goods", TOM, line=line, sku=sku)


def replace(unit: str = BOARD, **ask: JsonValue) -> Outcome:
    """Grace's board failed again."""
    asked: dict[str, JsonValue] = {"component": "control_board", "ahead": True, **ask}
    return do("aftersales.replace_under_warranty", GRACE, unit=unit, **asked)


def agreed_ahead() -> str:
    """The number of an exchange whose hold stands."""
    number = str(replace().answer("exchange"))
    worker.work_off()
    assert queries.exchange_card(number).state == "held"
    return number


def shipped_ahead() -> str:
    """The number of an exchange whose new board has left."""
    number = agreed_ahead()
    done("aftersales.ship_replacement", RAE, exchange=number, serial=NEW_BOARD, tracking="QP550309")
    return number
