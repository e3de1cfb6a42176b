"""File what came with a mail: photos and papers go to the customer's file, once each. C08.

A file that the scanner has not looked into stays in the mail as it came, where nobody is shown it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import JsonValue

from makegood.core import clock
from makegood.core.actor import V2, Actor
from makegood.core.effects import Delivery, Receipt, TemporaryFailure
from makegood.core.outcome import NotFound
from makegood.core.outlets import receipts
from makegood.core.runner import run
from makegood.domains.conversations import queries
from makegood.domains.conversations.enclosed import empty_files
from makegood.domains.documents.keeping import keep
from makegood.domains.documents.ports import ScannerAway, harm_in
from makegood.domains.documents.queries import is_filed
from makegood.domains.documents.reading import shows_card
from makegood.handbook import book
from makegood.representative.mail.attachments import beyond_the_first, files_of, kind_of

_MAILROOM = Actor.system("system:mail")
SHOWS_CARD, HARMFUL = "shows_card", "harmful"


@dataclass(frozen=True, slots=True)
class LookedInto:
    """One file of a mail, by its place in it from 1. Without a media type it is not taken in: it
    is of a wrong kind, one too many, or may not be kept at all, and `why` then says why not.
    """

    place: int
    source: str
    name: str
    content: bytes
    media_type: str
    why: str = ""


class Enclosures:
    """Sees to the files of each answered mail; while the scanner is away, they wait and it is
    tried again.
    """

    kinds: tuple[str, ...] = ("mail.enclosures",)

    def deliver(self, delivery: Delivery) -> Receipt:
        """File what may be filed, and tell the sender what was not taken in."""
        mail, conversation = (str(delivery.payload[name]) for name in ("mail", "conversation"))
        try:
            files = seen_to(mail)
            known = bool(_party_of(conversation))
            filed = file_enclosures(conversation, (*files, *_earlier(conversation, mail)))
        except ScannerAway as away:
            raise TemporaryFailure(f"the files of {mail} wait for the scanner: {away}") from None
        gone = dict(enumerate(queries.inbound_mail(mail).attachments, 1))
        showing = [one.name for one in gone.values() if one.taken_out == SHOWS_CARD]
        refused = {one.place: one.name for one in files if not one.media_type}
        refused |= {place: one.name for place, one in gone.items() if one.taken_out == HARMFUL}
        refused |= beyond_the_first(_raw(mail))
        _tell(mail, "not_taken", [refused[place] for place in sorted(refused)])
        _tell(mail, "shows_card", showing)
        told = len(refused) + len(showing)
        return Receipt(mail, {"filed": filed, "refused": told, "known": known})


def seen_to(mail: str) -> tuple[LookedInto, ...]:
    """The files of a mail that may be kept; those that may not are out of it. ScannerAway."""
    files = look_into(mail)
    for why in (SHOWS_CARD, HARMFUL):
        _take_out(mail, why, [one.place for one in files if one.why == why])
    return tuple(one for one in files if not one.why)


def look_into(mail: str) -> tuple[LookedInto, ...]:
    """The files of a mail that are still in it, each looked into once. ScannerAway."""
    most = book().clause("DOC-3", on=clock.today()).whole("files")
    raw = _raw(mail)
    _take_out(mail, "not_looked_at", beyond_the_first(raw).keys() - empty_files(raw))
    gone = dict(enumerate(queries.inbound_mail(mail).attachments, 1))
    found = []
    for place, (file, content) in enumerate(files_of(raw), 1):
        if place in gone and gone[place].taken_out:
            continue
        source, kind = f"mail:{mail}/{place}", kind_of(content)
        why = _why_not_kept(content, kind) if kind and not is_filed(source) else ""
        media_type = kind if place <= most and not why else ""
        found.append(LookedInto(place, source, file.name, content, media_type, why))
    return tuple(found)


def _raw(mail: str) -> bytes:
    """A mail as it is kept; nothing of one that is kept no longer."""
    try:
        return queries.raw_mail(mail)
    except NotFound:
        return b""


def _why_not_kept(content: bytes, kind: str) -> str:
    """Why nothing may be kept of a file; what does harm is opened by no reader of papers."""
    if harm_in(content):
        return HARMFUL
    return SHOWS_CARD if shows_card(content, kind) else ""


def _take_out(mail: str, why: str, places: Iterable[int]) -> None:
    """Take files out of a mail, if there are such that are still in it."""
    if asked := sorted(places):
        ask: dict[str, JsonValue] = {"mail": mail, "places": [*asked], "why": why}
        run("conversations.take_out_files", ask, actor=_MAILROOM)


def file_enclosures(conversation: str, files: Iterable[LookedInto]) -> int:
    """File what may be filed, if it is known whose the conversation is; how many.

    A sender's address alone proves nothing: until a code did, the kind says so.
    """
    party = _party_of(conversation)
    if not party:
        return 0
    is_proven = queries.card(conversation).level >= V2
    kind = "enclosure" if is_proven else "unproven-enclosure"
    filed = 0
    for one in files:
        if not one.media_type or is_filed(one.source):
            continue
        ask: dict[str, JsonValue] = {
            "sha256": keep(one.content, one.media_type), "type": kind, "title": one.name,
            "party": party, "subject": f"conversation:{conversation}", "source": one.source,
        }  # fmt: skip
        filed += run("documents.file_document", ask, actor=_MAILROOM, key=one.source).is_done
    return filed


def _tell(mail: str, why: str, files: list[str]) -> None:
    """Tell whoever sent a mail which files were not taken in, if there are such."""
    if files:
        ask: dict[str, JsonValue] = {"mail": mail, "files": [*files], "why": why}
        key = f"{why.replace('_', '-')}:{mail}"
        run("conversations.refuse_enclosures", ask, actor=_MAILROOM, key=key)


def _earlier(conversation: str, mail: str) -> Iterable[LookedInto]:
    """What came before it was known whose it is, with the mail that told; looked at only then."""
    others = [one for one in queries.mails_of(conversation) if one.number != mail]
    came = receipts(f"enclosures:{one.number}" for one in others)
    if not _party_of(conversation) or any(one.get("known") for one in came):
        return ()
    return (file for one in others if one.attachments for file in seen_to(one.number))


def _party_of(conversation: str) -> str:
    card = queries.card(conversation)
    return card.party or card.claimed_party or ""
