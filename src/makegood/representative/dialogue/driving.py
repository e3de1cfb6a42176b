"""Bring the active task forward until the customer is needed: know who, ask, read back, do."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import JsonValue

from makegood.core.actor import V1, V2, Level
from makegood.core.decision import Code
from makegood.core.outcome import InvalidAsk, Outcome, Status
from makegood.core.statements import Statement
from makegood.representative.dialogue.asking import (
    ask_for,
    labelled,
    offer_person,
    paraphrase,
    why_not,
)
from makegood.representative.dialogue.conditions import judged, line_of
from makegood.representative.dialogue.replacing import leave_what_it_replaces
from makegood.representative.dialogue.state import Task, WaitFor
from makegood.representative.dialogue.taking_back import remember
from makegood.representative.dialogue.talk import Talk
from makegood.representative.dialogue.telling_who import ANSWER, CLAIM
from makegood.representative.dialogue.world import Every, Found, MustVerify, Several, Unfound
from makegood.representative.understand.commands import Condition, Value

SEND_CODE = "parties.start_verification"
CARE = frozenset({"parties.flag_vulnerability", "parties.record_death"})
IDENTITY = frozenset({CLAIM, ANSWER})
_MOST_STEPS = 25


def drive(talk: Talk) -> None:
    """Go on with the active task, and the one below it when that is done, until we must wait."""
    talk.rest()
    for _ in range(_MOST_STEPS):
        if talk.active is None or not _step(talk, talk.active):
            return
    talk.say("stuck")
    offer_person(talk)


def confirmed(talk: Talk) -> None:
    """Do what was read back, now that the customer said yes."""
    task = talk.active
    if task is not None:
        outcome = talk.world.run(task.operation, dict(task.filled), task.seen)
        if outcome.code is Code.VERIFICATION_REQUIRED:
            _identify(talk, outcome.level or V2)
        else:
            talk.rest()
            _finish(talk, task, outcome)
        if talk.active is not None:
            drive(talk)


def conditional(talk: Talk, condition: Condition) -> None:
    """Meet a yes or a no that depends: done only where a yes was said and its condition holds."""
    task = talk.active
    outcome = None if task is None else talk.world.preview(task.operation, dict(task.filled))
    if task is None or outcome is None or outcome.fingerprint != task.seen:
        drive(talk)
        return
    holds, figure = judged(condition, outcome, talk.language)
    talk.say(line_of(condition, holds), condition=condition.text, figure=figure)
    if holds and condition.agrees:
        confirmed(talk)
    elif holds is False and not condition.agrees:
        talk.tasks.pop()
        drive(talk)
    else:
        _ask_for_yes(talk, outcome)


def remind(talk: Talk) -> None:
    """Come back to what was read back and waits for a yes; in full only if it has changed."""
    task = talk.active
    if task is None or task.seen is None:
        drive(talk)
        return
    outcome = talk.world.preview(task.operation, dict(task.filled))
    if outcome.fingerprint != task.seen:
        drive(talk)
        return
    talk.say("back_to", task=talk.world.name_of(talk.language, task.operation))
    _ask_for_yes(talk, outcome)


def _step(talk: Talk, task: Task) -> bool:
    """One step; True when there is more to do before the customer is needed."""
    operation = talk.world.operation(task.operation)
    needs = operation.needs
    if needs.standing.concerns_party and talk.world.level < needs.level:
        return _identify(talk, needs.level)
    if _has_nothing_new(task):
        ask_for(talk, task, "name", ())
        return False
    missing = _fill(talk, task)
    if missing is not None:
        return missing
    if operation.reads_only or not operation.asks_first:
        return _attempt(talk, talk.world.run, _finish)
    return _attempt(talk, talk.world.preview, _read_back)


def _identify(talk: Talk, level: Level) -> bool:
    """Put what is needed to know the customer better on top of the task."""
    if talk.world.party is None or talk.world.level < V1:
        helps: tuple[Statement, ...] = ()
        if talk.active is not None:
            helps = talk.world.tells_anybody(talk.active.operation, talk.active.given)
            talk.tell(helps)
        task = Task(operation=CLAIM, given=talk.said_of_self)
        if not {"reference", "name"} <= (talk.told | talk.said_of_self).keys():
            talk.say("identify_to_go_on" if helps else "identify_first")
        talk.said_of_self = {}
        talk.tasks.append(task)
        return True
    if level > V2 and talk.world.level >= V2:
        talk.say("needs_strong_identity")
        return _give_up(talk)
    outcome = talk.world.run(SEND_CODE, {})
    talk.tell((*outcome.statements, *outcome.news, *outcome.instead))
    if not outcome.is_done:
        return _give_up(talk)
    talk.tasks.append(Task(operation=ANSWER))
    return True


def _give_up(talk: Talk) -> bool:
    """Leave the active task: it cannot be done here, but a person may know a way."""
    talk.tasks.pop()
    offer_person(talk)
    return bool(talk.tasks)


def _fill(talk: Talk, task: Task) -> bool | None:
    """Ground each fact; None when all are there, else whether to go on without the customer."""
    fields = talk.world.operation(task.operation).ask_model().model_fields
    for slot, field in fields.items():
        words = task.given.get(slot)
        if words is None and task.operation == CLAIM:
            words = talk.told.get(slot)
        if slot in task.filled or (words is None and not field.is_required()):
            continue
        found = talk.world.ground(task.operation, slot, words, task)
        if isinstance(found, Found):
            task = talk.replace(task.fill(slot, found.value))
        elif isinstance(found, Every):
            task = _one_by_one(talk, task, slot, found)
        elif isinstance(found, MustVerify):
            return _identify(talk, found.level)
        elif isinstance(found, Unfound) and found.nothing_of:
            talk.say(f"no_{found.nothing_of}")
            return _give_up(talk)
        else:
            if words is not None:
                talk.say(why_not(found))
            options = found.options if isinstance(found, Several) else ()
            ask_for(talk, task.forget(slot), slot, options)
            return False
    return None


def _one_by_one(talk: Talk, task: Task, slot: str, every: Every) -> Task:
    """Each of them gets its own turn, in their order; the task for the first, now on top."""
    first, *others = [task.fill(slot, option.value) for option in every.options]
    talk.tasks[-1:] = [*reversed(others), first]
    return first


def _attempt(
    talk: Talk,
    act: Callable[[str, dict[str, JsonValue]], Outcome],
    go_on: Callable[[Talk, Task, Outcome], bool],
) -> bool:
    """Try the act or its preview, and see to it when the ask itself cannot be accepted."""
    task = talk.tasks[-1]
    try:
        outcome = act(task.operation, dict(task.filled))
    except InvalidAsk as invalid:
        slot = invalid.faults[0].field.split(".")[0]
        talk.say("not_accepted", accepted=invalid.faults[0].accepted)
        ask_for(talk, task.forget(slot), slot, ())
        return False
    if outcome.code is Code.VERIFICATION_REQUIRED:
        return _identify(talk, outcome.level or V2)
    return go_on(talk, task, outcome)


def _read_back(talk: Talk, task: Task, outcome: Outcome) -> bool:
    """Say what would happen, with the money and the rule, and ask for a clear yes."""
    if outcome.status in (Status.REFUSED, Status.NEEDS_INFO):
        return _finish(talk, task, outcome)
    talk.replace(task.show(outcome.fingerprint))
    if outcome.statements:
        talk.tell(outcome.statements)
    else:
        paraphrase(talk, task)
    _ask_for_yes(talk, outcome)
    return False


def _ask_for_yes(talk: Talk, outcome: Outcome) -> None:
    talk.show(outcome)
    talk.say("shall_i")
    talk.wait_for(WaitFor.CONFIRM)
    talk.button("button_yes")
    talk.button("button_no")


def _finish(talk: Talk, task: Task, outcome: Outcome) -> bool:
    """Tell how it ended, and go on with what waits below."""
    if outcome.code is Code.STALE:
        talk.say("changed_meanwhile")
        talk.replace(task.show(None))
        return True
    if outcome.status is Status.NEEDS_INFO and outcome.needs:
        talk.tell(outcome.statements)
        options = labelled(talk, task, outcome)
        ask_for(talk, task, outcome.needs, options, is_told=bool(outcome.statements))
        return False
    talk.tasks.pop()
    if outcome.is_done and task.seen is not None:
        remember(talk, task, outcome)
        talk.say("done")
        talk.tell(outcome.news)
    else:
        talk.tell((*outcome.statements, *outcome.news, *outcome.instead))
    if task.operation in IDENTITY:
        return _go_on_below(talk, task, outcome)
    if task.operation == SEND_CODE and outcome.is_done:
        talk.tasks.append(Task(operation=ANSWER))
        return True
    if not outcome.is_done:
        offer_person(talk)
    if task.operation in CARE and talk.active is None:
        talk.say("offer_person_to_care")
        talk.wait_for(WaitFor.PERSON)
        offer_person(talk)
    if outcome.is_done and task.seen is not None:
        leave_what_it_replaces(talk, task)
    if talk.active is not None:
        talk.say("back_to", task=talk.world.name_of(talk.language, talk.active.operation))
    return talk.active is not None


def _use_reference(talk: Talk, task: Task) -> None:
    """An order named to say who one is need not be named again for what is wanted of it."""
    below = talk.active
    if below is None or "order" in below.given or not talk.world.takes_order(below.operation):
        return
    order = talk.world.order_named_by(str(task.filled.get("reference", "")))
    if order is not None:
        talk.replace(below.give("order", order))


def _go_on_below(talk: Talk, task: Task, outcome: Outcome) -> bool:
    """After a step of identity: on with the request, or once more, or not at all."""
    is_known = talk.world.level >= (V2 if task.operation == ANSWER else V1)
    if is_known:
        _use_reference(talk, task)
        return True
    if task.operation == ANSWER and not (outcome.is_done and outcome.answer("tries_left")):
        # A code too old is followed by a new one; after too many wrong ones none is sent.
        return bool(talk.tasks) and (not outcome.is_done or _give_up(talk))
    slot = "code" if task.operation == ANSWER else "name"
    if task.operation == CLAIM:
        talk.told = _worth_keeping(task)
    talk.tasks.append(Task(operation=task.operation, asked=task.asked))
    ask_for(talk, talk.tasks[-1], slot, (), is_told=slot == "name")
    return False


def _worth_keeping(task: Task) -> dict[str, Value]:
    """What stays of a claim that did not fit: not a first name alone, but the number with it."""
    kept = task.given | {slot: str(value) for slot, value in task.filled.items()}
    if len(str(kept.get("name", "")).split()) == 1:
        del kept["name"]
    return kept


def _has_nothing_new(task: Task) -> bool:
    """Whether it is the claim that did not fit, and nothing was told since."""
    return task.operation == CLAIM and "name" in task.asked and not task.given


def forget_what_did_not_do(talk: Talk) -> None:
    """Before another request: what did not fit together is not tried again by itself."""
    for task in talk.tasks:
        if task.operation == CLAIM:
            talk.told = talk.told | task.given
            if _has_nothing_new(task) and "name" in talk.told:
                talk.told = {}
