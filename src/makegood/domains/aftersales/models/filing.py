"""Lock what a paper is filed about, and give it out as plain facts (C20)."""

from __future__ import annotations

from dataclasses import dataclass

from makegood.core.money import Money, sum_of
from makegood.core.outcome import NotFound
from makegood.domains.aftersales.matching import Kind
from makegood.domains.aftersales.models.papers import KeptPaper
from makegood.domains.aftersales.models.sent import sent_invoice
from makegood.domains.ordering.queries import order_card


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """Whose order it is, under which number the paper is here, and what an invoice comes to."""

    party: str
    known_as: str
    ours: Money | None


def lock_paper_to_file(order: str, kind: Kind, own_number: str, *, party: str | None) -> PaperFacts:
    """What is on record of a paper; NotFound for an order or an invoice that is not `party`'s."""
    owner = order_card(order).party
    if party not in (None, owner):
        raise NotFound("order", order)
    same = {"order__number": order, "kind": kind, "own_number": own_number}
    row = KeptPaper.objects.select_for_update().filter(**same).first()
    if kind is not Kind.INVOICE:
        return PaperFacts(owner, row.number if row else "", None)
    ours = sent_invoice(own_number)
    if ours.order != order:
        raise NotFound("invoice", own_number)
    return PaperFacts(owner, ours.number, sum_of([one.net for one in ours.lines], ours.currency))
