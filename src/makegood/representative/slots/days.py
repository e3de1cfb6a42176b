"""Find which day is meant when something has happened: the last such day, never one ahead."""

from __future__ import annotations

from datetime import date

from makegood.representative.understand.recognisers.dates import dates


def day_gone_by(said: str, language: str, today: date) -> str:
    """The day that the words name, ISO; without its year or week it is the last such day.

    A day ahead that is named in full stays one, and what names no day stays as it was said: the
    ask refuses both.
    """
    return next((str(one.value) for one in dates(said, language, today, "past")), said)
