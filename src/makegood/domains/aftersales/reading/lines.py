"""What a file says, before it is filed: its lines, and what it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from makegood.core.money import Money


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One line as the file has it."""

    quantity: int
    sku: str = ""
    buyer_part: str = ""
    description: str = ""
    unit: str = "each"
    pack: int | None = 1
    price: Money | None = None


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """What a file says: its lines, and its kind, number and day where it names them."""

    media_type: str
    lines: tuple[ReadLine, ...] = ()
    kind: str = ""
    number: str = ""
    on: date | None = None
