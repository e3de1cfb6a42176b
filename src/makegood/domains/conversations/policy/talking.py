"""Decide who may speak in a conversation, who answers it, and by when. Source: C01, C02."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from makegood.core.actor import Actor, ActorKind, Level
from makegood.core.calendars import BusinessCalendar
from makegood.core.decision import Decision, Statement, allow, needs_info, refuse, say
from makegood.handbook import Clause, book

EMERGENCY = "life_or_safety"
_PRESSING = (EMERGENCY, "vulnerable", "normal")


@dataclass(frozen=True, slots=True)
class Waiting:
    """That a person of the company is waited for, since when and until when at the latest."""

    since: datetime
    due: datetime
    urgency: str


@dataclass(frozen=True, slots=True)
class ConversationFacts:
    """What is known of a conversation when something is to happen in it.

    `person` has it now; `people` have had it, in order; `messages` are the places of what the
    customer wrote, and those up to `covered` had their answer.
    """

    number: str
    channel: str
    language: str
    party: str
    level: int
    closed_at: datetime | None
    last_event_at: datetime
    waiting_since: datetime | None
    person: str
    people: tuple[str, ...]
    waiting: Waiting | None
    messages: frozenset[int]
    covered: int

    @property
    def unanswered(self) -> tuple[int, ...]:
        """The places of the customer's messages that had no answer yet."""
        return tuple(sorted(place for place in self.messages if place > self.covered))


def clause(name: str, day: date) -> Clause:
    """A clause of the handbook as it holds on a day."""
    return book().clause(name, on=day)


def name_of(person: str) -> str:
    """The name under which customers know one of us: the username's owner, else the name itself."""
    for member in book().company.staff:
        if member.username == person.removeprefix("staff:"):
            return member.name
    return person


def language_served(asked: str) -> str | None:
    """The company's language that was asked for ("es-MX" is "es"); None when not served."""
    short = asked.partition("-")[0].lower()
    return short if short in book().company.languages else None


def takes_part(actor: Actor, number: str, party: str) -> bool:
    """Whether somebody has a part in a conversation: people of ours, and those who are having it.

    A customer who signed in elsewhere also sees the conversations that were proven to be theirs.
    """
    if actor.conversation == number or actor.kind in (ActorKind.STAFF, ActorKind.SYSTEM):
        return True
    if actor.kind in (ActorKind.CUSTOMER, ActorKind.ANONYMOUS):
        return bool(party) and actor.party == party and actor.level >= Level.V2
    return actor.conversation is None


def may_open(channel: str, contact_point: str | None, day: date) -> Decision:
    """Anybody may begin a conversation; one that is answered by post needs an address."""
    if channel in ("email", "sms") and not contact_point:
        return needs_info("contact_point", says=[say(clause("CNV-5", day), "ask_contact_point")])
    return allow(clauses=[clause("CNV-1", day)])


def may_go_on(level: Level, day: date) -> Decision:
    """A customer goes on elsewhere without a second code only where the first one still holds."""
    if level < Level.V2:
        needs = say(clause("IDV-1", day), "needs_code")
        return refuse("verification_required", says=[needs], level=Level.V2)
    return allow(clauses=[clause("IDV-8", day)])


def greeting(number: str, is_served: bool, day: date) -> list[Statement]:
    """The first words to somebody who reached us: who we are, what answers, and a question."""
    rule, reference = clause("CNV-1", day), f"conversation:{number}"
    told = [say(reference, "conversations.hello", company=book().company.name), say(rule)]
    if not is_served:
        told.append(say(rule, "languages", languages=", ".join(book().company.languages)))
    return [*told, say(reference, "conversations.ask_need")]


def may_write(facts: ConversationFacts, text: str, now: datetime, day: date) -> Decision:
    """Anything may be written to us but nothing at all, and not long after the end."""
    rule = clause("CNV-5", day)
    if not text:
        return needs_info("text", says=[say(rule, "ask_text")])
    if facts.closed_at is None:
        return allow(clauses=[rule])
    if now > facts.closed_at + timedelta(hours=rule.whole("resume_hours")):
        return refuse("policy_denied", clause=rule, says=[_ended(facts, rule)], instead=_anew(rule))
    return allow(clauses=[rule])


def may_say(facts: ConversationFacts, actor: Actor, answers: int | None, day: date) -> Decision:
    """A person speaks who has the conversation; the automated representative while nobody has."""
    rule = clause("CNV-7", day)
    if facts.closed_at is not None:
        ended = clause("CNV-5", day)
        return refuse("policy_denied", clause=ended, says=[_ended(facts, ended)])
    if actor.kind is ActorKind.STAFF and facts.person != actor.name:
        return refuse("policy_denied", clause=rule, says=[say(rule, "not_yours")])
    if actor.kind is ActorKind.AUTOMATED and facts.person:
        told = say(rule, "person_has_it", person=name_of(facts.person))
        return refuse("policy_denied", clause=rule, says=[told])
    if answers is not None and answers not in facts.messages:
        told = say(rule, "no_such_message", message=answers)
        return refuse("policy_denied", clause=rule, says=[told])
    if answers is not None and answers <= facts.covered:
        return refuse("policy_denied", clause=rule, says=[say(rule, "answered", message=answers)])
    return allow(clauses=[rule])


def may_hand_over(
    facts: ConversationFacts, actor: Actor, urgency: str, now: datetime, office: BusinessCalendar
) -> Decision:
    """Whoever asks for a person gets one; colleagues pass it on a limited number of times."""
    day = office.local_day(now)
    rule = clause("CNV-2", day)
    if facts.closed_at is not None:
        ended = clause("CNV-5", day)
        return refuse("policy_denied", clause=ended, says=[_ended(facts, ended)])
    if actor.kind is ActorKind.STAFF and facts.person != actor.name:
        return refuse("policy_denied", says=[say(clause("CNV-7", day), "not_yours")])
    if actor.kind is not ActorKind.STAFF and facts.person:
        told = say(rule, "with_person", person=name_of(facts.person))
        return allow(clauses=[rule], says=[told])
    if actor.kind is ActorKind.STAFF and _is_passed_on_enough(facts, day):
        return _enough(facts, day)
    due = answer_due(facts, urgency, now, office)
    return allow(clauses=[rule], says=list(_promised(facts, urgency, due, now, office, rule)))


def answer_due(
    facts: ConversationFacts, urgency: str, now: datetime, office: BusinessCalendar
) -> datetime:
    """By when a person answers: minutes while we are open, or after the next opening.

    Who waits already keeps the earlier time. Danger does not wait for the office to open.
    """
    rule = clause("CNV-2", office.local_day(now))
    if urgency == EMERGENCY:
        due = now + timedelta(minutes=rule.whole("emergency_minutes"))
    else:
        due = now + timedelta(minutes=rule.whole("answer_minutes"))
        if not (office.is_open(now) and office.is_open(due)):
            opens = office.next_opening(due if office.is_open(now) else now)
            due = opens + timedelta(minutes=rule.whole("answer_minutes"))
    if facts.waiting and now < facts.waiting.due < due:
        return facts.waiting.due
    return due


def more_pressing(urgency: str, waiting: Waiting | None) -> str:
    """The more pressing of what is said now and what was said before."""
    return min(urgency, waiting.urgency, key=_PRESSING.index) if waiting else urgency


def changes_the_wait(facts: ConversationFacts, urgency: str, due: datetime) -> bool:
    """Whether asking again changes anything for who waits already: the time, or the urgency."""
    if facts.waiting is None:
        return True
    before = facts.waiting.urgency, facts.waiting.due
    return (more_pressing(urgency, facts.waiting), due) != before


def may_take_over(facts: ConversationFacts, person: str, day: date) -> Decision:
    """A colleague takes a conversation, but not as the third stranger in it (AC01.4)."""
    if facts.closed_at is not None:
        ended = clause("CNV-5", day)
        return refuse("policy_denied", clause=ended, says=[_ended(facts, ended)])
    if facts.person == person:
        return refuse("policy_denied", says=[say(clause("CNV-7", day), "yours")])
    if person not in facts.people and _is_passed_on_enough(facts, day):
        return _enough(facts, day)
    rule = clause("CNV-2", day)
    return allow(
        clauses=[clause("CNV-4", day), rule], says=[say(rule, "here", person=name_of(person))]
    )


def must_have_it(facts: ConversationFacts, person: str, day: date) -> Decision:
    """Only who has a conversation gives it back or promises something in it."""
    rule = clause("CNV-7", day)
    if facts.person != person:
        return refuse("policy_denied", clause=rule, says=[say(rule, "not_yours")])
    return allow(clauses=[rule])


def may_call_back(
    facts: ConversationFacts, at: datetime, now: datetime, topic: str, office: BusinessCalendar
) -> Decision:
    """A call back is promised for a time ahead at which somebody is here."""
    rule = clause("CNV-8", office.local_day(now))
    if at <= now:
        return needs_info("at", says=[say(rule, "past", at=at)])
    if not office.is_open(at):
        opens = office.next_opening(at)
        return needs_info("at", says=[say(rule, "closed_then", opens=opens)])
    return allow(clauses=[rule], says=[say(rule, "promised", at=at, topic=topic)])


def may_close(facts: ConversationFacts, actor: Actor, day: date) -> Decision:
    """The customer ends a conversation at any time; we do not while somebody waits for us."""
    rule = clause("CNV-5", day)
    if facts.closed_at is not None:
        return refuse("policy_denied", clause=rule, says=[_ended(facts, rule)])
    by_customer = actor.kind in (ActorKind.CUSTOMER, ActorKind.ANONYMOUS)
    if facts.waiting_since is not None and not by_customer:
        told = say(rule, "unanswered", since=facts.waiting_since)
        return refuse("policy_denied", clause=rule, says=[told])
    return allow(clauses=[rule], says=[say(rule, "closed")])


def _promised(
    facts: ConversationFacts,
    urgency: str,
    due: datetime,
    now: datetime,
    office: BusinessCalendar,
    rule: Clause,
) -> Iterator[Statement]:
    if facts.waiting:
        yield say(rule, "waiting")
    elif urgency == EMERGENCY:
        yield say(rule, "in_danger")
    elif office.is_open(now):
        yield say(rule, "handed_over")
    else:
        yield say(rule, "office_closed", opens_at=office.next_opening(now))
    yield say(rule, "answer_by", due=due)


def _is_passed_on_enough(facts: ConversationFacts, day: date) -> bool:
    return len(set(facts.people)) >= clause("CNV-4", day).whole("transfers")


def _enough(facts: ConversationFacts, day: date) -> Decision:
    rule = clause("CNV-4", day)
    people = ", ".join(name_of(person) for person in dict.fromkeys(facts.people))
    return refuse(
        "policy_denied",
        clause=rule,
        says=[say(rule, "too_many", people=people)],
        instead=[say(rule, "instead_call_back")],
    )


def _ended(facts: ConversationFacts, rule: Clause) -> Statement:
    return say(rule, "ended", closed_at=facts.closed_at or facts.last_event_at)


def _anew(rule: Clause) -> list[Statement]:
    return [say(rule, "instead_new")]
