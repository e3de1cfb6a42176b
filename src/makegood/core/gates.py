"""Judge whether an act may go on: identity and standing, told without giving anything away."""

from __future__ import annotations

from makegood.core import clock
from makegood.core.actor import Actor, ActorKind, Level
from makegood.core.decision import Code, Decision, Verdict
from makegood.core.operation import AnyOperation
from makegood.core.outcome import Gate, Outcome, Status
from makegood.core.standing import WHOLE, Stand
from makegood.core.statements import Statement, Word, say
from makegood.handbook import book

RULES = "rule:B0"
_ACTING = "IDV-7"


def is_offered(operation: AnyOperation, actor: Actor) -> bool:
    """Whether somebody may ever do this kind of act, so that it is worth showing to them."""
    if operation.only_inside or not (actor.has_a_role and operation.offered_to(actor.role)):
        return False
    return standing_without_facts(operation, actor, "") is None


def identity(operation: AnyOperation, actor: Actor, act: str) -> Outcome | None:
    """Gate 3: refuse when the party is not known well enough; None lets it through."""
    needs = operation.needs
    if actor.kind is ActorKind.SYSTEM or not needs.standing.concerns_party:
        return None
    return verification(operation, act, needs.level) if actor.level < needs.level else None


def standing_without_facts(operation: AnyOperation, actor: Actor, act: str) -> Outcome | None:
    """Gate 4 for what needs no facts: who may do this kind of act at all; None lets through."""
    needs = operation.needs
    if operation.only_inside:
        return refused(operation, act, Gate.STANDING, Code.NOT_AUTHORISED)
    if actor.kind is ActorKind.SYSTEM:
        return None
    if actor.kind in (ActorKind.AUTOMATED, ActorKind.CUSTOMER, ActorKind.ANONYMOUS):
        allowed = needs.automated
    else:
        allowed = book().authority.profile(actor.role) is not None
    if allowed and not needs.standing.concerns_party:
        allowed = needs.standing.judge(actor, None) is Stand.HOLDS
    return None if allowed else refused(operation, act, Gate.STANDING, Code.NOT_AUTHORISED)


def standing(operation: AnyOperation, actor: Actor, facts: object, act: str) -> Outcome | None:
    """Gate 4: a stranger to the account learns nothing, not even that the record exists."""
    if not operation.needs.standing.concerns_party:
        return None
    stand = operation.needs.standing.judge(actor, facts)
    if stand is Stand.HOLDS:
        return None
    if stand is Stand.LACKS_SCOPE:
        return _out_of_scope(operation, act)
    return refused(operation, act, Gate.EXISTENCE, Code.NOT_FOUND)


def _out_of_scope(operation: AnyOperation, act: str) -> Outcome:
    """Whoever acts for the holder hears what they lack, and that the holder may be told of it."""
    rule, scope = book().clause(_ACTING, on=clock.today()), operation.needs.standing.scope
    named = say(rule, "scope_missing", scope=Word(f"parties.scope_{scope}"))
    says = say(rule, "holder_only") if scope in WHOLE else named
    instead = (say(rule, "instead_message"),)
    return refused(operation, act, Gate.STANDING, Code.NOT_AUTHORISED, says=says, instead=instead)


def missing(operation: AnyOperation, actor: Actor, act: str) -> Outcome:
    """Gate 2: what is named does not exist; who is not known yet is asked to verify instead."""
    hidden = identity(operation, actor, act)
    return hidden or refused(operation, act, Gate.EXISTENCE, Code.NOT_FOUND)


def decided(operation: AnyOperation, act: str, decision: Decision) -> Outcome | None:
    """Gates 5 and 6: what law and policy say; None when they allow."""
    if decision.verdict is Verdict.ALLOW:
        return None
    asks = decision.verdict is Verdict.NEEDS_INFO
    gate = Gate.LAW if decision.code is Code.PROHIBITED else Gate.POLICY
    if decision.code is Code.VERIFICATION_REQUIRED:
        gate = Gate.IDENTITY
    elif decision.code is Code.NOT_AUTHORISED:
        gate = Gate.STANDING
    return Outcome(
        status=Status.NEEDS_INFO if asks else Status.REFUSED,
        operation=operation.name,
        act=act,
        gate=gate,
        code=decision.code,
        statements=decision.says,
        instead=decision.instead,
        clauses=decision.clauses,
        level=decision.level,
        needs=decision.fact,
        options=decision.options,
    )


def verification(operation: AnyOperation, act: str, level: Level) -> Outcome:
    """Ask for the party to be verified to a level first."""
    return refused(operation, act, Gate.IDENTITY, Code.VERIFICATION_REQUIRED, level=level)


def refused(
    operation: AnyOperation,
    act: str,
    gate: Gate,
    code: Code,
    *,
    says: Statement | None = None,
    instead: tuple[Statement, ...] = (),
    level: Level | None = None,
) -> Outcome:
    """A refusal of the house itself, in words of the core."""
    return Outcome(
        status=Status.REFUSED,
        operation=operation.name,
        act=act,
        gate=gate,
        code=code,
        statements=(says or say(RULES, f"core.{code}"),),
        instead=instead,
        level=level,
    )
