"""Make an ask of what a dealer fills in about a repair, and choices of what may be claimed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import JsonValue

from makegood.core import clock
from makegood.handbook import book

ROWS = (1, 2, 3)
"""So many operations and parts have a place in the form."""
_TEXTS = ("ro_no", "serial", "complaint", "cause", "correction", "failure_code")
_DAYS = ("failed_on", "repaired_on", "in_service_on")


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that may be chosen, by its code, as it is called."""

    code: str
    name: str


def failures() -> tuple[Choice, ...]:
    """The failure codes."""
    rows = book().table("failure_codes", on=clock.today()).rows
    return tuple(Choice(row.text("code"), row.text("meaning")) for row in rows)


def operations() -> tuple[Choice, ...]:
    """The operations that are paid."""
    rows = book().table("op_codes", on=clock.today()).rows
    return tuple(Choice(row.text("op"), row.text("title")) for row in rows)


def parts(language: str) -> tuple[Choice, ...]:
    """The parts that a dealer is paid for."""
    rows = book().table("dealer_costs", on=clock.today()).rows
    catalogue = book().catalogue
    found = [(row.text("part"), catalogue.title_of(row.text("part"))) for row in rows]
    return tuple(Choice(code, title.get(language) or title["en"]) for code, title in found)


def asked(posted: Mapping[str, str], dealer: str) -> dict[str, JsonValue]:
    """What is claimed, as the operation is asked; what was left empty is left out."""

    def text(name: str) -> str:
        return posted.get(name, "").strip()

    ask: dict[str, JsonValue] = {"dealer": dealer}
    ask |= {name: text(name) for name in _TEXTS}
    ask |= {name: text(name) for name in _DAYS if text(name)}
    labour: list[JsonValue] = [
        {"op": text(f"op{row}"), "hours": text(f"hours{row}").replace(",", ".") or "0"}
        for row in ROWS
        if text(f"op{row}")
    ]
    fitted: list[JsonValue] = [
        {"part": text(f"part{row}"), "price": text(f"price{row}").replace(",", ".")}
        for row in ROWS
        if text(f"part{row}")
    ]
    ask |= {"labour": labour, "parts": fitted}
    ask |= {name: text(name) for name in ("trip", "approval", "completes", "answer") if text(name)}
    if miles := text("miles"):
        ask["miles"] = int(miles) if miles.isdecimal() else miles
    return ask
