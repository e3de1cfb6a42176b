"""Gather what the page of a request about somebody's own records shows. Source: C05."""

from __future__ import annotations

from makegood.core import clock
from makegood.domains.cases.queries import PrivacyRequestCard, holds_on, keeping_of
from makegood.faces.desk import possible, steps
from makegood.faces.desk.record_pages import around_of


def privacy_inside(card: PrivacyRequestCard) -> dict[str, object]:
    """A request about somebody's own records: by when, what goes and stays, what holds it up."""
    ref = f"privacy_request:{card.number}"
    around = around_of(
        ref,
        card.party,
        refs=(card.number,),
        line=steps.of_privacy_request(card),
        acts=possible.on_privacy_request(card),
        letters=(ref,),
        checks=(),
    )
    goes, stays = card.goes, card.stays
    if card.kind == "erasure" and not card.answered_at:
        found = keeping_of(card.party, clock.today())
        goes, stays = found.goes, found.stays
    return {
        "card": card, "around": around, "goes": goes, "stays": stays,
        "holds": holds_on(card.party),
    }  # fmt: skip
