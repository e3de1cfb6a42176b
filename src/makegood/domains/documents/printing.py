"""Make the letter of a notice, enclose it in the mail, and have it filed."""

from __future__ import annotations

from dataclasses import replace

from pydantic import JsonValue

from makegood.core import journal
from makegood.core.actor import Actor
from makegood.core.effects import Enclosure, PermanentFailure, TemporaryFailure
from makegood.core.outcome import NotFound, Outcome
from makegood.core.runner import run
from makegood.domains.conversations.models import Notice
from makegood.domains.conversations.queries import notice as notice_card
from makegood.domains.documents import queries
from makegood.domains.documents.policy import Sent, has_letter
from makegood.domains.documents.ports import PDF, Sheet, TypesettingFailed, table_about, typeset
from makegood.domains.documents.sheets import sheet
from makegood.domains.parties.queries import party_card
from makegood.handbook import book


def sheet_of(number: str) -> Sheet:
    """What the letter of a notice says; NotFound when there is no such notice."""
    card = notice_card(number)
    cause = journal.cause_of(Notice.objects.values_list("act", flat=True).get(number=number))
    payload = cause.payload if cause else None
    act = Outcome.model_validate(payload["outcome"]) if payload else None
    table = table_about(card.subject_ref, card.language)
    return replace(sheet(book(), card, party_card(card.party).name, act), table=table)


def printed(number: str) -> bytes:
    """The letter of a notice, printed and filed if it was not yet.

    The page is made before the act begins, so that nobody waits for it with rows locked.
    TypesettingFailed when it cannot be made, NotFound when the notice has no letter.
    """
    filed = queries.letter_of(number)
    if filed is None:
        card = notice_card(number)
        if not has_letter(Sent(card.channel, bool(card.blocked))):
            raise NotFound("letter", number)
        typeset(sheet_of(number))
        actor = Actor.system("system:letters").on_behalf_of(card.party)
        run("documents.print_letter", {"notice": number}, actor=actor)
        filed = queries.letter_of(number)
    if filed is None:
        raise NotFound("letter", number)
    return queries.content(filed.number)


def enclosure(number: str) -> Enclosure:
    """The letter that goes with a notice; when it cannot be made now, it is tried again later."""
    try:
        content = printed(number)
    except TypesettingFailed as failure:
        raise TemporaryFailure(str(failure)) from failure
    except NotFound as missing:
        raise PermanentFailure(str(missing)) from missing
    return Enclosure(f"{queries.filed_as(number)}.pdf", PDF, content)


def paper_enclosure(name: str) -> Enclosure:
    """A paper that goes with a notice, such as "invoice:1001", as its record stands now."""
    kind, _, number = name.partition(":")
    try:
        ask: dict[str, JsonValue] = {"kind": kind, "number": number}
        filed = run("documents.print_paper", ask, actor=Actor.system("system:letters"))
    except TypesettingFailed as failure:
        raise TemporaryFailure(str(failure)) from failure
    if not filed.is_done or filed.result is None:
        raise PermanentFailure(f"there is no {name}")
    content = queries.content(str(filed.result["document"]))
    return Enclosure(f"{filed.result['name']}.pdf", PDF, content)
