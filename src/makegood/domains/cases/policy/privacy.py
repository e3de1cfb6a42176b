"""Decide what is done when people ask about their own records. Source: C05, GDPR 12(3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from makegood.core.actor import Actor, ActorKind
from makegood.core.deadlines import months_after
from makegood.core.decision import Decision, Statement, allow, refuse, say
from makegood.core.standing import Rights
from makegood.core.statements import Sayable, Word
from makegood.domains.cases.policy.keeping import (
    COMPLAINT,
    PERSON,
    REASONS,
    TAX,
    Keeping,
    Kept,
)
from makegood.handbook import Clause, book

_KNOWN_BY_NUMBER = frozenset({"order", "invoice", "quote", "case"})
_MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class OwnRecords:
    """Whose records are asked for, and the request of this kind that waits already, if any."""

    party: str
    rights: Rights
    waiting: str
    due_on: date
    keeping: Keeping | None = None


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """A request, what there is to erase for it now, and what speaks against it."""

    number: str
    party: str
    kind: str
    received_on: date
    due_on: date
    is_extended: bool
    is_answered: bool
    holds: tuple[str, ...] = ()
    talking: tuple[str, ...] = ()
    keeping: Keeping | None = None


@dataclass(frozen=True, slots=True)
class HoldFacts:
    """Whose records may not be erased, and whether that still stands."""

    party: str
    is_lifted: bool = False


def due_on(received: date) -> date:
    """The last day for an answer: a month from receipt, at the end of a shorter one. AC05.3."""
    return months_after(received, _rule("PRV-5", received).whole("answer_months"))


def extended_to(received: date) -> date:
    """The last day once the time was extended, counted from receipt and not from a clamped day."""
    rule = _rule("PRV-5", received)
    return months_after(received, rule.whole("answer_months") + rule.whole("extension_months"))


def may_export(facts: OwnRecords, today: date) -> Decision:
    """Give a person everything that is kept about them."""
    rule = _rule("PRV-5", today)
    return allow(clauses=[rule], says=[say(rule, "put_together"), say(rule, "where_to_fetch")])


def may_ask_for_erasure(facts: OwnRecords, today: date) -> Decision:
    """Put on record that somebody wants their records erased, and say what that would mean."""
    rule = _rule("PRV-7", today)
    if facts.waiting:
        told = say(rule, "asked_already", number=facts.waiting, due=facts.due_on)
        return refuse("policy_denied", clause=rule, says=[told])
    lists = lists_told(facts.keeping, today) if facts.keeping else ()
    promised = say(_rule("PRV-5", today), "answer_by", due=facts.due_on)
    return allow(clauses=[rule], says=[*lists, promised])


def may_extend(facts: RequestFacts, today: date) -> Decision:
    """Take two more months, if it is told within the first one."""
    rule = _rule("PRV-5", facts.received_on)
    if facts.is_answered or facts.is_extended or today > facts.due_on:
        name = "answered" if facts.is_answered else "extended_once" if facts.is_extended else "late"
        return refuse("policy_denied", clause=rule, says=[say(rule, name)])
    until = extended_to(facts.received_on)
    return allow(clauses=[rule], says=[say(rule, "extended", due=until)])


def may_erase(facts: RequestFacts, actor: Actor, today: date) -> Decision:
    """Erase what is not to be kept: by who leads a team, under no hold, once nobody talks."""
    rule = _rule("PRV-7", today)
    if not leads(actor):
        return refuse("not_authorised", clause=rule, says=[say(rule, "who_erases")])
    if facts.is_answered or facts.kind != "erasure":
        return refuse("policy_denied", clause=rule, says=[say(rule, "nothing_asked")])
    if facts.holds:
        hold = _rule("PRV-8", today)
        told = say(hold, "held", holds=", ".join(facts.holds))
        return refuse("policy_denied", clause=hold, says=[told])
    if facts.talking:
        told = say(rule, "still_talking", conversations=", ".join(facts.talking))
        return refuse("policy_denied", clause=rule, says=[told])
    return allow(clauses=[rule], says=lists_told(facts.keeping, today) if facts.keeping else ())


def may_hold(facts: HoldFacts, actor: Actor, today: date) -> Decision:
    """Place or lift a legal hold: by who leads a team; one that was lifted stays so."""
    rule = _rule("PRV-8", today)
    if not leads(actor):
        return refuse("not_authorised", clause=rule, says=[say(rule, "who_holds")])
    if facts.is_lifted:
        return refuse("policy_denied", clause=rule, says=[say(rule, "lifted_already")])
    return allow(clauses=[rule], says=[say(rule)])


def leads(actor: Actor) -> bool:
    """Whether somebody leads a team; the company itself, when a date comes round, counts too."""
    return actor.kind is ActorKind.SYSTEM or book().authority.may_approve(actor.role)


def lists_told(keeping: Keeping, today: date) -> tuple[Statement, ...]:
    """Both lists as sentences: what goes, kind by kind, and what stays, reason by reason."""
    return (*_goes_told(keeping.goes, today), *_stays_told(keeping.stays, today))


def _goes_told(goes: Iterable[Kept], today: date) -> Iterator[Statement]:
    rule = _rule("PRV-7", today)
    for what, refs in _by_kind(goes).items():
        yield say(rule, f"goes{_own(what)}", **_named(what, refs))


def _stays_told(stays: Iterable[Kept], today: date) -> Iterator[Statement]:
    found = list(stays)
    rule, periods = _rule("PRV-7", today), _rule("PRV-4", today)
    figures: Mapping[str, dict[str, Sayable]] = {
        TAX: {"years": periods.whole("orders_years")},
        COMPLAINT: {"years": periods.whole("complaints_years")},
    }
    for reason in REASONS:
        for what, refs in _by_kind(one for one in found if one.reason == reason).items():
            named = {**_named(what, refs), **figures.get(reason, {})}
            yield say(rule, f"stays_{reason}{_own(what)}", **named)


def _by_kind(kept: Iterable[Kept]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in kept:
        found.setdefault(one.what, []).append(one.ref)
    return found


def _own(what: str) -> str:
    """What is kept once about a person needs neither number nor count, so it has its own words."""
    return "_own" if what in PERSON else ""


def _named(what: str, refs: list[str]) -> dict[str, Sayable]:
    """What kind it is, and which: by number where people know the number, else how many."""
    kind = {"what": Word(f"cases.kept_{what}")}
    if what in PERSON:
        return {**kind}
    by_number = what in _KNOWN_BY_NUMBER and len(refs) <= _MOST_NAMED
    return {**kind, "which": ", ".join(refs) if by_number else str(len(refs))}


def _rule(name: str, day: date) -> Clause:
    return book().clause(name, on=day)
