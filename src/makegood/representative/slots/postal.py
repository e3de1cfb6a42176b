"""Read a postal address that somebody wrote in one line or several."""

from __future__ import annotations

import re

from pydantic import JsonValue

_REGION_AND_CODE = re.compile(r"([A-Za-z]{2})\.?\s+(\d{5}(?:-\d{4})?)")
_CODE = re.compile(r"\d{5}(?:-\d{4})?")
_UNIT = re.compile(r"(?i)(apt|apartment|unit|suite|ste|floor|fl|#|piso|appartement|bât)\b.*")


def read_address(text: str) -> dict[str, JsonValue] | None:
    """An address as change_address takes it, from "12 Elm Street, Apt 4, Harlow, XM 55502".

    None when street, place, state and postal code cannot all be told apart; the address is
    read back to the customer before it is kept. Source: C03.
    """
    parts = [part.strip() for part in re.split(r"[,\n;]", text) if part.strip()]
    if parts and parts[-1].lower() in {"us", "usa", "united states", "estados unidos"}:
        parts.pop()
    if len(parts) >= 2 and _CODE.fullmatch(parts[-1]) and re.fullmatch(r"[A-Za-z]{2}", parts[-2]):
        parts[-2:] = [f"{parts[-2]} {parts[-1]}"]
    end = _REGION_AND_CODE.search(parts[-1]) if parts else None
    if end is None or end.end() != len(parts[-1]):
        return None
    before = parts[-1][: end.start()].strip()
    parts[-1:] = [before] if before else []
    if len(parts) < 2 or not any(letter.isdigit() for letter in parts[0]):
        return None
    street, *middle, place = parts
    second = " ".join(middle)
    unit = _UNIT.search(street)
    if unit and unit.start() and not second:
        street, second = street[: unit.start()].strip(), unit.group()
    found: dict[str, JsonValue] = {
        "line1": street,
        "locality": place,
        "region": end.group(1).upper(),
        "postal_code": end.group(2),
        "country": "US",
    }
    return found | {"line2": second} if second else found
