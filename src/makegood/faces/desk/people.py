"""Call the people of the company by their names, never by what they sign in with."""

from __future__ import annotations

from makegood.core.outcome import NotFound
from makegood.domains.company.queries import staff, staff_card
from makegood.faces.desk.spelling import words
from makegood.handbook import book

_NOBODY = {"anonymous": "Visitor", "automated": "Automated representative", "system": "Company"}


def person(actor: str) -> str:
    """Who an actor is, such as "staff:rae": the full name; a customer is a customer."""
    kind, _, username = actor.rpartition(":")
    if kind == "customer":
        return "Customer"
    for member in book().company.staff:
        if member.username == username and not member.automated:
            return member.name
    if kind != "staff":
        return _NOBODY.get(kind or username, words(username))
    try:
        return staff_card(username).name
    except NotFound:
        return words(username)


def first_name(actor: str) -> str:
    """What colleagues call somebody, for where there is little room."""
    return person(actor).partition(" ")[0]


def who_gives_roles() -> tuple[str, ...]:
    """Whoever may say what somebody may do here: those who approve and stand highest."""
    highest = book().authority.approvers()[-1].role
    return tuple(one.name for one in staff() if one.role == highest)
