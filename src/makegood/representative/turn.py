"""Answer a customer's message: read it, let the dialogue go on, say the reply."""

from __future__ import annotations

import logging
from dataclasses import replace

from django.db import OperationalError
from pydantic import JsonValue

from makegood.core.actor import Channel
from makegood.core.clock import today
from makegood.core.effects import Delivery, PermanentFailure, Receipt, TemporaryFailure
from makegood.core.outcome import BrokenPromise
from makegood.core.runner import run
from makegood.domains.conversations import queries
from makegood.domains.conversations.queries import ConversationCard
from makegood.handbook import book
from makegood.representative.asking_model import budget
from makegood.representative.dialogue.hearing import answer
from makegood.representative.dialogue.state import State, WaitFor
from makegood.representative.dialogue.talk import Reply
from makegood.representative.dialogue.telling_who import overheard
from makegood.representative.house import House
from makegood.representative.mind import Mind, mind
from makegood.representative.understand.commands import Emergency, Unclear, Value, to_json
from makegood.representative.understand.reading import (
    AwaitChoice,
    AwaitCode,
    AwaitConfirm,
    Awaiting,
    AwaitSlot,
    Reading,
    ReadingContext,
)
from makegood.representative.wording import worded

TURN = "representative.turn"
_SPOKEN = frozenset({"choice", "boolean"})
log = logging.getLogger(__name__)


class Turns:
    """Takes each turn that a message asks for, exactly once, also after a crash in between."""

    kinds: tuple[str, ...] = (TURN,)

    def deliver(self, delivery: Delivery) -> Receipt:
        """Answer the message, unless it is answered or a person has the conversation."""
        conversation = str(delivery.payload["conversation"])
        sequence = int(str(delivery.payload["sequence"]))
        if queries.is_answered(conversation, sequence):
            return Receipt("answered before", {})
        card = queries.card(conversation)
        if card.with_person or card.closed_at is not None:
            return Receipt("not for the automated representative", {})
        if any(earlier < sequence for earlier in queries.unanswered(conversation)):
            raise TemporaryFailure("an earlier message is answered first")
        try:
            take_turn(card, sequence)
        except (TemporaryFailure, PermanentFailure, OperationalError):
            raise  # it is tried again, or somebody looks
        except BrokenPromise:
            log.exception("a turn of %s failed", conversation)
            _apologise(card, sequence)
        except Exception:  # our bug, whatever it is: nobody is left without an answer
            log.exception("a turn of %s failed", conversation)
            if delivery.attempt == 1:
                raise  # what was done stays done, and a race does not come twice
            _apologise(card, sequence)
        return Receipt("answered", {})


def take_turn(card: ConversationCard, sequence: int) -> Reply:
    """Read one message of a conversation and answer it."""
    calls = book().clause("MDL-1", on=today()).whole("calls_a_turn")
    with budget(card.number, calls):
        return _taken(card, sequence)


def _taken(card: ConversationCard, sequence: int) -> Reply:
    head = mind()
    place, kept = queries.last_answer(card.number)
    state = State.model_validate(kept) if kept else _begun(card)
    for unread in _unread(card.number, place, sequence):
        state = overheard(state, head.reader.read(unread, _context(state, head)), unread)
    text = _message(card.number, sequence)
    reading = head.reader.read(text, _context(state, head))
    house = House(card, sequence, head, reading.language)
    if card.waits_for_person:
        reply = _while_waiting(state, reading, house, card.number, text)
    else:
        reply = answer(state, reading, house, card.number, text)
        is_danger = any(isinstance(one, Emergency) for one in reading.commands)
        reply = reply if is_danger else replace(reply, text=worded(reply))
    _say(card, sequence, reading, reply, house)
    if reply.ends:
        ending: dict[str, JsonValue] = {"conversation": card.number, "reason": reply.ends}
        house.run("conversations.close_conversation", ending)
    return reply


def _apologise(card: ConversationCard, sequence: int) -> None:
    """After a fault of ours the customer is told so, and a person takes over."""
    _, kept = queries.last_answer(card.number)
    state = State.model_validate(kept) if kept else State(language=card.language)
    house = House(card, sequence, mind(), state.language, attempt="after a fault")
    ask: dict[str, JsonValue] = {"conversation": card.number, "reason": "our_fault"}
    handed = house.run("conversations.hand_over", ask)
    told = [statement.text(state.language) for statement in (*handed.statements, *handed.news)]
    text = "\n\n".join([house.line(state.language, "our_fault", 0), " ".join(told)])
    reading = Reading((Unclear(),), state.language, 0.0)
    left = state.model_copy(update={"wait": WaitFor.NOTHING, "tasks": ()})
    _say(card, sequence, reading, Reply(text, (), (), left), house)


def _while_waiting(
    state: State, reading: Reading, house: House, conversation: str, text: str
) -> Reply:
    """While a person is awaited, only danger is answered; all else is kept for the person."""
    line = house.line(reading.language, "waiting_for_person", state.said.get("waiting", 0))
    if reading.commands and isinstance(reading.commands[0], Emergency):
        return answer(state, reading, house, conversation, text)
    said = state.said | {"waiting": state.said.get("waiting", 0) + 1}
    kept = overheard(state, reading, text)
    return Reply(line, (), (), kept.model_copy(update={"said": said}))


def _context(state: State, head: Mind) -> ReadingContext:
    task = state.arranged
    return ReadingContext(
        language=state.language,
        today=today(),
        awaiting=_awaiting(state, head),
        active_operation=task.operation if task else None,
        slots_of_active=head.lexicon.slot_kinds(task.operation) if task else (),
    )


def _awaiting(state: State, head: Mind) -> Awaiting:
    labels = tuple(option.label for option in state.options)
    task = state.active
    if state.wait in (WaitFor.CONFIRM, WaitFor.PERSON):
        return AwaitConfirm()
    kind = _kind(state, head)
    if state.wait is WaitFor.READING or (state.wait is WaitFor.CHOICE and kind not in _SPOKEN):
        return AwaitChoice(len(labels), labels) if labels else None
    if state.wait is WaitFor.NOTHING or task is None:
        return None
    if state.slot == "code":
        return AwaitCode()
    # A place in a list counts only where the list was shown.
    shown = tuple(str(option.value) for option in state.options)
    return AwaitSlot(task.operation, state.slot, kind, shown)


def _kind(state: State, head: Mind) -> str:
    task = state.active
    known = head.lexicon.operations.get(task.operation) if task else None
    words = known.slots.get(state.slot) if known else None
    return words.kind if words else "text"


def _unread(conversation: str, after: int, before: int) -> list[str]:
    """What was written to a person since the last answer; mostly nothing lies between."""
    if not after or before - after == 1:
        return []
    between = queries.events(conversation, after)
    written = (one for one in between if one.kind == "message_in" and one.sequence < before)
    return [str(one.body["text"]) for one in written]


def _begun(card: ConversationCard) -> State:
    """How a conversation begins: a mail of somebody on record tells its address by itself."""
    is_theirs = card.channel == Channel.EMAIL and card.claimed_party and not card.party
    told: dict[str, Value] = {"reference": card.contact_point} if is_theirs else {}
    return State(language=card.language, told=told)


def _message(conversation: str, sequence: int) -> str:
    (event,) = queries.events(conversation, after=sequence - 1, limit=1)
    return str(event.body["text"])


def _say(
    card: ConversationCard, sequence: int, reading: Reading, reply: Reply, house: House
) -> None:
    understood: dict[str, JsonValue] = {
        "commands": [dict(to_json(command)) for command in reading.commands],
        "language": reading.language,
        "confidence": round(reading.confidence, 3),
        "alternatives": [[name, round(share, 3)] for name, share in reading.alternatives],
    }
    ran: list[JsonValue] = [
        {
            "operation": outcome.operation,
            "act": outcome.act,
            "status": outcome.status,
            "code": outcome.code,
            "records": list(outcome.records),
        }
        for outcome in house.ran
    ]
    cards: list[JsonValue] = [{"rows": [list(row) for row in reply.card]}] if reply.card else []
    ask: dict[str, JsonValue] = {
        "conversation": card.number,
        "text": reply.text,
        "answers": sequence,
        "quick_replies": list(reply.quick_replies),
        "cards": cards,
        "state": reply.state.model_dump(mode="json"),
        "understood": understood,
        "ran": ran,
        "language": reading.language,
    }
    run("conversations.say", ask, actor=house.actor(), key=f"turn:{card.number}/{sequence}")
