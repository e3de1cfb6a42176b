"""Do an act: every gate in order, then the act, the proof and the record, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import OperationalError, connection, transaction
from pydantic import JsonValue

from makegood.core import clock, gates, journal, observing
from makegood.core.acting import Acting
from makegood.core.actor import Actor
from makegood.core.approvals import Approval, has_moved, request
from makegood.core.attempt import Attempt, TakenBack
from makegood.core.authority import excess, use_up
from makegood.core.decision import Code, Decision
from makegood.core.models import JournalRow
from makegood.core.operation import AnyOperation, Ask
from makegood.core.outcome import (
    BrokenPromise,
    ChildNotDone,
    Gate,
    InvalidAsk,
    NotFound,
    Outcome,
)
from makegood.core.registry import registry
from makegood.core.shape import read_ask
from makegood.core.transactions import hold, write

_TRIES = 3


def run(
    operation: AnyOperation | str,
    ask: Ask | Mapping[str, JsonValue],
    *,
    actor: Actor,
    key: str | None = None,
    seen: str | None = None,
) -> Outcome:
    """Do an act, or refuse it; either way one attempt stands in the journal.

    `key`: the same actor asking again with it gets the first answer. `seen`: the fingerprint of
    the preview the actor acts upon; if the facts moved since, the act is refused as stale.
    Raises InvalidAsk for a wrong shape and BrokenPromise for a fault of ours. Source: B0.
    """
    found = find(operation)
    with observing.noted(found.name, actor) as noted:
        try:
            asked = read_ask(found, ask)
        except InvalidAsk as invalid:
            with write():
                journal.append([Attempt.invalid(found, actor, invalid)])
            raise
        attempt = Attempt(found, asked, actor, key=key, seen=seen)
        _prepare(attempt)
        noted.outcome = _persist(attempt)
        return noted.outcome


def _persist(attempt: Attempt) -> Outcome:
    """Do it in a transaction, again if the database had to break one off."""
    for tries_left in reversed(range(_TRIES)):
        try:
            return _in_one_transaction(attempt)
        except OperationalError:  # a deadlock or a lost lock: nothing was done, so try again
            if connection.in_atomic_block or not tries_left:
                raise
    raise BrokenPromise("a loop that cannot end has ended")


def preview(
    operation: AnyOperation | str, ask: Ask | Mapping[str, JsonValue], *, actor: Actor
) -> Outcome:
    """Do the act for real and take it back: what would happen, with the facts' fingerprint.

    Nothing is kept, not even the attempt; numbers given out on the way mean nothing, so that of
    its notifications only their kinds are told, such as "mail:notice". Of an act that judges a
    guess it tells who may try, and looks at nothing else.
    """
    found = find(operation)
    attempt = Attempt(found, read_ask(found, ask), actor)
    if found.judges_guess:
        unfit = gates.standing_without_facts(found, actor, attempt.act)
        return (unfit or attempt.unjudged()).model_copy(update={"preview": True})
    _prepare(attempt)
    with write():
        outcome, _ = _take(attempt, keep=False)
    kinds = tuple(dict.fromkeys(one.rpartition(":")[0] for one in outcome.notifications))
    shown = {"preview": True, "records": (), "notifications": kinds, "result": None, "news": ()}
    return outcome.model_copy(update=shown)


def _prepare(attempt: Attempt) -> None:
    """Do what takes long before anybody waits for it, if the actor may try this at all."""
    if gates.standing_without_facts(attempt.operation, attempt.actor, attempt.act) is None:
        attempt.prepared = attempt.operation.prepare(attempt.ask)


def find(operation: AnyOperation | str) -> AnyOperation:
    """The operation meant; NotFound when the company has none of that name."""
    if not isinstance(operation, str):
        return operation
    if operation not in registry:
        raise NotFound("operation", operation)
    return registry.get(operation)


def _in_one_transaction(attempt: Attempt) -> Outcome:
    try:
        with write():
            answered = _answered_before(attempt)
            if answered is not None:
                return answered
            outcome, inner = _take(attempt, keep=True)
            outcome = _request_approval(attempt, outcome)
            place = journal.append([attempt.draft(outcome), *inner])
    except OperationalError:
        raise
    except Exception as fault:  # our bug, whatever it is: nothing of the act is kept
        with write():
            journal.append([attempt.broken(fault)])
        raise BrokenPromise(f"{attempt.operation.name}: {fault}") from fault
    return outcome.model_copy(update={"journal": place})


def _answered_before(attempt: Attempt) -> Outcome | None:
    if attempt.key is None:
        return None
    hold(f"{attempt.actor.name}/{attempt.key}")
    row = journal.earlier_answer(attempt.actor, attempt.key)
    if row is None:
        return None
    asked = (attempt.operation.name, attempt.ask_hash)
    is_same = asked == (row.operation, row.ask_hash) and _is_same_party(row, attempt.actor)
    if row.payload is None or not is_same:
        return gates.refused(attempt.operation, row.act, Gate.EXISTENCE, Code.CONFLICT)
    outcome = Outcome.model_validate(row.payload["outcome"])
    return outcome.model_copy(update={"journal": row.seq})


def _is_same_party(row: JournalRow, actor: Actor) -> bool:
    """Whether a row was for the actor's party, or for whoever became that party by it.

    Who says in a conversation who they are is known there afterwards; asked for again, it is the
    same act for the same person.
    """
    if row.party == (actor.party or ""):
        return True
    return not row.party and bool(row.conversation) and row.conversation == actor.conversation


def _take(attempt: Attempt, *, keep: bool) -> tuple[Outcome, list[journal.Draft]]:
    """Try the act; whatever is not done and kept is taken back to the last change."""
    acting = _acting(attempt)
    attempt.over = None
    try:
        with transaction.atomic():
            outcome = _through_gates(attempt, acting)
            if not keep and connection.vendor != "sqlite":  # which would walk through all tables
                connection.check_constraints()
            if not (keep and outcome.is_done):
                raise TakenBack(outcome)
    except TakenBack as back:
        return back.outcome, []
    except ChildNotDone as child:
        renamed = {"operation": attempt.operation.name, "act": attempt.act}
        return child.outcome.model_copy(update=renamed), []
    return outcome, acting.drafts


def _acting(attempt: Attempt) -> Acting:
    return Acting(
        act=attempt.act,
        operation=attempt.operation.name,
        actor=attempt.actor,
        now=clock.now(),
        today=clock.today(),
        run_child=_child,
        approval=attempt.approval,
        prepared=attempt.prepared,
    )


def _through_gates(attempt: Attempt, acting: Acting) -> Outcome:
    """Existence, identity, standing; then the rest with the facts that were gathered."""
    found, actor, act = attempt.operation, attempt.actor, attempt.act
    inside = attempt.is_within_mandate
    unfit = None if inside else gates.standing_without_facts(found, actor, act)
    if unfit:
        return unfit
    operation = found(acting)
    try:
        facts = operation.gather(attempt.ask)
    except NotFound:
        return gates.missing(found, actor, act)
    if not inside:
        unfit = gates.identity(found, actor, act) or gates.standing(found, actor, facts, act)
    return unfit or _decide_and_execute(attempt, acting, facts)


def _decide_and_execute(attempt: Attempt, acting: Acting, facts: object) -> Outcome:
    """Law, policy and authority; then the act itself and its proof."""
    operation = attempt.operation(acting)
    decision = operation.decide(attempt.ask, facts)
    attempt.noted = tuple(acting.noted)
    seen = attempt.fingerprint_of(facts, decision)
    unfit = gates.decided(attempt.operation, attempt.act, decision)
    unfit = unfit or _stale_or_beyond(attempt, decision, seen)
    if unfit:
        return unfit.model_copy(update={"fingerprint": seen})
    result = operation.execute(attempt.ask, facts, decision)
    operation.verify(attempt.ask, facts, result)
    if decision.uses and not attempt.is_within_mandate:
        approver = attempt.approval.approver if attempt.approval else None
        use_up(attempt.act, attempt.actor, decision.uses, acting.now, approver)
    return attempt.done(acting, decision, result, seen)


def _stale_or_beyond(attempt: Attempt, decision: Decision, seen: str) -> Outcome | None:
    found, act, use = attempt.operation, attempt.act, decision.uses
    if attempt.seen not in (None, seen):
        return gates.refused(found, act, Gate.EXISTENCE, Code.STALE)
    if use is None or found.needs.authority is None or attempt.is_within_mandate:
        return None
    judged, is_second = attempt.actor, False
    if attempt.approval:
        if has_moved(use.amount, attempt.approval.amount):
            return gates.refused(found, act, Gate.AUTHORITY, Code.STALE)
        is_second = attempt.approval.approver.name != judged.name
        judged = attempt.approval.approver.on_behalf_of(judged.party)
    over = excess(judged, use, clock.now(), is_second=is_second)
    return attempt.beyond_authority(decision, use, over) if over else None


def _request_approval(attempt: Attempt, outcome: Outcome) -> Outcome:
    if attempt.over is None:
        return outcome
    use, over = attempt.over
    row = request(
        operation=attempt.operation.name,
        ask=attempt.kept_ask,
        actor=attempt.actor,
        use=use,
        excess=over,
        at=clock.now(),
    )
    asked = {"approval": row.number, "records": (f"approval:{row.number}",)}
    return outcome.model_copy(update=asked)


def _child(
    operation: AnyOperation,
    ask: Ask | Mapping[str, JsonValue],
    parent: Acting,
    actor: Actor | None = None,
    approval: Approval | None = None,
) -> Outcome:
    """Do an act inside another; its journal row points to it. Raises ChildNotDone."""
    attempt = Attempt(
        operation,
        read_ask(operation, ask),
        actor or parent.actor,
        parent=parent.act,
        approval=approval,
    )
    attempt.prepared = operation.prepare(attempt.ask)
    acting = _acting(attempt)
    outcome = _through_gates(attempt, acting)
    if not outcome.is_done:
        raise ChildNotDone(outcome)
    parent.drafts += [attempt.draft(outcome), *acting.drafts]
    return outcome
