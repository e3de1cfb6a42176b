"""Say in words what somebody may do alone, why an ask passes it, and who says yes to more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from makegood.core import authority, clock
from makegood.core.actor import Actor
from makegood.core.decision import Use
from makegood.core.money import Money
from makegood.domains.company.queries import staff
from makegood.faces.desk.spelling import money, words
from makegood.faces.desk.strings import _
from makegood.handbook import book

_LIMITS: Mapping[str, str] = {
    "mechanical": _("{amount} where the amount follows from the goods that came back"),
    "monthly_budget": _("{amount} for all of us in a month"),
    "per_case": _("{amount} for one case"),
    "per_customer_12m": _("{amount} for one customer in twelve months"),
    "per_transaction": _("{amount} at once"),
}
_WITHOUT_LIMIT: Mapping[str, str] = {
    "four_eyes": _("This always needs a second person."),
    "may": _("The role of whoever asks may not do this alone."),
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """What somebody may do alone of a kind, and who may say yes to more."""

    own: tuple[str, ...]
    approvers: tuple[str, ...]


def bounds(kind: str, actor: Actor, use: Use | None) -> Bounds:
    """How far somebody's own authority of a kind goes, and whose yes covers what is asked.

    An answer told once more no longer knows what is asked: then all who may say yes are named.
    """
    found = tuple(
        f"{one.name} ({one.title})"
        for one in staff()
        if actor.name != f"staff:{one.username}" and _may_say_yes(one.role, actor, use)
    )
    return Bounds(limits(actor.role, kind), found)


def _may_say_yes(role: str, asker: Actor, use: Use | None) -> bool:
    """Whether a role says yes to others, within limits of its own, as the runner judges it."""
    if not book().authority.may_approve(role):
        return False
    judged = asker.model_copy(update={"role": role})
    return not use or authority.excess(judged, use, clock.now(), is_second=True) is None


def limits(role: str, kind: str) -> tuple[str, ...]:
    """What a role may do alone of a kind, each limit in words; nothing where it may do nothing."""
    limit = book().authority.limit(role, kind)
    if limit is None or not limit.may:
        return ()
    amounts = ((name, getattr(limit, name, None)) for name in _LIMITS)
    return tuple(
        _LIMITS[name].format(amount=money(Money.parse(str(amount))))
        for name, amount in amounts
        if amount is not None
    )


def role(code: str) -> str:
    """What a role is called: R1 is "Representative"; empty where there is none."""
    profile = book().authority.profile(code)
    return profile.title if profile else ""


def all_limits(code: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What a role may do alone, by kind; a kind it may not do alone has no limits."""
    profile = book().authority.profile(code)
    kinds = profile.limits if profile else {}
    return tuple((words(kind), limits(code, kind)) for kind in kinds)


def excess(reason: str) -> str:
    """Why an ask needs a yes, from the reason kept with it."""
    found = authority.Excess.read(reason)
    if found.limit_name in _WITHOUT_LIMIT:
        return _WITHOUT_LIMIT[found.limit_name]
    return _("It comes to {comes_to}; the limit is {limit}.").format(
        comes_to=money(found.comes_to),
        limit=_LIMITS[found.limit_name].format(amount=money(found.limit)),
    )
