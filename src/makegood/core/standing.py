"""Tell whether the actor has the right to do this on this account (gate 4 of B0, C04)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

from makegood.core.actor import Actor, ActorKind

Rights = Mapping[str, frozenset[str]]
"""Party number -> scopes it may act in on the account; "*" is everything (a holder)."""

WHOLE = frozenset({"*"})


@runtime_checkable
class HasRights(Protocol):
    """Facts that know who has which rights on the account concerned."""

    @property
    def rights(self) -> Rights:
        """Who may act on the account, and in which scopes."""


class Stand(StrEnum):
    """Where an actor stands towards an account."""

    HOLDS = "holds"
    LACKS_SCOPE = "lacks_scope"
    STRANGER = "stranger"


class Standing(Protocol):
    """A rule about who may do an act at all."""

    @property
    def concerns_party(self) -> bool:
        """Whether the act is about somebody's own affairs, so that identity matters."""

    @property
    def staff_only(self) -> bool:
        """Whether only people of the company may do it, so that others never hear of it."""

    @property
    def scope(self) -> str:
        """The scope that somebody needs who acts for the holder; "*" is the holder alone."""

    def judge(self, actor: Actor, facts: object) -> Stand:
        """Where the actor stands, given the gathered facts."""


@dataclass(frozen=True, slots=True)
class _Holder:
    scope: str
    concerns_party: bool = True
    staff_only: bool = False

    def judge(self, actor: Actor, facts: object) -> Stand:
        if actor.kind is ActorKind.SYSTEM:
            return Stand.HOLDS
        if not isinstance(facts, HasRights):
            raise TypeError(f"{type(facts).__name__} does not say who has rights")
        scopes = facts.rights.get(actor.party or "", frozenset())
        if scopes & {"*", self.scope}:
            return Stand.HOLDS
        return Stand.LACKS_SCOPE if scopes else Stand.STRANGER


@dataclass(frozen=True, slots=True)
class _Kinds:
    kinds: frozenset[ActorKind]
    concerns_party: bool = False
    scope: str = ""

    @property
    def staff_only(self) -> bool:
        return ActorKind.ANONYMOUS not in self.kinds

    def judge(self, actor: Actor, facts: object) -> Stand:
        return Stand.HOLDS if actor.kind in self.kinds else Stand.STRANGER


def holder(scope: str) -> Standing:
    """Whoever holds the account, or was given this scope on it by the holder."""
    return _Holder(scope)


def anyone() -> Standing:
    """Anybody at all, known or not."""
    return _Kinds(frozenset(ActorKind))


def staff_only() -> Standing:
    """People of the company, and the company itself when a date comes round."""
    return _Kinds(frozenset({ActorKind.STAFF, ActorKind.SYSTEM}))


def internal() -> Standing:
    """People of the company, its automated representative, and its timers."""
    return _Kinds(frozenset({ActorKind.STAFF, ActorKind.AUTOMATED, ActorKind.SYSTEM}))


def system_only() -> Standing:
    """The company itself: timers, receipts from outside, and acts inside another act."""
    return _Kinds(frozenset({ActorKind.SYSTEM}))
