"""Give out the numbers that people use for records, each once and without gaps in a series."""

from __future__ import annotations

from makegood.core.models import Number

_FIRST = {
    "O": 5001,
    "R": 2001,
    "JE": 1001,
    "CV": 1001,
    "CS": 1001,
    "AP": 101,
    "RF": 3001,
    "P": 7001,
}


def next_number(series: str) -> str:
    """The next number of a series, such as "R-2001". Only inside a transaction."""
    row, is_new = Number.objects.select_for_update().get_or_create(
        series=series, defaults={"last": _FIRST.get(series, 1001)}
    )
    if not is_new:
        row.last += 1
        row.save(update_fields=["last"])
    return f"{series}-{row.last}"
