"""Read a paper that came as a table of values, separated by comma, semicolon or tab."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date

from makegood.domains.aftersales.reading.figures import money, whole
from makegood.domains.aftersales.reading.lines import ReadLine, ReadPaper
from makegood.domains.aftersales.reading.problems import NotRead

MEDIA_TYPE = "text/csv"
_MOST_LINES = 500
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "sku": ("sku", "item", "stock number", "article", "artículo", "référence"),
    "buyer_part": ("buyer part", "your part", "part number", "part", "pieza", "pièce"),
    "description": ("description", "descripción", "désignation", "name"),
    "quantity": ("quantity", "qty", "pieces", "cantidad", "quantité"),
    "unit": ("unit", "uom", "unidad", "unité"),
    "pack": ("pack", "pieces per unit", "per unit"),
    "price": ("price", "unit price", "precio", "prix"),
    "amount": ("amount", "total", "net", "importe", "montant"),
}


def read_table(content: bytes, today: date) -> ReadPaper:
    """The lines of a table with a heading; NotRead for other columns or sums that are not so."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotRead("not_taken", today) from None
    if "\0" in text:
        raise NotRead("not_taken", today)
    heading = text.partition("\n")[0]
    separator = max(",;\t", key=heading.count)
    try:
        rows = [row for row in csv.reader(text.splitlines(), delimiter=separator) if any(row)]
    except csv.Error:
        raise NotRead("not_taken", today) from None
    places = _places(rows[0] if rows else [], today)
    if len(rows) - 1 > _MOST_LINES:
        raise NotRead("too_long", today, lines=_MOST_LINES)
    if len(rows) < 2:
        raise NotRead("empty", today)
    return ReadPaper(
        MEDIA_TYPE,
        tuple(_line(row, places, number, today) for number, row in enumerate(rows[1:], 2)),
    )


def _places(heading: list[str], today: date) -> dict[str, int]:
    called = {word: name for name, words in _COLUMNS.items() for word in words}
    plain = [one.strip().casefold().replace("_", " ") for one in heading]
    places = {called[one]: place for place, one in enumerate(plain) if one in called}
    named = {"sku", "buyer_part", "description"} & places.keys()
    if "quantity" not in places or not named:
        found = ", ".join(one.strip() for one in heading if one.strip())[:120]
        raise NotRead("columns", today, found=found or "-", wanted="sku, quantity, price")
    return places


def _line(row: list[str], places: Mapping[str, int], number: int, today: date) -> ReadLine:
    def cell(name: str) -> str:
        place = places.get(name)
        return row[place].strip() if place is not None and place < len(row) else ""

    quantity, pack = whole(cell("quantity")), whole(cell("pack")) if cell("pack") else 1
    price = money(cell("price")) if cell("price") else None
    amount = money(cell("amount")) if cell("amount") else None
    if quantity is None or pack is None or (cell("price") and price is None):
        raise NotRead("line", today, line=number)
    if price is not None and amount is not None and price * quantity != amount:
        raise NotRead("adds_up", today, line=number, found=amount, expected=price * quantity)
    return ReadLine(
        quantity=quantity, sku=cell("sku")[:40], buyer_part=cell("buyer_part")[:40],
        description=cell("description")[:200], unit=cell("unit")[:12] or "each", pack=pack,
        price=price,
    )  # fmt: skip
