"""The acts of a conversation, one file each, and what each of them begins and ends with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from pydantic import JsonValue

from makegood.core import statements
from makegood.core.acting import Leaving
from makegood.core.actor import Actor, ActorKind
from makegood.core.inserting import change
from makegood.core.message_ids import as_written
from makegood.core.outcome import NotFound
from makegood.core.registry import registry
from makegood.domains.conversations.models import Conversation, Event, EventKind, Notice
from makegood.domains.conversations.policy import (
    ENCLOSING,
    ConversationFacts,
    Waiting,
    name_of,
    takes_part,
)
from makegood.domains.conversations.queries import rows
from makegood.domains.conversations.queries.summary import contact_summary
from makegood.handbook import book

HUMAN_ANSWER = "human_answer"
"""The promise that a person answers, given with each hand-over."""
CALL_BACK = "call_back"
"""The promise to call a customer back."""
DROPPED_CALL = "dropped_call"
"""The promise to call at once whoever was cut off; kept as soon as we speak with them again."""
DOUBTFUL = "is_doubtful"
"""Marks a message whose sender's address failed the checks of our mail host."""
TOLD_AGAIN = "told_again"
"""The promise that a customer hears by another way of what came back."""
CAME_BACK = "what we wrote did not arrive"
"""Why a person takes over a conversation whose answer came back."""
_MOST_TOLD = 12
_LONGEST_TOLD = 300


# The face that took the message answers it at once; the worker only if that face died.
_TIME_TO_ANSWER = timedelta(seconds=5)


def gather_conversation(number: str, actor: Actor) -> ConversationFacts:
    """Lock a conversation for an act in it; NotFound for whoever has no part in it."""
    row = next(iter(rows.locked(number)), None)
    if row is None or not takes_part(actor, row.number, row.party):
        raise NotFound("conversation", number)
    waits = next(iter(rows.hand_overs_waiting(number)), None)
    people = rows.take_overs(number)
    events = rows.marks(number)
    return ConversationFacts(
        number=row.number,
        channel=row.channel,
        language=row.language,
        party=row.party,
        level=row.level,
        closed_at=row.closed_at,
        last_event_at=row.last_event_at,
        waiting_since=row.waiting_since,
        person=next((one.person for one in people if one.ended_at is None), ""),
        people=tuple(one.person for one in people),
        waiting=Waiting(waits.asked_at, waits.due_at, waits.urgency) if waits else None,
        messages=frozenset(place for place, kind, _ in events if kind == EventKind.MESSAGE_IN),
        covered=max((covers for _, _, covers in events), default=0),
    )


def append(
    acting: Leaving,
    conversation: Conversation,
    kind: EventKind,
    body: Mapping[str, JsonValue],
    *,
    external_id: str | None = None,
    answers: int | None = None,
    covers: int = 0,
) -> int:
    """Write down what this act did as the conversation's next event; answer with its place."""
    event = Event(
        kind=kind,
        body=dict(body),
        external_id=external_id,
        answers=answers,
        covers=covers,
        at=acting.now,
        act=acting.act,
        actor=acting.actor.name,
    )
    return conversation.add_event(event)


def give_to_person(acting: Leaving, conversation: Conversation) -> None:
    """From now on this person of ours has the conversation, and nobody else speaks in it."""
    conversation.take_overs.filter(ended_at=None).update(ended_at=acting.now)
    conversation.take_overs.create(person=acting.actor.name, taken_at=acting.now)
    name = name_of(acting.actor.name)
    append(acting, conversation, EventKind.TAKEN_OVER, {"by": acting.actor.name, "name": name})


def say_as_company(acting: Leaving, conversation: Conversation, text: str) -> int:
    """Say something that nobody asked for, such as a greeting; it answers no message."""
    body: dict[str, JsonValue] = {
        "text": text,
        "by": "company",
        "who": "company",
        "quick_replies": [],
        "cards": [],
    }
    return append(acting, conversation, EventKind.SAID, body)


def who(actor: Actor) -> str:
    """Which side somebody speaks for: the customer, a person of ours, or a machine of ours."""
    if actor.kind is ActorKind.STAFF:
        return "person"
    if actor.kind is ActorKind.AUTOMATED:
        return "automated"
    return "company" if actor.kind is ActorKind.SYSTEM else "customer"


def note_interactions(
    acting: Leaving,
    row: Conversation,
    message: int,
    state: Mapping[str, JsonValue],
    ran: Iterable[Mapping[str, JsonValue]],
) -> None:
    """Keep what the customer wants as one interaction each: begun, done, or left. Source: AC01.1.

    What is being arranged is open; what was done, asked and answered at once, ended with its act.
    """
    tasks = state.get("tasks")
    listed = (
        [one.get("operation") for one in tasks if isinstance(one, dict)]
        if isinstance(tasks, list)
        else []
    )
    wanted = {str(one) for one in listed if is_wanted(str(one))}
    ended = {str(one.get("operation")): str(one.get("status")) for one in ran}
    ended = {topic: how for topic, how in ended.items() if is_wanted(topic)}
    known = {one.topic: one for one in row.interactions.filter(ended_at=None)}
    for topic in sorted((wanted | ended.keys()) - known.keys()):
        known[topic] = row.interactions.create(topic=topic, message=message, opened_at=acting.now)
    for topic, one in known.items():
        if topic not in wanted:
            one.ended_at, one.outcome = acting.now, ended.get(topic, "left")
            change(one, "ended_at", "outcome")


def is_wanted(topic: str) -> bool:
    """Whether an act is something that a customer wants, and not a step of how we talk."""
    if topic not in registry:
        return False
    act = registry.get(topic)
    domain = topic.partition(".")[0]
    return domain not in ("conversations", "knowledge") and not (
        act.judges_guess or topic == "parties.start_verification"
    )


def first_unanswered_at(facts: ConversationFacts, covered: int) -> datetime | None:
    """Since when the customer has been waiting, when the messages up to a place are answered."""
    left = [place for place in facts.messages if place > covered]
    return rows.events_at(facts.number, min(left))[0].at if left else None


def last_message_at(conversation: Conversation) -> datetime | None:
    """When the customer wrote last; None when nothing was written."""
    written = conversation.events.filter(kind=EventKind.MESSAGE_IN)
    return written.order_by("-sequence").values_list("at", flat=True).first()


def queue_turn(acting: Leaving, number: str, sequence: int, *, again: str = "") -> None:
    """Have the automated representative answer a message, once, even after a crash.

    `again` names why it is asked once more, such as when a person gave the conversation back.
    """
    acting.queue(
        kind="representative.turn",
        payload={"conversation": number, "sequence": sequence},
        key=f"turn:{number}/{sequence}{again}",
        at=acting.now if again else acting.now + _TIME_TO_ANSWER,
    )


def post_reply(acting: Leaving, row: Conversation, text: str, sequence: int) -> str | None:
    """Send what was said to where the customer writes from, on channels that are answered so.

    Answers with the key under which it is sent; None where the customer reads it here.
    """
    kind = {"email": "mail", "sms": "text"}.get(row.channel)
    if kind is None or not row.contact_point:
        return None
    received = row.events.filter(kind=EventKind.MESSAGE_IN).order_by("-sequence").first()
    asked = str(received.body.get("subject", "")) if received else ""
    is_person = acting.actor.kind is ActorKind.STAFF
    by_machine = "no" if is_person else "auto-replied"  # RFC 3834: machines must not answer it
    headers = {"X-Conversation": row.number, "Auto-Submitted": by_machine}
    answered = as_written(received.external_id or "") if received else ""
    if answered:
        headers |= {"In-Reply-To": answered, "References": answered}
    key = f"reply:{row.number}/{sequence}"
    payload: dict[str, JsonValue] = {
        "to": row.contact_point,
        "subject": _reply_subject(asked, row.number),
        "body": text,
        "language": row.language,
        "headers": {**headers},
    }
    acting.queue(kind=kind, payload=payload, key=key)
    return key


def _reply_subject(asked: str, number: str) -> str:
    subject = asked if asked.lower().startswith("re:") else f"Re: {asked}".strip()
    return subject if number in subject else f"{subject} [{number}]"


def summary_of(row: Conversation) -> str:
    """What happened so far, in the customer's own words and with the acts that were done."""
    told = row.events.filter(kind__in=(EventKind.MESSAGE_IN, EventKind.RAN)).order_by("sequence")
    lines = []
    for event in list(told)[-_MOST_TOLD:]:
        if event.kind == EventKind.MESSAGE_IN:
            doubt = " (address not proven)" if event.body.get(DOUBTFUL) else ""
            lines.append(f"Customer{doubt}: {str(event.body.get('text', ''))[:_LONGEST_TOLD]}")
        else:
            act = str(event.body.get("operation", "")).rpartition(".")[2].replace("_", " ")
            ended = str(event.body.get("status", "")).replace("_", " ")
            lines.append(f"{act.capitalize()}: {ended}")
    summed_up = contact_summary(row.number)
    if summed_up.facts:
        told_of = (f"{name.replace('_', ' ')} {value}" for name, value in summed_up.facts)
        lines.append(f"Stated: {'; '.join(told_of)}")
    lines += [f"Promised: {text}" for text in summed_up.promised]
    return "\n".join(lines)


def post_notice(acting: Leaving, notice: Notice) -> None:
    """Keep a notice and send it; what cannot be sent is told to the supervisors (AC34.6)."""
    about: dict[str, JsonValue] = {"notice": notice.name, "number": notice.number}
    if notice.blocked:
        _warn(acting, notice, "blocked", missing=", ".join(notice.blocked))
    elif not notice.to:
        _warn(acting, notice, "no_way", party=notice.party)
    else:
        notice.effect_key = f"notice:{notice.number}"
        payload: dict[str, JsonValue] = about | {
            "to": notice.to,
            "subject": notice.subject,
            "body": notice.body,
            "language": notice.language,
            "headers": {"Auto-Submitted": "auto-generated", "X-Notice": notice.number},
        }
        if notice.channel in ENCLOSING:
            payload |= {"enclose": [f"notice:{notice.number}", *notice.encloses.split()]}
        acting.queue(kind=notice.channel, payload=payload, key=notice.effect_key)
    notice.save(force_insert=True)
    acting.record(f"notice:{notice.number}")


def _warn(acting: Leaving, notice: Notice, sentence: str, **params: str) -> None:
    rule = book().clause("CNV-9", on=acting.today)
    told = statements.say(rule, sentence, notice=f"{notice.name} ({notice.number})", **params)
    tell_supervisors(
        acting, "not_sent", notice.number, f"Not sent: {notice.name} to {notice.party}",
        f"{told.text()}\n{notice.subject_ref}",
    )  # fmt: skip


def tell_supervisors(acting: Leaving, why: str, number: str, subject: str, body: str) -> None:
    """Have those who are responsible hear at once of a notice that did not reach its customer."""
    payload: dict[str, JsonValue] = {
        "to": book().company.supervisor_mail,
        "notice": f"notice_{why}",
        "subject": subject,
        "body": body,
    }
    acting.queue(kind="mail", payload=payload, key=f"{why}:{number}")
