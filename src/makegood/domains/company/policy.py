"""Decide who keeps the list of people and keys, and who may agree to what. Source: C06, AC06.4."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, allow, refuse, say
from makegood.core.money import Money
from makegood.core.statements import Statement
from makegood.handbook import Clause, book


@dataclass(frozen=True, slots=True)
class StaffFacts:
    """Who works here under a name already, and who asks."""

    username: str
    is_known: bool
    role_is_known: bool
    department_is_known: bool
    asked_by_role: str


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """Whose key it is, and who asks."""

    username: str
    name: str
    asked_by_role: str
    is_revoked: bool


@dataclass(frozen=True, slots=True)
class PasswordFacts:
    """Whose password it is, who asks, and how long the new one is.

    Whether the current one is right is no fact here: a preview, which is never counted, would
    tell it.
    """

    username: str
    name: str
    asked_by: str
    asked_by_role: str
    has_password: bool
    length: int


@dataclass(frozen=True, slots=True)
class FactorFacts:
    """Whose second factor it is, how it stands, and for which time step the digits are right."""

    username: str
    has_password: bool
    is_on: bool
    step: int | None


@dataclass(frozen=True, slots=True)
class RetryFacts:
    """What is to be tried again, whether it gave up, and who asks."""

    kind: str
    is_dead: bool
    role: str


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """A request that waits, and who is about to answer it.

    `limit_name` is the limit that was passed; "mechanical" means an amount derived from records.
    """

    number: str
    kind: str
    amount: Money
    limit_name: str
    is_decided: bool
    is_expired: bool
    is_own_request: bool
    is_own_affair: bool
    role: str


def may_register_staff(*, facts: StaffFacts, today: date) -> Decision:
    """Whether somebody comes on the list of people: only a manager says who may do what."""
    clause = book().clause("AUT-2", on=today)
    if not keeps_the_list(facts.asked_by_role):
        return refuse("not_authorised", clause=clause, says=[say(clause)])
    if not facts.role_is_known:
        return refuse("policy_denied", clause=clause, says=[say(clause, "unknown_role")])
    if not facts.department_is_known:
        return refuse("policy_denied", clause=clause, says=[say(clause, "unknown_department")])
    return allow(clauses=[clause])


def may_issue_key(*, facts: KeyFacts, expires_on: date | None, today: date) -> Decision:
    """Whether a program gets a key to act as somebody."""
    clause = book().clause("AUT-3", on=today)
    if not keeps_the_list(facts.asked_by_role):
        return refuse("not_authorised", clause=clause, says=[say(clause)])
    if expires_on is not None and expires_on < today:
        return refuse("policy_denied", clause=clause, says=[say(clause, "past")])
    return allow(says=[say(clause, "issued", name=facts.name)])


def may_revoke_key(*, facts: KeyFacts, today: date) -> Decision:
    """Whether a key is taken back: by a manager, once."""
    clause = book().clause("AUT-3", on=today)
    if not keeps_the_list(facts.asked_by_role):
        return refuse("not_authorised", clause=clause, says=[say(clause)])
    if facts.is_revoked:
        return refuse("policy_denied", clause=clause, says=[say(clause, "revoked_before")])
    return allow(says=[say(clause, "revoked", name=facts.name)])


def may_set_password(*, facts: PasswordFacts, today: date) -> Decision:
    """Whether a password is set: one's own with the current one, or a first by a manager."""
    clause = book().clause("AUT-4", on=today)
    is_own = facts.asked_by == f"staff:{facts.username}"
    may_give = keeps_the_list(facts.asked_by_role) and not facts.has_password
    if not may_give and not (is_own and facts.has_password):
        return refuse("not_authorised", clause=clause, says=[say(clause)])
    if facts.length < clause.whole("min_length"):
        return _refused(clause, say(clause, "too_short"))
    return allow(clauses=[clause])


def may_approve_request(*, facts: RequestFacts, today: date) -> Decision:
    """Whether a request may be agreed to by this person: another one, high enough, in time."""
    clause = book().clause("AUT-1", on=today)
    refusal = _open(facts, clause) or _unfit(facts, clause)
    if refusal:
        return refusal
    bound = limit_to_approve(role=facts.role, kind=facts.kind, limit_name=facts.limit_name)
    if bound is not None and facts.amount > bound:
        return _refused(clause, say(clause, "beyond", limit=bound))
    return allow(clauses=[clause])


def may_refuse_request(*, facts: RequestFacts, today: date) -> Decision:
    """Whether a request may be turned down: by who may agree to such, or by who asked."""
    clause = book().clause("AUT-1", on=today)
    refusal = _open(facts, clause)
    if refusal is None and not facts.is_own_request:
        refusal = _unfit(facts, clause)
    return refusal or allow(clauses=[clause])


def limit_to_approve(*, role: str, kind: str, limit_name: str) -> Money | None:
    """The most a role may agree to of a kind; zero for nothing, None for no bound."""
    limit = book().authority.limit(role, kind)
    if limit is None or not limit.may:
        return Money.zero()
    if limit_name == "mechanical":
        bounds = [limit.mechanical]
    else:
        bounds = [limit.per_transaction, limit.per_case]
    known = [Money.parse(str(bound)) for bound in bounds if bound is not None]
    return min(known, default=None)


def may_remove_password(*, facts: KeyFacts, today: date) -> Decision:
    """Whether a password is taken away, so that a first one can be given again: by a manager."""
    clause = book().clause("AUT-4", on=today)
    if not keeps_the_list(facts.asked_by_role):
        return refuse("not_authorised", clause=clause, says=[say(clause)])
    if facts.is_revoked:
        return _refused(clause, say(clause, "none"))
    return allow(says=[say(clause, "removed", name=facts.name)])


def may_enrol_factor(*, facts: FactorFacts, today: date) -> Decision:
    """Whether somebody's telephone gets a secret: beside a password, and only one at a time."""
    clause = book().clause("AUT-7", on=today)
    if not facts.has_password:
        return _refused(clause, say(clause, "no_password"))
    if facts.is_on:
        return _refused(clause, say(clause, "on_already"))
    return allow(says=[say(clause), say(clause, "begun")])


def may_confirm_factor(*, facts: FactorFacts, today: date) -> Decision:
    """Whether the digits are asked for from now on: once right ones were given."""
    clause = book().clause("AUT-7", on=today)
    if facts.is_on:
        return _refused(clause, say(clause, "on_already"))
    if facts.step is None:
        return _refused(clause, say(clause, "wrong"))
    return allow(says=[say(clause, "confirmed")])


def may_retry(*, facts: RetryFacts, today: date) -> Decision:
    """Whether something that gave up is tried again: by who approves, and only if it gave up."""
    clause = book().clause("AUT-6", on=today)
    if not book().authority.may_approve(facts.role):
        return refuse("not_authorised", clause=clause, says=[say(clause)])
    if not facts.is_dead:
        return _refused(clause, say(clause, "not_dead"))
    return allow(says=[say(clause, "again")])


def may_tell_looks(*, role: str, today: date) -> Decision:
    """Whether somebody is told who looked at a customer's records: those who lead a team."""
    clause = book().clause("PRV-6", on=today)
    if not book().authority.may_approve(role):
        return refuse("not_authorised", clause=clause, says=[say(clause)])
    return allow(says=[say(clause)])


def _open(facts: RequestFacts, clause: Clause) -> Decision | None:
    if facts.is_decided:
        return _refused(clause, say(clause, "decided", request=facts.number))
    if facts.is_expired:
        return _refused(clause, say(clause, "expired", request=facts.number))
    return None


def _unfit(facts: RequestFacts, clause: Clause) -> Decision | None:
    if facts.is_own_request:
        return refuse("not_authorised", clause=clause, says=[say(clause, "own_request")])
    if facts.is_own_affair:
        return refuse("not_authorised", clause=clause, says=[say(clause, "own_affair")])
    if not book().authority.may_approve(facts.role):
        return refuse("not_authorised", clause=clause, says=[say(clause, "not_an_approver")])
    return None


def _refused(clause: Clause, why: Statement) -> Decision:
    return refuse("policy_denied", clause=clause, says=[why])


def keeps_the_list(role: str) -> bool:
    """The company's own import, and whoever stands highest among those who approve."""
    highest = book().authority.approvers()[-1].role
    return role in ("system", highest)
