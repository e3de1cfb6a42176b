"""The papers of one purchase, as the tests of their comparison write them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from makegood.core.money import Money
from makegood.domains.aftersales.matching import (
    Dossier,
    Kind,
    Paper,
    PaperLine,
    compare,
)

KIT, BELT, MOTOR = "PT-BELTKIT-24", "PT-BELT-24", "PT-MOTOR"
TODAY = date(2026, 6, 15)
_ON = date(2026, 6, 3)


def usd(text: str) -> Money:
    return Money.parse(text)


def line(pieces, price="42.00", sku=KIT, **more):
    """A line of so many belt kits."""
    made = PaperLine(place=1, quantity=pieces, sku=sku, price=usd(price) if price else None)
    return replace(made, **more)


def paper(kind, *lines, number="", **more):
    """A paper of 3 June with these lines, numbered in their order."""
    placed = tuple(replace(one, place=place) for place, one in enumerate(lines, 1))
    return replace(Paper(kind=kind, number=number or kind.value, on=_ON, lines=placed), **more)


def papers(
    *, req=None, order=10, ack=None, pick=None, pack=None, pod=None, recv=None, accept=None,
    price="42.00", ack_price=None,
):  # fmt: skip
    """The papers of one order of belt kits, each with so many pieces; None is a missing paper."""
    counts = (
        (Kind.REQUISITION, req, None),
        (Kind.ORDER, order, price),
        (Kind.ACKNOWLEDGEMENT, ack, ack_price or price),
        (Kind.PICK_LIST, pick, None),
        (Kind.PACKING_SLIP, pack, None),
        (Kind.PROOF_OF_DELIVERY, pod, None),
        (Kind.RECEIVING_REPORT, recv, None),
        (Kind.INSPECTION, accept, None),
    )
    return tuple(paper(kind, line(count, at)) for kind, count, at in counts if count is not None)


def invoice(pieces=10, price="42.00", **more):
    """An invoice of so many belt kits."""
    return paper(Kind.INVOICE, line(pieces, price), **{"number": "10231", **more})


def compared(billed, *others, **more):
    """An invoice compared with these papers today."""
    return compare(Dossier(billed, others, **more), TODAY)


def rows(found):
    """The rows of the table that say what the discrepancies mean."""
    return [one.meaning.row for one in found.discrepancies]
