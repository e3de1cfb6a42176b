"""What keeps a file from being read, in a sentence of the handbook."""

from __future__ import annotations

from datetime import date

from makegood.core.statements import Sayable, Statement, say
from makegood.handbook import book


class NotRead(Exception):
    """A file is not taken; `name` says what is wrong with it, `statement` says it in words."""

    def __init__(self, name: str, today: date, **params: Sayable) -> None:
        self.name = name
        self.statement: Statement = say(book().clause("MAT-6", on=today), name, **params)
        super().__init__(self.statement.text())
