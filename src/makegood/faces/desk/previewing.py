"""Show what an act would do before it is done, and what moved when a form has gone stale."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from pydantic import JsonValue

from makegood.core import journal
from makegood.core.actor import Actor
from makegood.core.decision import Code
from makegood.core.operation import AnyOperation
from makegood.core.outcome import NotFound, Outcome, Status
from makegood.core.statements import Statement
from makegood.domains.parties.queries import PartyCard, party_card
from makegood.faces.desk import naming, people
from makegood.faces.desk.arithmetic import Sum, sum_from
from makegood.faces.desk.bounds import Bounds, bounds
from makegood.faces.desk.offering import Offer, proving
from makegood.faces.desk.reading import Told as Read
from makegood.faces.desk.reading import facts
from makegood.faces.desk.spelling import money, words
from makegood.faces.desk.strings import _

_SALT = "makegood.desk.shown"
_MOST_SINCE = 20
_BADGES = {
    Status.DONE: ("good", _("Allowed")),
    Status.SCHEDULED: ("good", _("Will be done later")),
    Status.PENDING_APPROVAL: ("attention", _("Needs somebody's yes")),
    Status.NEEDS_INFO: ("attention", _("One more fact is needed")),
    Status.REFUSED: ("wrong", _("Not possible")),
}
_DONE = ("good", _("Done"))
_UNPROVEN = ("attention", _("First make sure who the customer is"))
_NOT_READ = frozenset({"act", "challenge"})
"""What a result says for programs only: keys that nobody looks anything up by."""
_OURS = frozenset({Code.NOT_AUTHORISED, Code.APPROVAL_REQUIRED, Code.VERIFICATION_REQUIRED})
"""Refusals that concern whoever sits at the desk, not the customer."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence as the customer reads it, the same in English, and where it comes from."""

    text: str
    english: str
    source: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An outcome as the desk shows it; `seal` proves later what was seen."""

    look: str
    heading: str
    told: tuple[Told, ...]
    instead: tuple[Told, ...]
    steps: tuple[Offer, ...]
    figures: tuple[tuple[str, str], ...]
    clauses: tuple[tuple[str, str], ...]
    promises: tuple[tuple[str, datetime], ...]
    checks: tuple[datetime, ...]
    may_do: bool
    does: str
    seen: str
    seal: str
    bounds: Bounds | None
    sum: Sum | None
    came: tuple[tuple[str, Read], ...]
    told_to: str
    outcome: Outcome


def shown(operation: AnyOperation, outcome: Outcome, actor: Actor, then: str = "") -> Shown:
    """What came, or would come, of an act, in the customer's language and ours.

    `then` is where its form stands, to come back to when it must first be known who it is.
    """
    customer = _customer(actor.party)
    language = customer.language if customer else "en"
    is_done = outcome.is_done and not outcome.preview
    look, heading = _DONE if is_done else _BADGES[outcome.status]
    figures = tuple((one.label(), money(one.amount)) for one in outcome.figures)
    is_unproven = outcome.code is Code.VERIFICATION_REQUIRED
    if is_unproven:
        look, heading = _UNPROVEN
    says = () if is_unproven else (*outcome.statements, *outcome.news)
    told = tuple(_told(one, language) for one in says)
    return Shown(
        look=look,
        heading=heading,
        told=told,
        instead=tuple(_told(one, language) for one in outcome.instead),
        steps=proving(actor.party, actor.conversation, then) if is_unproven else (),
        figures=figures,
        clauses=tuple(naming.clause(version) for version in outcome.clauses),
        promises=tuple((one.text.text(), one.due) for one in outcome.promises),
        checks=outcome.checks_at,
        may_do=outcome.status in (Status.DONE, Status.PENDING_APPROVAL),
        does=_name(operation, outcome),
        seen=outcome.fingerprint or "",
        seal=_sealed(figures, told),
        bounds=_bounds(operation, outcome, actor),
        sum=sum_from(outcome.figures),
        came=facts(outcome.result, without=_NOT_READ),
        told_to=_told_to(outcome, actor),
        outcome=outcome,
    )


def moved(seal: str, now: Shown) -> tuple[str, ...]:
    """What differs between what was seen then and what is so now, in words."""
    try:
        before: Mapping[str, str] = json.loads(signing.loads(seal, salt=_SALT, max_age=86_400))
    except (signing.BadSignature, ValueError):
        return ()
    after = _facts(now.figures, now.told)
    changed = [
        _("{name} was {before}, is now {now}.").format(
            name=name,
            before=before.get(name, _("nothing")),
            now=after.get(name, _("nothing")),
        )
        for name in dict.fromkeys([*before, *after])
        if before.get(name) != after.get(name) and not name.startswith("says:")
    ]
    new = [after[name] for name in after if name.startswith("says:") and name not in before]
    return (*changed, *(_("New: {text}").format(text=text) for text in new))


def since(ask: Mapping[str, JsonValue], place: int) -> tuple[str, ...]:
    """Who did what with the records that an ask names, after a place in the journal."""
    named = [str(value).rpartition(":")[2] for value in ask.values() if isinstance(value, str)]
    numbers = {name for one in named for name in (one, one.partition("/")[0]) if "-" in name}
    rows = journal.history(numbers, limit=_MOST_SINCE) if numbers else []
    return tuple(
        f"{people.person(row.actor)}: {naming.act(row.operation)} ({words(row.status).lower()})"
        for row in reversed(rows)
        if row.seq > place and not row.parent
    )


def _told_to(outcome: Outcome, actor: Actor) -> str:
    """For whom the sentences are: the customer who is written to, or whoever sits here."""
    if outcome.code is Code.APPROVAL_REQUIRED:
        return _("What is asked for:")
    if outcome.code in _OURS or outcome.operation.startswith("company."):
        return _("Why:")
    if outcome.is_done and any(":notice" in one for one in outcome.notifications):
        if outcome.preview:
            return _("The customer will be told:")
        return _("The customer is told:")
    return _("You can tell the customer:") if actor.party else _("What follows:")


def _told(one: Statement, language: str) -> Told:
    text, english = one.text(language), one.text()
    return Told(text, english if english != text else "", naming.source(one.source))


def _name(operation: AnyOperation, outcome: Outcome) -> str:
    """A button says what it does: its act, and the money when there is one amount that goes."""
    act = naming.act(operation.name)
    goes = {one.name: one.amount for one in outcome.figures}
    amount = next((goes[name] for name in ("refund", "goodwill", "amount") if name in goes), None)
    if outcome.status is Status.PENDING_APPROVAL:
        return _("Ask for a yes: {act}").format(act=act)
    return f"{act}: {money(amount)}" if amount else act


def _bounds(operation: AnyOperation, outcome: Outcome, actor: Actor) -> Bounds | None:
    kind = operation.needs.authority
    if not kind or outcome.status is not Status.PENDING_APPROVAL:
        return None
    return bounds(kind, actor, outcome.uses)


def _sealed(figures: tuple[tuple[str, str], ...], told: tuple[Told, ...]) -> str:
    return signing.dumps(json.dumps(_facts(figures, told)), salt=_SALT, compress=True)


def _facts(figures: tuple[tuple[str, str], ...], told: tuple[Told, ...]) -> dict[str, str]:
    said = {f"says:{one.text}": one.english or one.text for one in told}
    return dict(figures) | said


def _customer(party: str | None) -> PartyCard | None:
    try:
        return party_card(party) if party else None
    except NotFound:
        return None
