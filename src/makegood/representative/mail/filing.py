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
from makegood.domains.documents.keeping import keep
from makegood.domains.documents.ports import ScannerAway, harm_in
from makegood.domains.documents.queries import is_filed
from makegood.handbook import book
from makegood.representative.mail.attachments import files_of, kind_of

_MAILROOM = Actor.system("system:mail")


@dataclass(frozen=True, slots=True)
class LookedInto:
    """One file of a mail; without a media type it is of a wrong kind, one too many, or harmful."""

    source: str
    name: str
    content: bytes
    media_type: str


class Enclosures:
    """Sees to the files of each answered mail; while the scanner is away, they wait and it is
    tried again.
    """

    kinds: tuple[str, ...] = ("mail.enclosures",)

    def deliver(self, delivery: Delivery) -> Receipt:
        """File what may be filed, and tell the sender what was not taken in."""
        mail, conversation = (str(delivery.payload[name]) for name in ("mail", "conversation"))
        try:
            files = look_into(mail)
            known = bool(_party_of(conversation))
            filed = file_enclosures(conversation, (*files, *_earlier(conversation, mail)))
        except ScannerAway as away:
            raise TemporaryFailure(f"the files of {mail} wait for the scanner: {away}") from None
        refused = [one.name for one in files if not one.media_type]
        if refused:
            ask: dict[str, JsonValue] = {"mail": mail, "files": [*refused]}
            key = f"not-taken:{mail}"
            run("conversations.refuse_enclosures", ask, actor=_MAILROOM, key=key)
        return Receipt(mail, {"filed": filed, "refused": len(refused), "known": known})


def look_into(mail: str) -> tuple[LookedInto, ...]:
    """The files of a mail, each looked into once. ScannerAway."""
    most = book().clause("DOC-3", on=clock.today()).whole("files")
    try:
        files = files_of(queries.raw_mail(mail))
    except NotFound:  # kept no longer
        return ()
    found = []
    for place, (file, content) in enumerate(files, 1):
        source, media_type = f"mail:{mail}/{place}", kind_of(content) if place <= most else ""
        if media_type and not is_filed(source) and harm_in(content):
            media_type = ""
        found.append(LookedInto(source, file.name, content, media_type))
    return tuple(found)


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


def _earlier(conversation: str, mail: str) -> Iterable[LookedInto]:
    """What came before it was known whose it is, with the mail that told; looked at only then."""
    others = [one for one in queries.mails_of(conversation) if one.number != mail]
    came = receipts(f"enclosures:{one.number}" for one in others)
    if not _party_of(conversation) or any(one.get("known") for one in came):
        return ()
    return (file for one in others if one.attachments for file in look_into(one.number))


def _party_of(conversation: str) -> str:
    card = queries.card(conversation)
    return card.party or card.claimed_party or ""
