"""Decide who comes on record, and who may act for whom. Source: C03, C04."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from makegood.core.decision import Decision, allow, needs_info, refuse, say
from makegood.core.statements import Word
from makegood.handbook import book


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """A new customer: who is on record already and how much alike, in percent; best first."""

    alike: tuple[tuple[str, Decimal], ...]
    brings_history: bool
    is_import: bool
    is_reachable: bool


@dataclass(frozen=True, slots=True)
class AuthorityFacts:
    """Who may do what on an account now; `grantee` is the party meant, with its name."""

    rights: Mapping[str, frozenset[str]]
    grantee: str
    grantee_name: str
    is_holder: bool
    has_authority: bool


def may_register_party(
    *, facts: RegisterFacts, is_new: bool | None, has_address: bool, today: date
) -> Decision:
    """Whether a customer comes on record; somebody much alike is shown, never joined."""
    clause = book().clause("ACC-10", on=today)
    if facts.brings_history and not facts.is_import:
        return refuse("not_authorised", clause=clause, says=[say(clause, "not_theirs")])
    if not facts.is_reachable:
        return needs_info("email", says=[say(clause, "unreachable")])
    if not (has_address or facts.brings_history):
        return needs_info("address", says=[say(book().clause("ACC-9", on=today))])
    least = clause.decimal("alike_percent")
    alike = [number for number, percent in facts.alike if percent >= least]
    if alike and is_new is not True:
        numbers = ", ".join(alike)
        return needs_info("is_new", says=[say(clause, "alike", numbers=numbers)], options=alike)
    return allow(clauses=[clause])


def may_grant_authority(
    *, facts: AuthorityFacts, scope: str, expires_on: date, today: date
) -> Decision:
    """Whether somebody may be let to act on an account: for one thing, and not for ever."""
    clause = book().clause("IDV-7", on=today)
    last_day = today + timedelta(days=clause.whole("longest_days"))
    if facts.is_holder:
        return refuse("policy_denied", clause=clause, says=[say(clause, "holder_already")])
    if expires_on > last_day:
        return needs_info("expires_on", says=[say(clause, "too_long", last_day=last_day)])
    if expires_on < today:
        return needs_info("expires_on", says=[say(clause)])
    granted = say(
        clause,
        "granted",
        grantee=facts.grantee_name,
        scope=Word(f"parties.scope_{scope}"),
        expires_on=expires_on,
    )
    return allow(says=[granted])


def may_revoke_authority(*, facts: AuthorityFacts, today: date) -> Decision:
    """Whether somebody may no longer act on an account: whenever the holder says so."""
    clause = book().clause("IDV-7", on=today)
    if not facts.has_authority:
        return refuse("policy_denied", clause=clause, says=[say(clause, "none")])
    return allow(says=[say(clause, "revoked", grantee=facts.grantee_name)])
