"""Give out the numbers that people use for records, each once and without gaps in a series."""

from __future__ import annotations

from django.db import connection

_FIRST = {
    "O": 5001,
    "R": 2001,
    "JE": 1001,
    "CV": 1001,
    "CS": 1001,
    "AP": 101,
    "RF": 3001,
    "P": 7001,
    "INV": 60001,
    "DCL": 2201,
    "DL": 101,
}


_TAKE = """
    INSERT INTO core_number (series, last) VALUES (%s, %s)
    ON CONFLICT (series) DO UPDATE SET last = core_number.last + 1 RETURNING last
"""

_SKIP = """
    INSERT INTO core_number (series, last) VALUES (%(series)s, %(last)s)
    ON CONFLICT (series) DO UPDATE SET last = core_number.last + %(by)s
"""


def next_number(series: str) -> str:
    """The next number of a series, such as "R-2001". Only inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [series, _FIRST.get(series, 1001)])
        return f"{series}-{cursor.fetchone()[0]}"


def skip_numbers(series: str, by: int) -> None:
    """Go on so many numbers further on in a series, where others took those between."""
    with connection.cursor() as cursor:
        first = _FIRST.get(series, 1001) - 1
        cursor.execute(_SKIP, {"series": series, "last": first + by, "by": by})
