"""Call the people of the company by their names, never by what they sign in with."""

from __future__ import annotations

from makegood.core.outcome import NotFound
from makegood.domains.company.queries import staff, staff_card
from makegood.faces.desk.spelling import words
from makegood.faces.desk.strings import _
from makegood.handbook import book


def person(actor: str) -> str:
    """Who acted: staff:rae is Rae Okafor, a customer "The customer", a timer the company itself."""
    kind, _colon, username = actor.rpartition(":")
    if actor == "system:desk":
        return _("Whoever signs in")
    if kind in ("system", "company"):
        return _("The company itself")
    if kind == "customer":
        return _("The customer")
    if kind == "automated" or username == "automated":
        return _("The automated representative")
    if username == "anonymous":
        return _("Visitor")
    for member in book().company.staff:
        if member.username == username and not member.automated:
            return member.name
    try:
        return staff_card(username).name if kind == "staff" else words(username)
    except NotFound:
        return words(username)


def owner(actor: str) -> str:
    """Whose a promise is: what a customer did alone, the company promised."""
    return person("company:" if actor.startswith("customer:") else actor)


def first_name(actor: str) -> str:
    """What colleagues call one of us, for where there is little room; others as `person` does."""
    name = person(actor)
    return name.partition(" ")[0] if actor.startswith("staff:") else name


def who_gives_roles() -> tuple[str, ...]:
    """Whoever may say what somebody may do here: those who approve and stand highest."""
    highest = book().authority.approvers()[-1].role
    return tuple(one.name for one in staff() if one.role == highest)
