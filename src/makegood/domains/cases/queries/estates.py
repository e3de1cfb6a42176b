"""Answer which deaths were told, which case is about each, and what is held for it. ACC-12."""

from __future__ import annotations

from datetime import date

from makegood.core.actor import Actor
from makegood.core.clock import today
from makegood.core.decision import Verdict
from makegood.core.promises import OpenPromise, open_promises
from makegood.domains.cases.models import Case
from makegood.domains.cases.policy import ESTATE_ANSWER, EstateFacts
from makegood.domains.cases.queries.cases import case_card
from makegood.domains.ordering.models import OrderHold, lock_order
from makegood.domains.ordering.policy import may_hold
from makegood.domains.ordering.queries import orders_of
from makegood.domains.parties.queries import death_of, died_by
from makegood.domains.parties.queries.places import has_post

HELD_AS = "customer"
ESTATE = Actor.system("system:estate")
"""Who opens the case of a death, and holds what is on its way."""


def unmet_deaths() -> tuple[OpenPromise, ...]:
    """The answers that were promised to families and that no case is about yet."""
    return tuple(
        one
        for one in open_promises()
        if one.kind == ESTATE_ANSWER and one.subject == f"party:{one.party}"
    )


def case_of_death(party: str) -> str:
    """The case about the death of a party as it was told last; empty before it is opened."""
    told = died_by(party)
    if told is None:
        return ""
    about = Case.objects.filter(subjects__ref=f"death:{party}", opened_at__gte=told)
    return about.order_by("-pk").values_list("number", flat=True).first() or ""


def still_to_leave(party: str) -> tuple[str, ...]:
    """The orders of a party of which goods have to leave, and that it does not hold itself."""
    return tuple(
        one.number
        for one in orders_of(party)
        if may_hold(lock_order(one.number), HELD_AS, today=today()).verdict is Verdict.ALLOW
    )


def held_for_death(party: str) -> tuple[str, ...]:
    """The orders of a party that are held because its death was told."""
    held = OrderHold.objects.filter(
        order__party=party, placed_by=ESTATE.name, kind=HELD_AS, released_at=None
    )
    return tuple(held.order_by("pk").values_list("order__number", flat=True))


def estate_facts(case: str, day: date) -> EstateFacts:
    """What is known of a case about a death when its family is to be answered."""
    refs = case_card(case).subjects
    party = next((one.partition(":")[2] for one in refs if one.startswith("death:")), "")
    told = death_of(party) if party else None
    promised = {one.kind for one in open_promises(f"case:{case}")}
    return EstateFacts(
        case=case,
        party=party,
        told_by=told.told_by if told else "",
        waits=told is not None and ESTATE_ANSWER in promised,
        has_place=bool(party) and has_post(party, day),
    )
