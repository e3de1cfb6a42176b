"""What is wrong in the company's handbook, told so that its author can mend it at once."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in the handbook that is not accepted: where it stands, what it is, what would do.

    `file` is relative to the handbook's folder, `line` counts from 1, `field` is the dotted name
    in the file. A problem that does not block (a sentence not yet translated) is reported by the
    check, yet the handbook can be used.
    """

    file: str
    line: int
    field: str
    wrong: str
    accepted: str
    blocks: bool = True

    def __str__(self) -> str:
        """Return the problem in one line, as a compiler would say it."""
        where = f"{self.file}:{self.line}"
        return f"{where}: {self.field}: {self.wrong} (accepted: {self.accepted})"


class NotAccepted(ValueError):
    """A value in the handbook cannot be taken, with what would be accepted instead."""

    def __init__(self, wrong: str, accepted: str, at: tuple[str | int, ...] = ()) -> None:
        """Keep both halves of the message, and where inside the value the mistake stands."""
        super().__init__(f"{wrong} (accepted: {accepted})")
        self.wrong = wrong
        self.accepted = accepted
        self.at = at


class HandbookInvalid(Exception):
    """The handbook in a folder cannot come into force; `problems` says why, one by one."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep every problem found, in the order of files and lines."""
        self.problems = tuple(problems)
        super().__init__("the handbook is not valid:\n" + "\n".join(map(str, self.problems)))


class NotInHandbook(LookupError):
    """Somebody asked the handbook for a thing it does not hold, or that is not in force then."""
